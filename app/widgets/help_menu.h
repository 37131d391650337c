// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace shmlab::ui {

/// Help of a window: the help page (resources/help), a tour, the keys, facts about this program.
class HelpMenu : public QMenu {
    Q_OBJECT
public:
    explicit HelpMenu(QWidget *window);

Q_SIGNALS:
    void tourRequested();

private:
    void showContents();
    void showKeys();
    void showAbout();
};

/// Versions of the program, Qt and the kernel, size and device of /dev/shm: the head of a bug report. Lines of plain
/// text, always in English.
[[nodiscard]] QString aboutText();

} // namespace shmlab::ui
