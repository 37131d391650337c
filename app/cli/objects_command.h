// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_line.h"

#include <cstdio>

/// Looking at objects and removing them, in a terminal. Each returns the exit code.
namespace shmlab::ui {

/// `shmlab objects`: a table of all objects, or all that is known of one.
[[nodiscard]] int runObjects(const CommandLine &line, std::FILE *out, std::FILE *messages);
/// `shmlab dump NAME`: its bytes, as hex or raw.
[[nodiscard]] int runDump(const CommandLine &line, std::FILE *out, std::FILE *messages);
/// `shmlab rm`: removes one object, or all that are stale. `in` is asked for the name of one in use.
[[nodiscard]] int runRemove(const CommandLine &line, std::FILE *in, std::FILE *out, std::FILE *messages);

} // namespace shmlab::ui
