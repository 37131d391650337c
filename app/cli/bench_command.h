// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_line.h"
#include "lab/ipc_mechanism.h"

#include <cstdio>

namespace shmlab::ui {

/// `shmlab bench`: compares these ways in rounds and prints one table on `out`, progress on `messages`. SIGINT, SIGTERM
/// and SIGHUP end it early; what was measured is printed all the same. Returns the exit code. Forks, so it is for a
/// program with one thread.
[[nodiscard]] int runBench(const CommandLine &line, const std::vector<IpcMechanism> &mechanisms, std::FILE *out,
                           std::FILE *messages);

} // namespace shmlab::ui
