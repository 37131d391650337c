// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "lab/ipc_mechanism.h"

namespace shmlab::ui {

[[nodiscard]] std::expected<Command, UsageError> parseBench(const Arguments &arguments);

/// Compares these mechanisms in rounds and prints the result, its progress on a terminal. SIGINT, SIGTERM and SIGHUP
/// end it early; what was measured is still printed. Forks: the program may have no other thread.
[[nodiscard]] ExitCode runBench(const RunBench &command, const std::vector<IpcMechanism> &mechanisms);
/// The same for all mechanisms.
[[nodiscard]] ExitCode run(const RunBench &command);

} // namespace shmlab::ui
