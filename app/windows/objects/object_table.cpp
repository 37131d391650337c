// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/object_table.h"

#include "widgets/table_style.h"

#include <QAction>
#include <QFocusEvent>
#include <QHeaderView>
#include <QMenu>
#include <QSignalBlocker>

#include <array>
#include <utility>

namespace shmlab::ui {

ObjectTable::ObjectTable(ObjectFilter *filter, QWidget *parent) : QTableView(parent), m_filter(filter)
{
    setModel(filter);
    setAccessibleName(tr("Shared memory objects"));
    applyTableStyle(*this);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setMinimumHeight(2 * fontMetrics().height()); // in a small window the lines below it need their place
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setStretchLastSection(true);
    setSortingEnabled(true);
    sortByColumn(ObjectTableModel::NameColumn, Qt::AscendingOrder);
    resetColumns();
    setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(filter, &ObjectFilter::changed, this, [this] { scrollTo(selectedIndex()); });
    connect(this, &ObjectTable::selectedObjectChanged, this, [this] { m_lostSelection.reset(); });
}

void ObjectTable::resetColumns()
{
    const std::array samples{QStringLiteral("/iceoryx_mgmt_0123456789"),
                             QStringLiteral("ORPHANED "),
                             QStringLiteral("Boost managed segm"),
                             QStringLiteral("1023.9 KiB"),
                             QStringLiteral("1023.9 KiB"),
                             QStringLiteral("2 map, 2 open, 1 lock"),
                             QStringLiteral("0600"),
                             QStringLiteral("postgres"),
                             QStringLiteral("2026-01-01 00:00"),
                             QStringLiteral("2026-01-01 00:00"),
                             QStringLiteral("12345678")};
    for (int column = 0; column < ObjectTableModel::ColumnCount; ++column) {
        const QString title = model()->headerData(column, Qt::Horizontal).toString() + QStringLiteral("   ");
        const int width = std::max(fontMetrics().horizontalAdvance(samples.at(static_cast<std::size_t>(column))),
                                   fontMetrics().horizontalAdvance(title));
        setColumnWidth(column, width + 12);
        setColumnHidden(column, false);
    }
}

QModelIndex ObjectTable::selectedIndex() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? QModelIndex() : rows.first();
}

ObjectReportPtr ObjectTable::selectedReport() const
{
    const QModelIndex index = selectedIndex();
    return index.isValid() ? m_filter->table()->reportPtr(m_filter->sourceRow(index)) : nullptr;
}

bool ObjectTable::hasSelectedVanished() const
{
    const QModelIndex index = selectedIndex();
    return index.isValid() && m_filter->table()->hasVanished(m_filter->sourceRow(index));
}

bool ObjectTable::selectName(const std::string &name)
{
    return selectSourceRow(m_filter->table()->rowOfName(name));
}

bool ObjectTable::selectSourceRow(int sourceRow)
{
    const QModelIndex index = m_filter->mapFromSource(m_filter->table()->index(sourceRow, 0));
    if (!index.isValid())
        return false;
    setCurrentIndex(index);
    scrollTo(index);
    return true;
}

void ObjectTable::endChanges()
{
    const auto before = std::exchange(m_selectedBefore, nullptr);
    const auto now = selectedReport();
    const bool isLost = before && before->isStatusKnown
        && (!now || hasSelectedVanished() || now->status().identity != before->status().identity);
    if (isLost)
        m_lostSelection = before->status().identity;
    if (m_lostSelection)
        (void)selectSourceRow(m_filter->table()->rowOf(*m_lostSelection)); // any selection resets m_lostSelection
}

void ObjectTable::addColumnToggles(QMenu *menu)
{
    for (int column = ObjectTableModel::VerdictColumn; column < ObjectTableModel::ColumnCount; ++column) {
        QAction *action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        connect(action, &QAction::toggled, this, [this, column](bool isOn) { setColumnHidden(column, !isOn); });
        connect(menu, &QMenu::aboutToShow, action,
                [this, action, column] { action->setChecked(!isColumnHidden(column)); });
    }
}

QByteArray ObjectTable::layoutState() const
{
    return horizontalHeader()->saveState();
}

void ObjectTable::restoreLayout(const QByteArray &state)
{
    if (!horizontalHeader()->restoreState(state))
        resetColumns();
}

void ObjectTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectedObjectChanged();
}

/// Tabbing into the table selects the current row.
void ObjectTable::focusInEvent(QFocusEvent *event)
{
    QTableView::focusInEvent(event);
    const bool isByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (isByKey && currentIndex().isValid() && !selectedIndex().isValid())
        selectRow(currentIndex().row());
}

/// Qt would select a neighbour instead.
void ObjectTable::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    const auto goes = [&](const QModelIndex &index) { return index.row() >= start && index.row() <= end; };
    if (goes(selectedIndex())) {
        const QSignalBlocker keepsSilent(hasSelectedVanished() ? this : nullptr);
        selectionModel()->clear();
    } else if (goes(currentIndex())) {
        selectionModel()->setCurrentIndex(selectedIndex(), QItemSelectionModel::NoUpdate);
    }
    QTableView::rowsAboutToBeRemoved(parent, start, end);
}

} // namespace shmlab::ui
