// SPDX-License-Identifier: GPL-3.0-or-later
// How ObjectGroups follows the changes of its filter.
#include "windows/objects/object_groups.h"

#include <algorithm>
#include <ranges>

namespace shmlab::ui {

void ObjectGroups::rebuild()
{
    m_groups.clear();
    m_byKey.clear();
    m_groupOf.clear();
    if (m_grouping == Grouping::None)
        return;
    m_groupOf.resize(static_cast<std::size_t>(m_filter->rowCount()));
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const Key key = keyOf(row);
        Group *&group = m_byKey[key];
        if (group == nullptr) {
            m_groups.push_back(makeGroup(key));
            group = m_groups.back().get();
        }
        group->rows.push_back(row);
        m_groupOf[static_cast<std::size_t>(row)] = group;
    }
    std::ranges::sort(m_groups, [this](const auto &a, const auto &b) { return isBefore(*a, *b); });
    renumber(0);
}

void ObjectGroups::renumber(std::size_t from)
{
    for (std::size_t i = from; i < m_groups.size(); ++i)
        m_groups[i]->row = static_cast<int>(i);
}

/// Rows that follow one another in the filter and belong to one group follow one another in the group, too.
void ObjectGroups::addRows(int first, int last)
{
    const int count = last - first + 1;
    for (const auto &group : m_groups) {
        for (int &row : std::ranges::subrange(std::ranges::lower_bound(group->rows, first), group->rows.end()))
            row += count;
    }
    m_groupOf.insert(m_groupOf.begin() + first, static_cast<std::size_t>(count), nullptr);
    QHash<Key, std::vector<int>> added;
    for (int row = first; row <= last; ++row)
        added[keyOf(row)].push_back(row);
    for (auto each = added.cbegin(); each != added.cend(); ++each)
        addTo(each.key(), each.value());
}

void ObjectGroups::addTo(const Key &key, const std::vector<int> &rows)
{
    Group *group = m_byKey.value(key);
    if (group == nullptr) {
        insertGroup(key, rows);
        return;
    }
    const auto place = std::ranges::lower_bound(group->rows, rows.front());
    const auto position = static_cast<int>(place - group->rows.begin());
    beginInsertRows(indexOf(*group), position, position + static_cast<int>(rows.size()) - 1);
    group->rows.insert(place, rows.begin(), rows.end());
    for (const int row : rows)
        m_groupOf[static_cast<std::size_t>(row)] = group;
    endInsertRows();
    summaryChanged(*group);
}

std::unique_ptr<ObjectGroups::Group> ObjectGroups::makeGroup(const Key &key) const
{
    auto group = std::make_unique<Group>();
    group->key = key;
    group->title = titleOf(key);
    return group;
}

ObjectGroups::Group &ObjectGroups::insertGroup(const Key &key, std::vector<int> rows)
{
    auto made = makeGroup(key);
    Group &group = *made;
    group.rows = std::move(rows);
    const auto place =
        std::ranges::lower_bound(m_groups, made, [this](const auto &a, const auto &b) { return isBefore(*a, *b); });
    const auto position = place - m_groups.begin();
    beginInsertRows({}, static_cast<int>(position), static_cast<int>(position));
    m_groups.insert(place, std::move(made));
    renumber(static_cast<std::size_t>(position));
    m_byKey.insert(key, &group);
    for (const int row : group.rows)
        m_groupOf[static_cast<std::size_t>(row)] = &group;
    endInsertRows();
    return group;
}

void ObjectGroups::removeGroup(const Group &group)
{
    const int position = group.row;
    beginRemoveRows({}, position, position);
    m_byKey.remove(group.key);
    for (const int row : group.rows)
        m_groupOf[static_cast<std::size_t>(row)] = nullptr;
    m_groups.erase(m_groups.begin() + position);
    renumber(static_cast<std::size_t>(position));
    endRemoveRows();
}

void ObjectGroups::takeRows(int first, int last)
{
    for (std::size_t i = m_groups.size(); i-- > 0;) {
        Group &group = *m_groups[i];
        const auto begin = std::ranges::lower_bound(group.rows, first);
        const auto end = std::ranges::upper_bound(group.rows, last);
        if (begin == end)
            continue;
        if (begin == group.rows.begin() && end == group.rows.end()) {
            removeGroup(group);
            continue;
        }
        beginRemoveRows(indexOf(group), static_cast<int>(begin - group.rows.begin()),
                        static_cast<int>(end - group.rows.begin()) - 1);
        for (const int row : std::ranges::subrange(begin, end))
            m_groupOf[static_cast<std::size_t>(row)] = nullptr;
        group.rows.erase(begin, end);
        endRemoveRows();
        summaryChanged(group);
    }
}

void ObjectGroups::closeGap(int first, int last)
{
    m_groupOf.erase(m_groupOf.begin() + first, m_groupOf.begin() + last + 1);
    for (const auto &group : m_groups) {
        for (int &row : std::ranges::subrange(std::ranges::lower_bound(group->rows, first), group->rows.end()))
            row -= last - first + 1;
    }
}

void ObjectGroups::updateRows(const QModelIndex &topLeft, const QModelIndex &bottomRight)
{
    const bool isOnlyGrowth =
        topLeft.column() == ObjectTableModel::GrowthColumn && bottomRight.column() == ObjectTableModel::GrowthColumn;
    for (int row = topLeft.row(); row <= bottomRight.row() && !isOnlyGrowth; ++row) {
        Group *group = m_groupOf.at(static_cast<std::size_t>(row));
        const Key key = keyOf(row);
        if (key != group->key)
            moveRow(row, *group, key);
    }
    for (const auto &group : m_groups) {
        const auto begin = std::ranges::lower_bound(group->rows, topLeft.row());
        const auto end = std::ranges::upper_bound(group->rows, bottomRight.row());
        if (begin == end)
            continue;
        const auto at = [&](auto place, int column) {
            return createIndex(static_cast<int>(place - group->rows.begin()), column, group.get());
        };
        Q_EMIT dataChanged(at(begin, topLeft.column()), at(std::prev(end), bottomRight.column()));
        if (!isOnlyGrowth)
            summaryChanged(*group);
    }
}

void ObjectGroups::moveRow(int filterRow, Group &from, const Key &to)
{
    Group *known = m_byKey.value(to);
    Group &target = known != nullptr ? *known : insertGroup(to, {});
    const auto source = std::ranges::lower_bound(from.rows, filterRow);
    const auto place = std::ranges::lower_bound(target.rows, filterRow);
    const auto position = static_cast<int>(source - from.rows.begin());
    beginMoveRows(indexOf(from), position, position, indexOf(target), static_cast<int>(place - target.rows.begin()));
    from.rows.erase(source);
    target.rows.insert(place, filterRow);
    m_groupOf[static_cast<std::size_t>(filterRow)] = &target;
    endMoveRows();
    if (from.rows.empty())
        removeGroup(from);
    else
        summaryChanged(from);
}

void ObjectGroups::summaryChanged(const Group &group)
{
    group.summary.clear();
    Q_EMIT dataChanged(indexOf(group), indexOf(group));
}

/// The filter sorts its rows: they stay in their groups.
void ObjectGroups::beginReorder()
{
    Q_EMIT layoutAboutToBeChanged();
    m_groupOfSource.assign(static_cast<std::size_t>(m_filter->table()->rowCount()), nullptr);
    for (std::size_t row = 0; row < m_groupOf.size(); ++row) {
        const int sourceRow = m_filter->sourceRow(m_filter->index(static_cast<int>(row), 0));
        m_groupOfSource[static_cast<std::size_t>(sourceRow)] = m_groupOf[row];
    }
    m_reordered.clear();
    m_reorderedInFilter.clear();
    for (const QModelIndex &index : persistentIndexList()) {
        if (isGroup(index))
            continue;
        m_reordered.append(index);
        m_reorderedInFilter.emplace_back(toFilter(index));
    }
}

void ObjectGroups::endReorder()
{
    for (const auto &group : m_groups)
        group->rows.clear();
    for (std::size_t row = 0; row < m_groupOf.size(); ++row) {
        const int sourceRow = m_filter->sourceRow(m_filter->index(static_cast<int>(row), 0));
        Group *group = m_groupOfSource.at(static_cast<std::size_t>(sourceRow));
        m_groupOf[row] = group;
        if (group != nullptr)
            group->rows.push_back(static_cast<int>(row));
    }
    QModelIndexList after;
    for (const QPersistentModelIndex &index : m_reorderedInFilter)
        after.append(fromFilter(index));
    changePersistentIndexList(m_reordered, after);
    m_reordered.clear();
    m_reorderedInFilter.clear();
    Q_EMIT layoutChanged();
}

} // namespace shmlab::ui
