// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Completions for shells, from the option table behind --help. Object names are completed from /dev/shm.
namespace shmlab::ui {

[[nodiscard]] QString bashCompletion();
[[nodiscard]] QString zshCompletion();
[[nodiscard]] QString fishCompletion();

} // namespace shmlab::ui
