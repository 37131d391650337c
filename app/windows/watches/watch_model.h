// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/watches/object_reader_cache.h"
#include "windows/watches/watch.h"

#include <QAbstractTableModel>

#include <chrono>
#include <optional>
#include <vector>

namespace shmlab::ui {

/// Watches with what they show now: value, rate of change, minimum and maximum since they were added or reset. Of an
/// array, minimum and maximum are those of all elements, the rate is that of the first. What cannot be read whole has
/// no numbers.
class WatchModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        LabelColumn, ///< with the tick that plots it
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

    explicit WatchModel(QObject *parent = nullptr, InspectCalls calls = {})
        : QAbstractTableModel(parent),
          m_calls(calls)
    {
    }

    void add(const Watch &watch);
    void addAll(const std::vector<Watch> &watches);
    /// What it showed so far is forgotten when it looks at another place.
    void replace(int row, const Watch &watch);
    void removeWatch(int row) { removeWatches({row}); }
    void removeWatches(std::vector<int> rows);
    void setWatches(const std::vector<Watch> &watches);
    /// Minimum, maximum and rate begin anew.
    void resetStatistics();
    [[nodiscard]] std::vector<Watch> watches() const;
    [[nodiscard]] const Watch &watch(int row) const { return m_rows.at(static_cast<std::size_t>(row)).watch; }
    /// Tells an element of a watch from all others, as long as there is that watch.
    [[nodiscard]] qint64 idOf(int row, int element = 0) const;
    /// Another number when the watch looks at another place by now.
    [[nodiscard]] int targetRevisionOf(int row) const { return m_rows.at(static_cast<std::size_t>(row)).revision; }
    /// The latest number of an element; nothing where the watch cannot be read whole, or is text.
    [[nodiscard]] std::optional<double> number(int row, int element = 0) const;

    /// Reads all of them.
    void sample(Clock::time_point now);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// Which are plotted, or how many there are.
    void selectionChanged();

private:
    struct Statistics {
        std::optional<Number> minimum;
        std::optional<Number> maximum;
        std::optional<double> perSecond;
        Clock::time_point since{}; ///< of the number that the rate counts from
        double from = 0;
    };
    struct Row {
        Watch watch;
        int id = 0;
        int revision = 0; ///< how often it was changed to look at another one
        std::vector<std::byte> bytes; ///< as read last; all that are wanted, or none
        Statistics statistics;

        [[nodiscard]] std::optional<Number> element(int which) const;
    };

    [[nodiscard]] QString valueText(const Row &row) const;
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] Row newRow(const Watch &watch);
    static void updateRate(Statistics &statistics, const std::optional<Number> &number, Clock::time_point now);
    static void updateLimits(Row &row);

    InspectCalls m_calls;
    std::vector<Row> m_rows;
    int m_lastId = 0;
};

} // namespace shmlab::ui
