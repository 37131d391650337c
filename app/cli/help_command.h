// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "cli/exit_code.h"

namespace shmlab::ui {

/// The text that --help prints. `topic` is a command or empty.
[[nodiscard]] QString helpText(const QString &topic);

[[nodiscard]] ExitCode run(const PrintHelp &command);
[[nodiscard]] ExitCode run(const PrintVersion &command);

} // namespace shmlab::ui
