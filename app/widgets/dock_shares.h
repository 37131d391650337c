// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <vector>

class QDockWidget;
class QMainWindow;

namespace shmlab::ui {

/// Keeps each dock's share of its window. Without it, what the docks lose in a small window goes to the central widget
/// for good. A child of the window.
class DockShares : public QObject {
    Q_OBJECT
public:
    explicit DockShares(QMainWindow *window);
    /// The present sizes are the shares to keep, once they are laid out.
    void remember() { m_remembering.start(); }
    /// While it is not active nothing is taken or restored. It is from the beginning.
    void setActive(bool isActive);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void take();
    void restore();

    struct Share {
        QPointer<QDockWidget> dock;
        double width = 0;
        double height = 0;
    };
    QMainWindow *m_window;
    std::vector<Share> m_shares;
    bool m_isActive = true;
    QTimer m_remembering;
    QTimer m_restoring;
};

} // namespace shmlab::ui
