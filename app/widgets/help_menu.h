// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/inspect_calls.h>

#include <QMenu>

namespace shmlab::ui {

/// The help menu of a window: the help page (resources/help), a tour, the shortcuts, facts about this program.
class HelpMenu : public QMenu {
    Q_OBJECT
public:
    HelpMenu(QWidget *window, InspectCalls calls);

Q_SIGNALS:
    void tourRequested();

private:
    void showContents();
    void showKeys();
    void showAbout();

    InspectCalls m_calls;
};

/// Versions of the program, Qt and the kernel, size and device of /dev/shm: the head of a bug report. Lines of plain
/// text, always in English.
[[nodiscard]] QString aboutText(InspectCalls calls);

} // namespace shmlab::ui
