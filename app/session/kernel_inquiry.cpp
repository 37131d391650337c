// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/kernel_inquiry.h"

#include <shmlab/inspect/object_location.h>

namespace shmlab::ui {

KernelInquiry inquireKernel(SystemCalls calls, const ObjectReport &report)
{
    KernelInquiry inquiry;
    // The holder of a lease has the object open; asking would break that lease.
    inquiry.answer = report.usage.processScan.isLeased ? KernelAnswer::InUse : askKernel(calls, locationOf(report));
    inquiry.users = kernelUsersOf(calls, report.status().identity);
    return inquiry;
}

} // namespace shmlab::ui
