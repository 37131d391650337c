// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace shmlab::ui {

/// The help menu: a tour, the keys, about this program.
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

/// Versions of the program, Qt and kernel, size and place of /dev/shm, for bug reports: lines of plain text, in English
/// in every language.
[[nodiscard]] QString aboutText();

} // namespace shmlab::ui
