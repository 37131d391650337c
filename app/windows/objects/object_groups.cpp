// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/object_groups.h"

#include "wording/natural_order.h"
#include "wording/object_text.h"
#include "wording/owner_text.h"

#include <QFont>
#include <QLocale>

#include <algorithm>

namespace shmlab::ui {

ObjectGroups::ObjectGroups(ObjectFilter *filter, QObject *parent) : QAbstractItemModel(parent), m_filter(filter)
{
    using Model = QAbstractItemModel;
    connect(filter, &Model::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
        if (isActive())
            addRows(first, last);
    });
    connect(filter, &Model::rowsAboutToBeRemoved, this, [this](const QModelIndex &, int first, int last) {
        if (isActive())
            takeRows(first, last);
    });
    connect(filter, &Model::rowsRemoved, this, [this](const QModelIndex &, int first, int last) {
        if (isActive())
            closeGap(first, last);
    });
    connect(filter, &Model::dataChanged, this, [this](const QModelIndex &topLeft, const QModelIndex &bottomRight) {
        if (isActive())
            updateRows(topLeft, bottomRight);
    });
    connect(filter, &Model::layoutAboutToBeChanged, this, [this] {
        if (isActive())
            beginReorder();
    });
    connect(filter, &Model::layoutChanged, this, [this] {
        if (isActive())
            endReorder();
    });
}

void ObjectGroups::setGrouping(Grouping grouping)
{
    beginResetModel();
    m_grouping = grouping;
    rebuild();
    endResetModel();
}

ObjectGroups::Key ObjectGroups::keyOf(int filterRow) const
{
    const int row = m_filter->sourceRow(m_filter->index(filterRow, 0));
    const ObjectReport &report = m_filter->table()->report(row);
    switch (m_grouping) {
    case Grouping::Program: return {.programs = m_filter->table()->programs(row)};
    case Grouping::Kind: return {.number = static_cast<qint64>(report.kind)};
    case Grouping::Owner: return {.number = report.isStatusKnown ? qint64{report.status().owner} : -1};
    case Grouping::None: break;
    }
    return {};
}

QString ObjectGroups::titleOf(const Key &key) const
{
    switch (m_grouping) {
    case Grouping::Program: return key.programs.isEmpty() ? tr("no process seen") : key.programs;
    case Grouping::Kind: return kindText(static_cast<Kind>(key.number));
    case Grouping::Owner: return key.number < 0 ? tr("owner unknown") : ownerText(static_cast<uid_t>(key.number));
    case Grouping::None: break;
    }
    return {};
}

bool ObjectGroups::isBefore(const Group &a, const Group &b) const
{
    const bool isLeftover = m_grouping == Grouping::Program && a.key.programs.isEmpty() != b.key.programs.isEmpty();
    if (isLeftover) // the objects that no program holds come last
        return b.key.programs.isEmpty();
    return a.title != b.title ? isNaturallyLess(a.title, b.title) : a.key.number < b.key.number;
}

/// "shmlab: 12 objects, 1.2 MiB", without the vanished ones.
QString ObjectGroups::summary(const Group &group) const
{
    if (!group.summary.isEmpty())
        return group.summary;
    int objects = 0;
    qint64 bytes = 0;
    for (const int row : group.rows) {
        const int sourceRow = m_filter->sourceRow(m_filter->index(row, 0));
        if (m_filter->table()->hasVanished(sourceRow))
            continue;
        ++objects;
        const ObjectReport &report = m_filter->table()->report(sourceRow);
        bytes += report.isSecondName ? 0 : report.status().allocatedBytes;
    }
    const QString memory = sizeText(bytes);
    group.summary = objects == 1 ? tr("%1: 1 object, %2").arg(group.title, memory)
                                 : tr("%1: %2 objects, %3").arg(group.title, QLocale().toString(objects), memory);
    return group.summary;
}

QModelIndex ObjectGroups::toFilter(const QModelIndex &index) const
{
    const auto *group = static_cast<const Group *>(index.internalPointer());
    return group == nullptr ? QModelIndex()
                            : m_filter->index(group->rows.at(static_cast<std::size_t>(index.row())), index.column());
}

QModelIndex ObjectGroups::fromFilter(const QModelIndex &filterIndex) const
{
    if (!filterIndex.isValid() || static_cast<std::size_t>(filterIndex.row()) >= m_groupOf.size())
        return {};
    Group *group = m_groupOf[static_cast<std::size_t>(filterIndex.row())];
    if (group == nullptr)
        return {};
    const auto place = std::ranges::lower_bound(group->rows, filterIndex.row());
    return createIndex(static_cast<int>(place - group->rows.begin()), filterIndex.column(), group);
}

QModelIndex ObjectGroups::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column,
                       parent.isValid() ? m_groups.at(static_cast<std::size_t>(parent.row())).get() : nullptr);
}

QModelIndex ObjectGroups::parent(const QModelIndex &child) const
{
    const auto *group = static_cast<const Group *>(child.internalPointer());
    return group == nullptr ? QModelIndex() : indexOf(*group);
}

int ObjectGroups::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.column() > 0 || !isGroup(parent))
        return 0;
    return static_cast<int>(m_groups.at(static_cast<std::size_t>(parent.row()))->rows.size());
}

int ObjectGroups::columnCount(const QModelIndex &) const
{
    return ObjectTableModel::ColumnCount;
}

QVariant ObjectGroups::data(const QModelIndex &index, int role) const
{
    if (!isGroup(index))
        return index.isValid() ? toFilter(index).data(role) : QVariant();
    if (index.column() != 0)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return summary(*m_groups.at(static_cast<std::size_t>(index.row())));
    case Qt::FontRole: {
        QFont font;
        font.setBold(true);
        return font;
    }
    default: return {};
    }
}

QVariant ObjectGroups::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_filter->headerData(section, orientation, role);
}

} // namespace shmlab::ui
