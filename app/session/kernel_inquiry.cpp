// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/kernel_inquiry.h"

#include <shmlab/inspect/object_location.h>

namespace shmlab::ui {

KernelInquiry inquireKernel(SystemCalls calls, const ObjectReport &report)
{
    KernelInquiry inquiry;
    inquiry.answer = askKernel(calls, locationOf(report));
    if (const auto name = nameOf(report))
        inquiry.users = kernelUsersOf(calls, *name, report.status().identity);
    return inquiry;
}

} // namespace shmlab::ui
