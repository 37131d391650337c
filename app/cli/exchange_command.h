// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.h"
#include "cli/exit_code.h"

namespace shmlab::ui {

/// `shmlab server`, `shmlab client`: RunExchange or ShowExchange of `name`, or of the 2015 program's object.
[[nodiscard]] std::expected<Command, UsageError> parseExchange(Role role, const std::optional<ObjectName> &name,
                                                               const Arguments &arguments);

/// Needs a QCoreApplication, whose event loop it runs. SIGINT, SIGTERM and SIGHUP end the exchange in order.
[[nodiscard]] ExitCode run(const RunExchange &command);

} // namespace shmlab::ui
