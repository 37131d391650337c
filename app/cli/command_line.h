// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "cli/usage_error.h"

#include <QStringList>

#include <expected>

namespace shmlab::ui {

struct CommandLine {
    Command command;
    QStringList qtOptions{}; ///< as in Arguments
};

/// `arguments` without the program's name. Makes no system call.
[[nodiscard]] std::expected<CommandLine, UsageError> parseCommandLine(const QStringList &arguments);

} // namespace shmlab::ui
