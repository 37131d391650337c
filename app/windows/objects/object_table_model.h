// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/objects/growth_history.h"

#include <shmlab/inspect/object_monitor.h>

#include <QAbstractTableModel>
#include <QFont>
#include <QHash>

#include <functional>
#include <vector>

namespace shmlab::ui {

/// All objects, a row each, unsorted. New ones are highlighted for some seconds; vanished ones stay for the same time,
/// struck out.
class ObjectTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        NameColumn,
        VerdictColumn,
        UseColumn,
        HoldersColumn,
        AdviceColumn,
        AllocatedColumn,
        GrowthColumn,
        KindColumn,
        MakerColumn,
        SizeColumn,
        ModeColumn,
        OwnerColumn,
        CreatedColumn,
        ModifiedColumn,
        InodeColumn,
        ColumnCount
    };
    static constexpr qint64 highlightMilliseconds = 5000;

    /// Milliseconds that only grow.
    using Clock = std::function<qint64()>;
    explicit ObjectTableModel(QObject *parent = nullptr, Clock clock = steadyClock());

    /// `isNew`: objects that appear are highlighted; false for the first scan.
    void apply(std::span<const ObjectChange> changes, bool isNew);
    /// Ends the highlight of new rows and drops vanished ones, after highlightMilliseconds. Call it about once a
    /// second, and again as soon as events have been handled while it returns true: removing scattered rows is costly
    /// for views, so it removes a limited number at a time.
    bool expireHighlights();
    /// Shows the growth up to now. Call it as expireHighlights(): it changes a limited number of rows at a time.
    bool updateGrowth();

    [[nodiscard]] const ObjectReport &report(int row) const { return *m_rows.at(static_cast<std::size_t>(row)).report; }
    [[nodiscard]] ObjectReportPtr reportPtr(int row) const { return m_rows.at(static_cast<std::size_t>(row)).report; }
    [[nodiscard]] bool hasVanished(int row) const { return m_rows.at(static_cast<std::size_t>(row)).vanishedAt >= 0; }
    /// The programs that hold it and its maker, as keys to sort by, see naturalKey(); the programs as a set
    /// to group by.
    /// Ordered by name, then by inode. Fast after rankNames(), until rows come or go.
    [[nodiscard]] bool isNameLess(int row, int other) const;
    void rankNames();
    [[nodiscard]] const QByteArray &holdersKey(int row) const { return processesOf(row).holdersKey; }
    [[nodiscard]] const QByteArray &makerKey(int row) const { return processesOf(row).makerKey; }
    [[nodiscard]] const QString &programs(int row) const { return processesOf(row).programs; }
    /// The allocated bytes per minute that are shown; nothing until they are known.
    [[nodiscard]] std::optional<qint64> growth(int row) const
    {
        return m_rows.at(static_cast<std::size_t>(row)).shownGrowth;
    }
    /// The row of a name; -1 if there is none.
    [[nodiscard]] int rowOfName(const std::string &name) const;
    /// The row of a present object, whatever its name; -1 if there is none.
    [[nodiscard]] int rowOf(ObjectId identity) const;
    /// All but the vanished ones.
    [[nodiscard]] std::vector<ObjectReportPtr> present() const;
    /// The owners of the present objects, each once.
    [[nodiscard]] std::vector<uid_t> owners() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    /// Texts of the processes that belong to an object; most objects have none.
    struct Processes {
        QString holders{};
        QByteArray holdersKey{};
        QString programs{};
        QString maker{};
        QByteArray makerKey{};
    };
    struct Row {
        ObjectReportPtr report;
        QByteArray nameKey{};
        qint64 newSince = -1; ///< on m_clock; -1: not new
        qint64 vanishedAt = -1; ///< on m_clock; -1: present
        std::shared_ptr<const Processes> processes{}; ///< null: none
        GrowthHistories::Ptr history{}; ///< null: the status is unknown
        std::optional<qint64> shownGrowth{};
    };
    static Clock steadyClock();
    /// The key of a row: the name of an object, or its inode if it has none.
    static QByteArray keyOf(const ObjectReport &report);
    /// By which its name is sorted.
    static QByteArray nameKeyOf(const ObjectReport &report);

    static std::shared_ptr<const Processes> processesOf(const ObjectReport &report);
    static const Processes &orNone(const std::shared_ptr<const Processes> &processes);
    [[nodiscard]] const Processes &processesOf(int row) const
    {
        return orNone(m_rows.at(static_cast<std::size_t>(row)).processes);
    }
    [[nodiscard]] Row rowOf(const ObjectReportPtr &report, qint64 newSince, qint64 now);
    void release(Row &row);
    void insert(std::vector<Row> rows);
    void removeRowsAt(std::vector<int> rows);
    void rowsChanged(std::vector<int> rows, int firstColumn = 0, int lastColumn = ColumnCount - 1);
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] QString toolTip(const Row &row, int column) const;
    [[nodiscard]] QVariant decoration(const Row &row, int column) const;

    std::vector<Row> m_rows;
    QHash<QByteArray, int> m_rowOf;
    std::vector<int> m_nameRanks; ///< of each row; empty: not known
    GrowthHistories m_growth;
    Clock m_clock;
};

} // namespace shmlab::ui
