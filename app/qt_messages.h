// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace shmlab::ui {

/// Prints Qt's messages escaped, since they quote text from outside. Until startupIsOver(), that is while QApplication
/// is constructed, they are held back: where Qt would abort because it has no display, the program ends with one line
/// that says so and exit code 1 instead.
void installQtMessageHandler();
void startupIsOver();

} // namespace shmlab::ui
