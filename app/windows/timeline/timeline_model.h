// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/log_model.h"

#include <shmlab/inspect/object_monitor.h>

#include <QDateTime>

namespace shmlab::ui {

/// One event in the history of a name.
struct TimelineEvent {
    QDateTime time;
    std::string name; ///< nameIdentifier()
    QString what;
};

/// The history of each name since the first scan, oldest event first.
class TimelineModel : public LogModel<TimelineEvent> {
    Q_OBJECT
public:
    enum Column { TimeColumn, NameColumn, EventColumn, ColumnCount };

    explicit TimelineModel(QObject *parent = nullptr);

    /// `time`: the start of the scan that found them.
    void add(std::span<const ObjectChange> changes, const QDateTime &time, bool isFirstPass);
    /// Names that were created and removed between two scans, see ObjectMonitor::transientNames().
    void addTransientNames(std::span<const std::string> names, const QDateTime &time);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace shmlab::ui
