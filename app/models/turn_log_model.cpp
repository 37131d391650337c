// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/turn_log_model.h"

#include "exchange/exchange_feed.h"
#include "models/format.h"

#include <QIODevice>

namespace shmlab::ui {
namespace {

QByteArray eventWord(Surprise surprise)
{
    switch (surprise) {
    case Surprise::None: return {};
    case Surprise::OwnReset: return "own-reset";
    case Surprise::OwnChanged: return "own-changed";
    case Surprise::Cleared: return "cleared";
    }
    return {};
}

} // namespace

TurnLogModel::TurnLogModel(QObject *parent) : LogModel(keptTurns, parent) { }

int TurnLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TurnLogModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::TextAlignmentRole && index.column() != StoryColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const auto &[turn, time] = entry(index.row());
    switch (index.column()) {
    case TurnColumn: return static_cast<qulonglong>(turn.number);
    case TimeColumn: return format::seconds(time);
    case OwnColumn: return turn.own;
    case OtherColumn: return turn.other;
    case StoryColumn: return format::turnStory(turn);
    default: return {};
    }
}

QVariant TurnLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && (section != StoryColumn))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TurnColumn: return tr("Turn");
    case TimeColumn: return tr("Time (s)");
    case OwnColumn: return tr("Own");
    case OtherColumn: return tr("Other");
    case StoryColumn: return tr("What happened");
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
            + QByteArray::number(turn.own) + ',' + QByteArray::number(turn.other) + ','
            + (turn.wrote ? "true" : "false") + ',' + eventWord(turn.surprise) + '\n';
    }
    return device.write(text) == text.size();
}

} // namespace shmlab::ui
