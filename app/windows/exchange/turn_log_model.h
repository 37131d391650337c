// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/log_model.h"
#include "wording/exchange_types.h"

class QIODevice;

namespace shmlab::ui {

/// The exchange log, one row per turn.
class TurnLogModel : public LogModel<TurnRecord> {
    Q_OBJECT
public:
    enum Column { TurnColumn, TimeColumn, OwnColumn, PeerColumn, DescriptionColumn, ColumnCount };

    explicit TurnLogModel(QObject *parent = nullptr);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Header "turn,time_s,own,other,wrote,event", then a line per row. False if not everything could be written.
    [[nodiscard]] bool writeCsv(QIODevice &device) const;
};

} // namespace shmlab::ui
