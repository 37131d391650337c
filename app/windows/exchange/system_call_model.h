// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/exchange_feed.h"
#include "widgets/log_model.h"

#include <map>
#include <optional>
#include <vector>

namespace shmlab::ui {

/// A row of the system calls: one call, or calls that repeat, folded into a row with their number.
struct CallRow {
    ObservedCall call; ///< the latest one
    Clock::time_point first; ///< when the first one began
    Clock::duration total{}; ///< of all
    std::map<Call, std::uint64_t> counts; ///< of the calls by their kind
    std::vector<ObservedCall> latest; ///< the latest of a folded row
    bool isUnfolded = false; ///< the rows below are `latest`, one each
    bool isPart = false; ///< it is such a row

    explicit CallRow(const ObservedCall &observed);
    [[nodiscard]] std::uint64_t count() const;
    [[nodiscard]] bool isFolded() const { return count() > 1; }
};

/// The system calls of a run from its first one, shm_open, on. Checks that are made again several times a second are
/// folded into one row, and so is the same futex call again.
class SystemCallModel : public LogModel<CallRow> {
    Q_OBJECT
public:
    enum Column {
        TimeColumn,
        CallColumn,
        ArgumentsColumn,
        ResultColumn,
        DurationColumn,
        DescriptionColumn,
        ColumnCount
    };
    /// How many calls of a folded row are kept, the latest ones.
    static constexpr std::size_t maxUnfolded = 50;

    explicit SystemCallModel(QObject *parent = nullptr);

    void add(const std::deque<ObservedCall> &calls);
    void clear();
    /// Unfolds a folded row, or folds it again; nothing if it is no such row.
    void toggle(int row);

    /// The first line of a CSV file.
    [[nodiscard]] static QByteArray csvHeader();
    /// Without the count where the row is a part of an unfolded one.
    [[nodiscard]] QByteArray csvLine(int row) const;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] int foldFor(const ObservedCall &call) const;
    void addTo(int row, const ObservedCall &call);
    [[nodiscard]] QString cellText(const CallRow &row, int column) const;

    std::optional<Clock::time_point> m_begin; ///< of the run's first call
};

} // namespace shmlab::ui
