// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>

class QWidget;

namespace shmlab::ui {

/// Asks whether to close a window with which something would be lost. `losses`: sentences; none: there is no question.
/// `save` saves what can be saved and returns false if that fails; empty: nothing can. True: close the window.
[[nodiscard]] bool confirmClosing(QWidget *window, const QStringList &losses, const std::function<bool()> &save);

/// False: windows close without question from now on, as when a signal ends the program.
void setAsksBeforeClosing(bool asks);

} // namespace shmlab::ui
