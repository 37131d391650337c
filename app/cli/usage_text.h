// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/usage_error.h"

namespace shmlab::ui {

/// One line; what the user typed is escaped.
[[nodiscard]] QString usageErrorText(const UsageError &error);

} // namespace shmlab::ui
