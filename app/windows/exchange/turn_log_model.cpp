// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/turn_log_model.h"

#include "session/exchange_feed.h"
#include "widgets/term_tip.h"
#include "wording/format.h"
#include "wording/glossary.h"

#include <QIODevice>

namespace shmlab::ui {
namespace {

QByteArray eventName(CounterAnomaly anomaly)
{
    switch (anomaly) {
    case CounterAnomaly::None: return {};
    case CounterAnomaly::Reset: return "own-reset";
    case CounterAnomaly::Overwritten: return "own-changed";
    case CounterAnomaly::Cleared: return "cleared";
    }
    return {};
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
    const auto &[turn, time] = entry(index.row());
    switch (index.column()) {
    case TurnColumn: return static_cast<qulonglong>(turn.number);
    case TimeColumn: return format::seconds(time);
    case OwnColumn: return turn.own;
    case PeerColumn: return turn.peer;
    case DescriptionColumn: return format::turnDescription(turn);
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
        const auto &[turn, time] = entry(row);
        text += QByteArray::number(static_cast<qulonglong>(turn.number)) + ','
            + QByteArray::number(std::chrono::duration<double>(time).count(), 'f', 6) + ','
            + QByteArray::number(turn.own) + ',' + QByteArray::number(turn.peer) + ',' + (turn.wrote ? "true" : "false")
            + ',' + eventName(turn.anomaly) + '\n';
    }
    return device.write(text) == text.size();
}

} // namespace shmlab::ui
