// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/shm_directory.h>

#include <QMenu>

#include <optional>

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
    /// Inspects /dev/shm on a thread of the pool, since statfs(2) can wait, and then shows a box.
    void requestAbout();
    void showAbout(const QString &facts);

    InspectCalls m_calls;
};

/// Versions of the program, Qt and the kernel, size and device of /dev/shm: the head of a bug report. Lines of plain
/// text, always in English.
[[nodiscard]] QString aboutText(const std::optional<ShmDirectory> &directory);

} // namespace shmlab::ui
