// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dock_shares.h"

#include <QDockWidget>
#include <QEvent>
#include <QLayout>
#include <QMainWindow>

#include <algorithm>
#include <cmath>

namespace shmlab::ui {
namespace {

/// Not behind another tab, not in a window of its own.
bool isInFront(const QDockWidget &dock)
{
    return dock.isVisible() && !dock.isFloating() && !dock.visibleRegion().isEmpty();
}

} // namespace

DockShares::DockShares(QMainWindow *window) : QObject(window), m_window(window)
{
    for (QTimer *timer : {&m_remembering, &m_restoring}) {
        timer->setSingleShot(true);
        timer->setInterval(0); // after the layout
    }
    connect(&m_remembering, &QTimer::timeout, this, &DockShares::take);
    connect(&m_restoring, &QTimer::timeout, this, &DockShares::restore);
    window->installEventFilter(this);
}

void DockShares::setActive(bool isActive)
{
    m_isActive = isActive;
    m_remembering.stop();
    m_restoring.stop();
    if (isActive)
        (m_shares.empty() ? m_remembering : m_restoring).start();
}

bool DockShares::eventFilter(QObject *watched, QEvent *event)
{
    if (!m_isActive)
        return QObject::eventFilter(watched, event);
    if (event->type() == QEvent::Resize)
        m_restoring.start();
    else if (event->type() == QEvent::MouseButtonRelease) // the user has moved a separator
        remember();
    return QObject::eventFilter(watched, event);
}

void DockShares::take()
{
    m_shares.clear();
    m_window->layout()->activate();
    for (QDockWidget *dock : m_window->findChildren<QDockWidget *>(Qt::FindDirectChildrenOnly)) {
        if (isInFront(*dock))
            m_shares.push_back({dock, static_cast<double>(dock->width()) / m_window->width(),
                                static_cast<double>(dock->height()) / m_window->height()});
    }
}

void DockShares::restore()
{
    if (m_remembering.isActive())
        return;
    QList<QDockWidget *> docks;
    QList<int> widths;
    QList<int> heights;
    for (const Share &share : m_shares) {
        if (share.dock == nullptr || !share.dock->isVisible() || share.dock->isFloating())
            continue;
        docks.append(share.dock);
        widths.append(static_cast<int>(std::lround(share.width * m_window->width())));
        heights.append(static_cast<int>(std::lround(share.height * m_window->height())));
    }
    m_window->resizeDocks(docks, widths, Qt::Horizontal);
    m_window->resizeDocks(docks, heights, Qt::Vertical);
    m_window->layout()->activate();
    for (qsizetype i = 0; i < docks.size(); ++i) // to resizeDocks() the tabs below a dock are a part of it
        heights[i] += std::max(0, heights[i] - docks[i]->height());
    m_window->resizeDocks(docks, heights, Qt::Vertical);
}

} // namespace shmlab::ui
