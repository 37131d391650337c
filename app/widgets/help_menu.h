// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace shmlab::ui {

/// Help of an exchange window: a tour, the keys, what this program is.
class HelpMenu : public QMenu {
    Q_OBJECT
public:
    explicit HelpMenu(QWidget *window);

Q_SIGNALS:
    void tourRequested();

private:
    void showKeys();
    void showAbout();
};

/// Versions of the program, Qt and kernel, size and place of /dev/shm: what a report of a fault should begin with.
/// Lines of plain text, in English whatever the language.
[[nodiscard]] QString aboutText();

} // namespace shmlab::ui
