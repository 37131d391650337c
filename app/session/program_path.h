// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace shmlab::ui {

/// What starts this program again. Within an AppImage that is the AppImage, whose files go when the first process ends.
[[nodiscard]] QString programPath();

} // namespace shmlab::ui
