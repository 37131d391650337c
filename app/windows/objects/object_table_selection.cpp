// SPDX-License-Identifier: GPL-3.0-or-later
// The selection of ObjectTable: what is selected, and how it follows objects whose rows change.
#include "windows/objects/object_table.h"

#include <QScopedValueRollback>
#include <QSignalBlocker>

#include <algorithm>
#include <utility>

namespace shmlab::ui {

QModelIndexList ObjectTable::selectedObjects() const
{
    QModelIndexList rows;
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        if (range.left() > 0) // whole rows are selected: each has the first column in one range
            continue;
        for (int row = range.top(); row <= range.bottom(); ++row) {
            const QModelIndex index = model()->index(row, 0, range.parent());
            if (tableRow(index) >= 0)
                rows.append(index);
        }
    }
    std::ranges::sort(rows, {}, [](const QModelIndex &index) { return std::pair(index.parent().row(), index.row()); });
    return rows;
}

std::vector<int> ObjectTable::selectedTableRows() const
{
    std::vector<int> rows;
    for (const QModelIndex &index : selectedObjects())
        rows.push_back(tableRow(index));
    return rows;
}

QModelIndex ObjectTable::selectedIndex() const
{
    if (selectionModel() == nullptr || !selectionModel()->hasSelection())
        return {};
    const QModelIndex current = currentIndex().siblingAtColumn(0);
    if (tableRow(current) >= 0 && selectionModel()->isSelected(current))
        return current;
    const QModelIndexList rows = selectedObjects();
    return rows.isEmpty() ? QModelIndex() : rows.first();
}

ObjectReportPtr ObjectTable::selectedReport() const
{
    const QModelIndex index = selectedIndex();
    return index.isValid() ? table().reportPtr(tableRow(index)) : nullptr;
}

bool ObjectTable::hasSelectedVanished() const
{
    const QModelIndex index = selectedIndex();
    return index.isValid() && table().hasVanished(tableRow(index));
}

std::vector<ObjectReportPtr> ObjectTable::selectedReports() const
{
    std::vector<ObjectReportPtr> reports;
    for (const int row : selectedTableRows()) {
        if (!table().hasVanished(row))
            reports.push_back(table().reportPtr(row));
    }
    return reports;
}

std::vector<ObjectReportPtr> ObjectTable::shownReports() const
{
    std::vector<ObjectReportPtr> reports;
    const auto add = [&](const QModelIndex &index) {
        if (const int row = tableRow(index); row >= 0 && !table().hasVanished(row))
            reports.push_back(table().reportPtr(row));
    };
    for (int row = 0; row < model()->rowCount(); ++row) {
        const QModelIndex index = model()->index(row, 0);
        add(index);
        for (int child = 0; child < model()->rowCount(index); ++child)
            add(model()->index(child, 0, index));
    }
    return reports;
}

/// The first of them becomes the current one unless the current one is among them.
void ObjectTable::selectTableRows(const std::vector<int> &rows, QItemSelectionModel::SelectionFlags how)
{
    QModelIndexList indexes;
    for (const int row : rows) {
        if (const QModelIndex index = indexOf(row); index.isValid())
            indexes.append(index);
    }
    if (indexes.isEmpty())
        return;
    std::ranges::sort(indexes, {},
                      [](const QModelIndex &index) { return std::pair(index.parent().row(), index.row()); });
    QItemSelection selection;
    for (qsizetype begin = 0; begin < indexes.size();) {
        qsizetype end = begin + 1;
        while (end < indexes.size() && indexes[end].row() == indexes[end - 1].row() + 1
               && indexes[end].parent() == indexes[begin].parent())
            ++end;
        selection.append(QItemSelectionRange(indexes[begin], indexes[end - 1]));
        begin = end;
    }
    const bool isCurrentOneOfThem = indexes.contains(currentIndex().siblingAtColumn(0));
    selectionModel()->select(selection, how | QItemSelectionModel::Rows);
    if (!isCurrentOneOfThem)
        selectionModel()->setCurrentIndex(indexes.first(), QItemSelectionModel::NoUpdate);
    scrollTo(currentIndex());
}

/// Whatever keys are held down: setCurrentIndex() adds to the selection with Ctrl.
void ObjectTable::selectOnly(const QModelIndex &index)
{
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

bool ObjectTable::selectName(const std::string &name)
{
    const QModelIndex index = indexOf(table().rowOfName(name));
    if (!index.isValid())
        return false;
    selectOnly(index);
    scrollTo(index);
    return true;
}

void ObjectTable::selectNames(const std::vector<ObjectName> &names)
{
    constexpr int scans = 2; // one may have begun before the objects appeared
    m_wanted = names;
    m_wantedScans = scans;
    m_hasWanted = false;
    takeWanted();
}

void ObjectTable::takeWanted()
{
    if (m_wanted.empty())
        return;
    std::vector<int> rows;
    std::erase_if(m_wanted, [&](const ObjectName &name) {
        const int row = table().rowOfName(name.bytes().substr(1));
        const bool isShown = row >= 0 && !table().hasVanished(row) && indexOf(row).isValid();
        if (isShown)
            rows.push_back(row);
        return isShown;
    });
    if (rows.empty())
        return;
    const QScopedValueRollback bySelf(m_isSelecting, true);
    selectTableRows(rows, m_hasWanted ? QItemSelectionModel::Select : QItemSelectionModel::ClearAndSelect);
    m_hasWanted = true;
}

void ObjectTable::beginChanges()
{
    if (m_selectedBefore)
        return;
    m_selectedBefore.emplace();
    for (const ObjectReportPtr &report : selectedReports()) {
        if (report->isStatusKnown)
            m_selectedBefore->insert(report->status().identity);
    }
}

void ObjectTable::endChanges()
{
    followLost();
    takeWanted();
}

void ObjectTable::endScan()
{
    m_selectedBefore.reset();
    takeWanted();
    if (!m_wanted.empty() && --m_wantedScans == 0)
        m_wanted.clear();
}

void ObjectTable::followLost()
{
    if (!m_selectedBefore || m_selectedBefore->empty())
        return;
    const auto identityOf = [this](int row) { return table().report(row).status().identity; };
    std::vector<int> rows;
    std::unordered_set<ObjectId> lost = *m_selectedBefore;
    for (const int row : selectedTableRows()) {
        if (table().hasVanished(row) || !m_selectedBefore->contains(identityOf(row)))
            continue;
        rows.push_back(row);
        lost.erase(identityOf(row));
    }
    if (lost.empty())
        return;
    const std::size_t kept = rows.size();
    for (int row = 0; row < table().rowCount(); ++row) {
        if (lost.contains(identityOf(row)) && !table().hasVanished(row) && indexOf(row).isValid())
            rows.push_back(row);
    }
    if (rows.size() == kept)
        return;
    const QScopedValueRollback bySelf(m_isSelecting, true);
    selectTableRows(rows, QItemSelectionModel::ClearAndSelect);
}

void ObjectTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    Q_EMIT selectedObjectChanged();
}

void ObjectTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (selectionModel()->isSelected(current)) // another one of the selected objects
        Q_EMIT selectedObjectChanged();
}

/// What cannot be seen must not be selected: actions would apply to it.
void ObjectTable::deselectCollapsed(const QModelIndex &group)
{
    const int last = model()->rowCount(group) - 1;
    if (last < 0)
        return;
    selectionModel()->select(QItemSelection(model()->index(0, 0, group), model()->index(last, 0, group)),
                             QItemSelectionModel::Deselect | QItemSelectionModel::Rows);
    if (currentIndex().parent() == group)
        selectionModel()->setCurrentIndex(group, QItemSelectionModel::NoUpdate);
}

/// Qt would make a neighbour the current row.
void ObjectTable::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    const auto goes = [&](QModelIndex index) {
        while (index.isValid() && index.parent() != parent)
            index = index.parent();
        return index.isValid() && index.row() >= start && index.row() <= end;
    };
    const auto stays = [&](const QItemSelectionRange &range) {
        return !goes(range.topLeft()) || !goes(range.bottomRight());
    };
    const QItemSelection selection = selectionModel()->selection();
    if (!selection.isEmpty() && std::ranges::none_of(selection, stays)) {
        const QSignalBlocker keepsSilent(hasSelectedVanished() ? this : nullptr);
        selectionModel()->clear();
    } else if (goes(currentIndex())) {
        const QModelIndex other = selectedIndex();
        selectionModel()->setCurrentIndex(goes(other) ? QModelIndex() : other, QItemSelectionModel::NoUpdate);
    }
    QTreeView::rowsAboutToBeRemoved(parent, start, end);
}

} // namespace shmlab::ui
