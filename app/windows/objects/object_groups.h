// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/objects/grouping.h"
#include "windows/objects/object_filter.h"

#include <QAbstractItemModel>
#include <QHash>

#include <memory>
#include <vector>

namespace shmlab::ui {

/// The rows of an ObjectFilter as a tree: groups ordered by title, their objects below them in the order of the filter.
/// Every object is in one group, so that counts and sums add up: one that several programs hold is in a group of these
/// programs. Without a grouping it is empty and costs nothing.
class ObjectGroups : public QAbstractItemModel {
    Q_OBJECT
public:
    explicit ObjectGroups(ObjectFilter *filter, QObject *parent = nullptr);

    void setGrouping(Grouping grouping);
    [[nodiscard]] Grouping grouping() const { return m_grouping; }

    [[nodiscard]] static bool isGroup(const QModelIndex &index) { return index.isValid() && !index.internalPointer(); }
    /// Invalid for a group.
    [[nodiscard]] QModelIndex toFilter(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex fromFilter(const QModelIndex &filterIndex) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override { m_filter->sort(column, order); }

private:
    struct Key {
        qint64 number = 0; ///< a kind or an owner
        QString programs{};
        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed) { return qHashMulti(seed, key.number, key.programs); }
    };
    struct Group {
        Key key{};
        QString title{};
        std::vector<int> rows{}; ///< of the filter, ascending
        int row = 0; ///< its own
        mutable QString summary{}; ///< empty: to be made when it is shown
    };
    [[nodiscard]] bool isActive() const { return m_grouping != Grouping::None; }
    [[nodiscard]] Key keyOf(int filterRow) const;
    [[nodiscard]] QString titleOf(const Key &key) const;
    [[nodiscard]] QString summary(const Group &group) const;
    [[nodiscard]] bool isBefore(const Group &a, const Group &b) const;
    [[nodiscard]] QModelIndex indexOf(const Group &group) const { return createIndex(group.row, 0, nullptr); }

    void rebuild();
    void addRows(int first, int last);
    void addTo(const Key &key, const std::vector<int> &rows);
    void takeRows(int first, int last);
    void closeGap(int first, int last);
    void updateRows(const QModelIndex &topLeft, const QModelIndex &bottomRight);
    void moveRow(int filterRow, Group &from, const Key &to);
    [[nodiscard]] std::unique_ptr<Group> makeGroup(const Key &key) const;
    Group &insertGroup(const Key &key, std::vector<int> rows);
    void removeGroup(const Group &group);
    void renumber(std::size_t from);
    void beginReorder();
    void endReorder();
    void summaryChanged(const Group &group);

    ObjectFilter *m_filter;
    Grouping m_grouping = Grouping::None;
    std::vector<std::unique_ptr<Group>> m_groups;
    QHash<Key, Group *> m_byKey;
    std::vector<Group *> m_groupOf; ///< of each row of the filter; null while it is being added or removed
    std::vector<Group *> m_groupOfSource; ///< while the filter reorders its rows: of each row of its table
    QModelIndexList m_reordered; ///< likewise: the persistent indexes of objects
    std::vector<QPersistentModelIndex> m_reorderedInFilter;
};

} // namespace shmlab::ui
