// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/watches/watch_reading.h"

#include <QAbstractTableModel>

#include <chrono>
#include <optional>
#include <vector>

namespace shmlab::ui {

/// Watches with their latest values, rate of change, minimum and maximum since they were added or reset. The minimum
/// and maximum of an array are those of all elements, the rate is that of the first. A watch that cannot be read
/// completely has no numbers. Reads nothing itself.
class WatchModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        LabelColumn, ///< with the check box that plots it
        ValueColumn,
        RateColumn,
        MinimumColumn,
        MaximumColumn,
        ObjectColumn,
        OffsetColumn,
        TypeColumn,
        ColumnCount
    };
    using Clock = std::chrono::steady_clock;

    using QAbstractTableModel::QAbstractTableModel;

    void add(const Watch &watch);
    void addAll(const std::vector<Watch> &watches);
    /// A watch of another object or offset begins without a value.
    void replace(int row, const Watch &watch);
    void removeWatches(std::vector<int> rows);
    void setWatches(const std::vector<Watch> &watches);
    /// Restarts minimum, maximum and rate.
    void resetStatistics();
    [[nodiscard]] std::vector<Watch> watches() const;
    [[nodiscard]] const Watch &watch(int row) const { return m_rows.at(static_cast<std::size_t>(row)).watch; }
    /// Identifies an element of a watch as long as the watch exists.
    [[nodiscard]] qint64 idOf(int row, int element = 0) const;
    /// Changes when the watch is changed to another object, offset or type.
    [[nodiscard]] int targetRevisionOf(int row) const { return m_rows.at(static_cast<std::size_t>(row)).revision; }
    /// The latest number of one of the first WatchReading::maxKeptElements elements; empty if the watch cannot be read
    /// completely, or is text.
    [[nodiscard]] std::optional<double> number(int row, int element = 0) const;

    /// All watches, to be read.
    [[nodiscard]] WatchTargets targets() const;
    /// Shows what was read, in the order of the targets. Readings of watches that were removed or changed are dropped.
    void apply(std::vector<WatchReading> readings, Clock::time_point now);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The set of plotted watches has changed.
    void selectionChanged();

private:
    struct Statistics {
        std::optional<Number> minimum;
        std::optional<Number> maximum;
        std::optional<double> perSecond;
        Clock::time_point since{}; ///< the time from which the rate is counted
        double from = 0;
    };
    struct Row {
        Watch watch;
        int id = 0;
        int revision = 0; ///< how often it was changed to another object, offset or type
        std::vector<std::byte> bytes; ///< as in WatchReading
        bool isRead = false; ///< at least once since the last revision
        Statistics statistics;

        [[nodiscard]] std::optional<Number> element(int which) const;
    };

    [[nodiscard]] QString valueText(const Row &row) const;
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] Row newRow(const Watch &watch);
    static void updateRate(Statistics &statistics, const std::optional<Number> &number, Clock::time_point now);
    /// Whether the displayed values have changed.
    static bool update(Row &row, WatchReading reading, Clock::time_point now);

    std::vector<Row> m_rows; ///< by id
    mutable WatchTargets m_targets; ///< null: to be rebuilt
    int m_lastId = 0;
};

} // namespace shmlab::ui
