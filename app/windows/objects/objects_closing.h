// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

class QWidget;

namespace shmlab::ui {

class WatchPanel;

/// Asks before watches are lost that are not in a file, or `backups` of removed objects. True: close the window.
[[nodiscard]] bool confirmClosingObjects(QWidget *window, WatchPanel &watches, std::size_t backups);

/// Ends the recording, if there is one, and handles events until it has ended; asks after a second. False: do not close
/// the window yet, since the file is incomplete and the user has to see that, or since the user waits.
[[nodiscard]] bool endRecording(QWidget *window, WatchPanel &watches);

} // namespace shmlab::ui
