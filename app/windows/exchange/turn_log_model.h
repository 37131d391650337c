// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/log_model.h"
#include "wording/exchange_types.h"

class QIODevice;

namespace shmlab::ui {

/// The exchange log: a row per turn, and per change of a counter that was not a turn of this window.
class TurnLogModel : public LogModel<TurnRecord> {
    Q_OBJECT
public:
    enum Column { TurnColumn, TimeColumn, OwnColumn, PeerColumn, DescriptionColumn, ColumnCount };

    explicit TurnLogModel(QObject *parent = nullptr);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Header "turn,time_s,own,other,wrote,event", then a line per row; "turn" is empty where the row is no turn, and
    /// "wrote" also where it is a sample. False if not everything could be written.
    [[nodiscard]] bool writeCsv(QIODevice &device) const;
};

} // namespace shmlab::ui
