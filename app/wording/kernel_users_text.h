// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/kernel_users.h>

#include <QString>

namespace shmlab::ui {

/// "The kernel uses it as the loop device /dev/loop0."
[[nodiscard]] QString kernelUserText(const KernelUser &user);
/// What may hold an object that the kernel reports as in use while no process is seen: `users`, or, where there are
/// none, what cannot be seen by anybody, root included. Whole sentences.
[[nodiscard]] QString unseenUsersText(const std::vector<KernelUser> &users);

} // namespace shmlab::ui
