// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/exchange_feed.h"
#include "widgets/log_model.h"

namespace shmlab::ui {

/// The system calls of a run, one row each. Routine checks are left out unless they are switched on.
class SystemCallModel : public LogModel<ObservedCall> {
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

    explicit SystemCallModel(QObject *parent = nullptr);

    void add(const std::deque<ObservedCall> &calls);
    /// Applies to calls added later.
    void setShowsRoutine(bool shows) { m_showsRoutine = shows; }
    void clear();

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool m_showsRoutine = false;
    std::optional<Clock::time_point> m_begin; ///< of the run's first call
};

} // namespace shmlab::ui
