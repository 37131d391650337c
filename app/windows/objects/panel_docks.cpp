// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/panel_docks.h"

#include <QAction>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>

#include <utility>

namespace shmlab::ui {

PanelDocks::PanelDocks(QMainWindow *window) : QObject(window), m_window(window)
{
    window->setDockOptions(window->dockOptions() | QMainWindow::AllowNestedDocks);
    window->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
}

void PanelDocks::add(Panel panel)
{
    auto *dock = new QDockWidget(panel.title, m_window);
    dock->setObjectName(QLatin1String(panel.name));
    dock->setWidget(panel.content);
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
    m_window->resizeDocks({bottom.first()}, {m_window->height() * 2 / 5}, Qt::Vertical);
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
