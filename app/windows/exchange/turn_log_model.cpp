// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/turn_log_model.h"

#include "session/exchange_feed.h"
#include "widgets/term_tip.h"
#include "wording/format.h"
#include "wording/glossary.h"

#include <QIODevice>

namespace shmlab::ui {
namespace {

QByteArray eventName(const TurnRecord &record)
{
    switch (record.kind) {
    case TurnRecord::Kind::Turn: break;
    case TurnRecord::Kind::Joined: return "joined";
    case TurnRecord::Kind::PeerWrote: return "peer-wrote";
    case TurnRecord::Kind::OwnOverwritten: return "own-changed";
    case TurnRecord::Kind::Sample: return "sample";
    }
    switch (record.turn.anomaly) {
    case CounterAnomaly::None: return {};
    case CounterAnomaly::Reset: return "own-reset";
    case CounterAnomaly::Overwritten: return "own-changed";
    case CounterAnomaly::Cleared: return "cleared";
    }
    return {};
}

/// Other rows belong to no turn.
bool hasNumber(const TurnRecord &record)
{
    return record.kind == TurnRecord::Kind::Turn || record.kind == TurnRecord::Kind::Sample;
}

} // namespace

TurnLogModel::TurnLogModel(QObject *parent) : LogModel(maxLoggedTurns, parent) { }

int TurnLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TurnLogModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::TextAlignmentRole && index.column() != DescriptionColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == DescriptionColumn)
        return wrappedTip(definitionOf(Term::Taller));
    if (role != Qt::DisplayRole)
        return {};
    const TurnRecord &record = entry(index.row());
    switch (index.column()) {
    case TurnColumn: return hasNumber(record) ? QVariant(static_cast<qulonglong>(record.turn.number)) : QVariant();
    case TimeColumn: return format::seconds(record.time);
    case OwnColumn: return record.turn.own;
    case PeerColumn: return record.turn.peer;
    case DescriptionColumn: return format::turnDescription(record);
    default: return {};
    }
}

QVariant TurnLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && (section != DescriptionColumn))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == TurnColumn)
        return wrappedTip(definitionOf(Term::Turn));
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TurnColumn: return tr("Turn");
    case TimeColumn: return tr("Time (s)");
    case OwnColumn: return tr("Own");
    case PeerColumn: return tr("Peer");
    case DescriptionColumn: return tr("Event");
    default: return {};
    }
}

bool TurnLogModel::writeCsv(QIODevice &device) const
{
    QByteArray text("turn,time_s,own,other,wrote,event\n");
    for (int row = 0; row < rowCount(); ++row) {
        const TurnRecord &record = entry(row);
        const Turn &turn = record.turn;
        const bool isTurn = record.kind == TurnRecord::Kind::Turn;
        text += (hasNumber(record) ? QByteArray::number(static_cast<qulonglong>(turn.number)) : QByteArray()) + ','
            + QByteArray::number(std::chrono::duration<double>(record.time).count(), 'f', 6) + ','
            + QByteArray::number(turn.own) + ',' + QByteArray::number(turn.peer) + ','
            + (!isTurn          ? ""
                   : turn.wrote ? "true"
                                : "false")
            + ',' + eventName(record) + '\n';
    }
    return device.write(text) == text.size();
}

} // namespace shmlab::ui
