// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/kernel_inquiry.h"

#include <shmlab/inspect/object_location.h>

namespace shmlab::ui {

KernelInquiry inquireKernel(SystemCalls calls, const ObjectReport &report)
{
    KernelInquiry inquiry;
    inquiry.answer = askKernel(calls, locationOf(report));
    inquiry.users = kernelUsersOf(calls, report.status().identity);
    return inquiry;
}

} // namespace shmlab::ui
