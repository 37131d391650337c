// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.h"
#include "cli/exit_code.h"

namespace shmlab::ui {

[[nodiscard]] std::expected<Command, UsageError> parseDump(const ObjectName &name, const Arguments &arguments);

/// Opens the object by its name; if that is gone, through a process that still holds it.
[[nodiscard]] ExitCode run(const DumpObject &command);

} // namespace shmlab::ui
