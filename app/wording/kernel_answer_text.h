// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/kernel_users.h>
#include <shmlab/manage/removal.h>

#include <QString>

#include <string_view>
#include <vector>

namespace shmlab::ui {

/// What askKernel() has answered about an object, and what the kernel itself does with it.
struct KernelInquiry {
    Result<KernelAnswer> answer{KernelAnswer::NotAsked};
    std::vector<KernelUser> users{};
};

/// The answer in whole sentences. `isHolderSeen`: a process scan shows a holder.
[[nodiscard]] QString kernelAnswerText(const KernelInquiry &inquiry, bool isHolderSeen);
/// "in use", "not in use", "not asked": for use by programs, never translated.
[[nodiscard]] std::string_view kernelAnswerName(const KernelInquiry &inquiry);
/// What asking does to other processes.
[[nodiscard]] QString askingKernelText();

} // namespace shmlab::ui
