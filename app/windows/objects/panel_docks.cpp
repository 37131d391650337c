// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/panel_docks.h"

#include <QAction>
#include <QDockWidget>
#include <QEvent>
#include <QMainWindow>
#include <QMenu>
#include <QToolBar>

#include <algorithm>
#include <utility>

namespace shmlab::ui {

PanelDocks::PanelDocks(QMainWindow *window) : QObject(window), m_window(window)
{
    window->setDockOptions(window->dockOptions() | QMainWindow::AllowNestedDocks);
    window->installEventFilter(this);
}

/// The tools of the panels at the bottom need the full width of a narrow window. What is narrow depends on their words
/// and on the screen.
bool PanelDocks::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) {
        int needed = 0;
        for (const QDockWidget *dock : docksIn(Qt::BottomDockWidgetArea)) {
            for (const QToolBar *bar : dock->findChildren<QToolBar *>())
                needed = std::max(needed, bar->sizeHint().width());
        }
        const bool isNarrow = m_window->width() * 3 / 5 < needed;
        m_window->setCorner(Qt::BottomRightCorner, isNarrow ? Qt::BottomDockWidgetArea : Qt::RightDockWidgetArea);
    }
    return QObject::eventFilter(watched, event);
}

void PanelDocks::add(Panel panel)
{
    auto *dock = new QDockWidget(panel.title, m_window);
    dock->setObjectName(QLatin1String(panel.name));
    dock->setWidget(panel.content);
    if (panel.area == Qt::RightDockWidgetArea) // a stack of them fits into a small window
        panel.content->setMinimumHeight(3 * panel.content->fontMetrics().height());
    m_window->addDockWidget(panel.area, dock);
    const QList<QDockWidget *> bottom = docksIn(Qt::BottomDockWidgetArea);
    if (panel.area == Qt::BottomDockWidgetArea && !bottom.isEmpty()) {
        m_window->tabifyDockWidget(bottom.last(), dock);
        bottom.first()->raise();
    }
    m_panels.push_back({std::move(panel), dock});
}

void PanelDocks::showObject(const ObjectReportPtr &report, bool isGone) const
{
    for (const Docked &docked : m_panels) {
        if (docked.panel.showObject)
            docked.panel.showObject(report, isGone);
    }
}

void PanelDocks::activate(const QWidget *content) const
{
    for (const Docked &docked : m_panels) {
        if (docked.panel.content == content) {
            docked.dock->show();
            docked.dock->raise();
        }
    }
}

void PanelDocks::addToggles(QMenu *menu) const
{
    for (const Docked &docked : m_panels)
        menu->addAction(docked.dock->toggleViewAction());
}

QList<TourStep> PanelDocks::tourSteps() const
{
    QList<TourStep> steps;
    for (const Docked &docked : m_panels) {
        if (!docked.panel.tourText.isEmpty())
            steps.append({docked.dock, docked.panel.tourText});
    }
    return steps;
}

void PanelDocks::resetSizes() const
{
    const QList<QDockWidget *> right = docksIn(Qt::RightDockWidgetArea);
    const QList<QDockWidget *> bottom = docksIn(Qt::BottomDockWidgetArea);
    const bool isShort = m_window->height() < 30 * m_window->fontMetrics().height();
    m_window->resizeDocks({bottom.first()}, {m_window->height() * (isShort ? 3 : 4) / 10}, Qt::Vertical);
    m_window->resizeDocks({right.first()}, {m_window->width() / 3}, Qt::Horizontal);
    m_window->resizeDocks(right, QList<int>(right.size(), m_window->height() / static_cast<int>(right.size())),
                          Qt::Vertical);
    bottom.first()->raise();
}

QList<QDockWidget *> PanelDocks::docksIn(Qt::DockWidgetArea area) const
{
    QList<QDockWidget *> docks;
    for (const Docked &docked : m_panels) {
        if (docked.panel.area == area)
            docks.append(docked.dock);
    }
    return docks;
}

} // namespace shmlab::ui
