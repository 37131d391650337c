// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "cli/exit_code.h"

#include <QStringList>

namespace shmlab::ui {

/// The entry point of the library of windows: shows one until it is closed. `program` is argv[0]; Qt's own options as
/// in Arguments.
extern "C" ExitCode shmlabRunWindows(const WindowCommand &command, const char *program, const QStringList &qtOptions);
using RunWindows = ExitCode(const WindowCommand &command, const char *program, const QStringList &qtOptions);

} // namespace shmlab::ui
