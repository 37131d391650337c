// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace shmlab::ui {

/// The path that starts this program again. In an AppImage that is the AppImage itself, since its mounted files
/// disappear when the first process ends.
[[nodiscard]] QString programPath();

} // namespace shmlab::ui
