// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "cli/exit_code.h"

namespace shmlab::ui {

/// `shmlab objects NAME`. An object that lost this name is printed as well.
[[nodiscard]] ExitCode run(const DescribeObject &command);

} // namespace shmlab::ui
