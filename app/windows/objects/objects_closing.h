// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

class QWidget;

namespace shmlab::ui {

class WatchPanel;

/// Asks before watches are lost that are not in a file, or `backups` of removed objects. True: close the window.
[[nodiscard]] bool confirmClosingObjects(QWidget *window, WatchPanel &watches, std::size_t backups);

} // namespace shmlab::ui
