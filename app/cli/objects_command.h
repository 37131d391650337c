// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.h"
#include "cli/exit_code.h"

namespace shmlab::ui {

/// `shmlab objects`: ShowObjects, ListObjects, FollowObjects, or DescribeObject if there is a name.
[[nodiscard]] std::expected<Command, UsageError> parseObjects(const std::optional<ObjectName> &name,
                                                              const Arguments &arguments);

[[nodiscard]] ExitCode run(const ListObjects &command);

} // namespace shmlab::ui
