// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/kernel_answer_text.h"

#include <shmlab/inspect/object_report.h>

namespace shmlab::ui {

/// Asks the kernel who uses the object, see askKernel(). Blocks for 30 ms at most.
[[nodiscard]] KernelInquiry inquireKernel(SystemCalls calls, const ObjectReport &report);

} // namespace shmlab::ui
