// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/object_actions.h"

#include "windows/objects/object_columns_menu.h"
#include "windows/objects/object_export_dialog.h"
#include "windows/objects/object_filter.h"
#include "windows/objects/object_table.h"
#include "wording/format.h"
#include "wording/object_text.h"

#include <shmlab/inspect/object_location.h>

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

#include <algorithm>

namespace shmlab::ui {
namespace {

bool hasBytes(const ObjectReportPtr &report)
{
    return report->verdict() != Verdict::NotAnObject && capabilitiesOf(report->status().identity.domain).hasBytes;
}

bool isWatchable(const ObjectReportPtr &report)
{
    return hasBytes(report) && nameOf(*report) && report->status().sizeBytes > 0;
}

/// Those of other domains have numbers, or no names.
bool hasPath(const ObjectReportPtr &report)
{
    const Domain domain = report->status().identity.domain;
    return report->hasName && (capabilitiesOf(domain).hasLinks || domain == Domain::MappedFile);
}

void copyLines(const QStringList &lines)
{
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace

ObjectActions::ObjectActions(ObjectTable *table, ObjectFilter *filter, InspectCalls calls, QWidget *window)
    : QObject(window),
      m_table(table),
      m_calls(calls),
      m_window(window),
      m_menu(new QMenu(window)),
      m_columns(new ObjectColumnsMenu(table, window)),
      m_groups(new ObjectGroupsMenu(table, window))
{
    makeActions();
    m_menu->addActions({m_inspect, m_watch});
    m_beforeMore = m_menu->addSeparator();
    m_menu->addActions({m_copyRows, m_copyNames, m_copyPaths});
    m_menu->addSeparator();
    m_menu->addActions({m_exportSelected, m_exportShown});
    m_menu->addSeparator();
    addViews(m_menu);
    connect(table, &ObjectTable::menuRequested, this, &ObjectActions::showMenu);
    connect(table, &ObjectTable::selectedObjectChanged, this, &ObjectActions::update);
    connect(table, &QTreeView::activated, m_inspect, &QAction::trigger);
    connect(table->header(), &QWidget::customContextMenuRequested, this,
            [this](const QPoint &at) { m_columns->popup(m_table->header()->mapToGlobal(at)); });
    const auto showCount = [this, filter] { m_exportShown->setEnabled(filter->rowCount() > 0); };
    connect(filter, &QAbstractItemModel::rowsInserted, this, showCount);
    connect(filter, &QAbstractItemModel::rowsRemoved, this, showCount);
    showCount();
    update();
}

void ObjectActions::makeActions()
{
    const auto make = [this](const QString &text, auto slot) {
        auto *action = new QAction(text, this);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    m_inspect = make(tr("&Inspect"), [this] { Q_EMIT inspectRequested(); });
    m_watch = make(tr("&Watch the first value"), [this] {
        std::vector<ObjectReportPtr> objects = m_table->selectedReports();
        std::erase_if(objects, [](const auto &report) { return !isWatchable(report); });
        Q_EMIT watchRequested(objects);
    });
    m_copyRows = make(tr("Cop&y rows"), [this] {
        if (const QString text = m_table->selectionText(); !text.isEmpty())
            QGuiApplication::clipboard()->setText(text);
    });
    m_copyRows->setShortcut(QKeySequence::Copy);
    m_copyRows->setShortcutContext(Qt::WidgetShortcut); // bytes and other tables have their own
    m_table->addAction(m_copyRows);
    m_copyNames = make(tr("Copy &names"), [this] { copyNames(); });
    m_copyPaths = make(tr("Copy pa&ths"), [this] { copyPaths(); });
    const auto exportAll = [this](const std::vector<ObjectReportPtr> &objects) {
        if (const QString problem = exportObjects(objects, m_window); !problem.isEmpty())
            Q_EMIT failed(problem);
    };
    m_exportSelected =
        make(tr("&Export selected objects…"), [this, exportAll] { exportAll(m_table->selectedReports()); });
    m_exportShown = make(tr("Export &all shown objects…"), [this, exportAll] { exportAll(m_table->shownReports()); });
}

void ObjectActions::addTo(QMenu *objectMenu) const
{
    objectMenu->addActions({m_inspect, m_watch, m_copyRows, m_copyNames, m_copyPaths});
}

void ObjectActions::addExports(QMenu *fileMenu) const
{
    fileMenu->addActions({m_exportSelected, m_exportShown});
}

void ObjectActions::addViews(QMenu *viewMenu) const
{
    viewMenu->addMenu(m_columns);
    viewMenu->addMenu(m_groups);
}

void ObjectActions::setMoreActions(const QList<QAction *> &actions)
{
    m_menu->insertActions(m_beforeMore, actions);
}

void ObjectActions::update()
{
    const auto current = m_table->selectedReport();
    const std::vector<ObjectReportPtr> selected = m_table->selectedReports();
    m_inspect->setEnabled(current && !m_table->hasSelectedVanished() && hasBytes(current));
    m_watch->setEnabled(std::ranges::any_of(selected, isWatchable));
    m_copyRows->setEnabled(current != nullptr);
    m_copyNames->setEnabled(!selected.empty());
    m_copyPaths->setEnabled(std::ranges::any_of(selected, hasPath));
    m_exportSelected->setEnabled(!selected.empty());
}

void ObjectActions::showMenu(const QPoint &globalPosition)
{
    update();
    m_menu->popup(globalPosition);
}

void ObjectActions::copyNames()
{
    QStringList lines;
    for (const ObjectReportPtr &report : m_table->selectedReports())
        lines += titleOf(*report);
    copyLines(lines);
}

/// Escaped as everywhere else: a path with other bytes than printable UTF-8 could not be pasted anyway.
void ObjectActions::copyPaths()
{
    QStringList lines;
    for (const ObjectReportPtr &report : m_table->selectedReports()) {
        if (!hasPath(report))
            continue;
        lines += nameOf(*report) ? format::escaped(m_calls.roots().shm + '/' + report->name)
                                 : QString::fromStdString(nameIdentifier(*report));
    }
    copyLines(lines);
}

} // namespace shmlab::ui
