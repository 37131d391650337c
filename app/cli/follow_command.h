// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "cli/exit_code.h"

namespace shmlab::ui {

/// `shmlab objects --follow`: prints events until a signal ends it or its reader has gone.
[[nodiscard]] ExitCode run(const FollowObjects &command);

} // namespace shmlab::ui
