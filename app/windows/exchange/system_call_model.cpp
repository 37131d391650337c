// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/system_call_model.h"

#include "widgets/term_tip.h"
#include "wording/format.h"
#include "wording/glossary.h"

#include <numeric>

namespace shmlab::ui {
namespace {

bool repeats(const ObservedCall &call)
{
    return call.isRoutine || call.record.call == Call::Futex;
}

QString nameOf(const CallRecord &record)
{
    return QString::fromLatin1(callName(record.call));
}

bool isNumber(int column)
{
    return column == SystemCallModel::TimeColumn || column == SystemCallModel::DurationColumn;
}

/// "fcntl × 12, statx × 12".
QString countsText(const CallRow &row)
{
    QStringList parts;
    for (const auto &[call, count] : row.counts)
        parts += QStringLiteral("%1 × %2").arg(QString::fromLatin1(callName(call)), QString::number(count));
    return parts.join(QStringLiteral(", "));
}

QByteArray quoted(const std::string &text)
{
    return '"' + QByteArray::fromStdString(text).replace('"', "\"\"") + '"';
}

} // namespace

CallRow::CallRow(const ObservedCall &observed)
    : call(observed),
      first(observed.record.start),
      total(observed.record.duration)
{
    counts[observed.record.call] = 1;
    if (repeats(observed))
        latest.push_back(observed);
}

std::uint64_t CallRow::count() const
{
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const auto &entry) { return sum + entry.second; });
}

SystemCallModel::SystemCallModel(QObject *parent) : LogModel(maxLoggedCalls, parent) { }

void SystemCallModel::add(const std::deque<ObservedCall> &calls)
{
    if (!m_begin && !calls.empty())
        m_begin = calls.front().record.start;
    for (const ObservedCall &call : calls) {
        if (const int row = foldFor(call); row >= 0)
            addTo(row, call);
        else
            append({CallRow(call)});
    }
}

/// The row that counts a call which repeats, -1 if there is none: it lies at the end, behind it only such rows.
int SystemCallModel::foldFor(const ObservedCall &call) const
{
    if (!repeats(call))
        return -1;
    for (int row = rowCount() - 1; row >= 0 && repeats(entry(row).call); --row) {
        const CallRow &fold = entry(row);
        const bool isSame = call.isRoutine ? fold.call.isRoutine
                                           : !fold.call.isRoutine && fold.call.record.arguments == call.record.arguments
                && fold.call.record.errorNumber == call.record.errorNumber;
        if (isSame && !fold.isPart)
            return row;
    }
    return -1;
}

void SystemCallModel::addTo(int row, const ObservedCall &call)
{
    CallRow &fold = mutableEntry(row);
    fold.call = call;
    fold.total += call.record.duration;
    ++fold.counts[call.record.call];
    fold.latest.push_back(call);
    if (fold.isUnfolded) {
        CallRow part(call);
        part.isPart = true;
        insert(row + static_cast<int>(fold.latest.size()), {part});
    }
    if (CallRow &grown = mutableEntry(row); grown.latest.size() > maxUnfolded) { // insert() has moved it
        grown.latest.erase(grown.latest.begin());
        if (grown.isUnfolded)
            remove(row + 1, 1);
    }
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void SystemCallModel::clear()
{
    LogModel::clear();
    m_begin.reset();
}

void SystemCallModel::toggle(int row)
{
    CallRow &fold = mutableEntry(row);
    if (fold.isPart || !fold.isFolded())
        return;
    fold.isUnfolded = !fold.isUnfolded;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    if (!fold.isUnfolded) {
        remove(row + 1, fold.latest.size());
        return;
    }
    std::deque<CallRow> parts(fold.latest.begin(), fold.latest.end());
    for (CallRow &part : parts)
        part.isPart = true;
    insert(row + 1, parts);
}

QByteArray SystemCallModel::csvHeader()
{
    return "time_s,call,arguments,result,error,duration_ns,count\n";
}

QByteArray SystemCallModel::csvLine(int row) const
{
    const CallRow &of = entry(row);
    const CallRecord &record = of.call.record;
    const bool isMixed = of.isFolded() && of.call.isRoutine;
    const QByteArray time =
        QByteArray::number(std::chrono::duration<double>(of.first - m_begin.value_or(of.first)).count(), 'f', 6);
    return time + ',' + (isMixed ? "checks" : callName(record.call)) + ','
        + (isMixed ? quoted(countsText(of).toStdString()) : quoted(record.arguments)) + ','
        + (isMixed ? QByteArray() : QByteArray::number(static_cast<qlonglong>(record.result))) + ','
        + (isMixed || record.errorNumber == 0 ? QByteArray() : QByteArray::fromStdString(errnoName(record.errorNumber)))
        + ',' + QByteArray::number(static_cast<qlonglong>(of.total.count())) + ','
        + (of.isPart ? QByteArray() : QByteArray::number(static_cast<qulonglong>(of.count()))) + '\n';
}

int SystemCallModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SystemCallModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::TextAlignmentRole && isNumber(index.column()))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    const CallRow &row = entry(index.row());
    if (role == Qt::DisplayRole)
        return cellText(row, index.column());
    if (role != Qt::ToolTipRole)
        return {};
    if (row.isFolded())
        return wrappedTip(tr("%1. Double-click or press Enter to unfold the latest ones, or to fold them again.")
                              .arg(row.call.isRoutine ? definitionOf(Term::RoutineCheck).chopped(1) : countsText(row)));
    return wrappedTip(QStringLiteral("%1(%2) = %3")
                          .arg(nameOf(row.call.record), QString::fromStdString(row.call.record.arguments),
                               format::callResult(row.call.record)));
}

QString SystemCallModel::cellText(const CallRow &row, int column) const
{
    const CallRecord &record = row.call.record;
    const bool isMixed = row.isFolded() && row.call.isRoutine;
    switch (column) {
    case TimeColumn: return format::seconds(row.first - m_begin.value_or(row.first), 6);
    case CallColumn: {
        if (row.isPart)
            return QStringLiteral("    ") + nameOf(record);
        if (!row.isFolded())
            return nameOf(record);
        return QStringLiteral("%1 %2 × %3")
            .arg(row.isUnfolded ? QStringLiteral("▾") : QStringLiteral("▸"), QString::number(row.count()),
                 isMixed ? tr("check") : nameOf(record));
    }
    case ArgumentsColumn: return isMixed ? countsText(row) : QString::fromStdString(record.arguments);
    case ResultColumn: return isMixed ? QString() : format::callResult(record);
    case DurationColumn: return format::duration(row.total);
    case DescriptionColumn: return isMixed ? tr("checks that are repeated, folded") : format::callDescription(record);
    default: return {};
    }
}

QVariant SystemCallModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && isNumber(section))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time (s)");
    case CallColumn: return tr("Call");
    case ArgumentsColumn: return tr("Arguments");
    case ResultColumn: return tr("Result");
    case DurationColumn: return tr("Duration");
    case DescriptionColumn: return tr("Meaning");
    default: return {};
    }
}

} // namespace shmlab::ui
