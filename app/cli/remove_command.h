// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.h"
#include "cli/exit_code.h"

namespace shmlab::ui {

/// `shmlab rm`: RemoveObject, RemoveMatching, KeepObjects or PutBackObject.
[[nodiscard]] std::expected<Command, UsageError> parseRemove(const std::optional<ObjectName> &name,
                                                             const Arguments &arguments);

/// Reads the name that confirms a forced removal from standard input.
[[nodiscard]] ExitCode run(const RemoveObject &command);
[[nodiscard]] ExitCode run(const RemoveMatching &command);
[[nodiscard]] ExitCode run(const KeepObjects &command);
[[nodiscard]] ExitCode run(const PutBackObject &command);

} // namespace shmlab::ui
