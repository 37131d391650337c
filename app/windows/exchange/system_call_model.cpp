// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/system_call_model.h"

#include "wording/format.h"

namespace shmlab::ui {

SystemCallModel::SystemCallModel(QObject *parent) : LogModel(maxLoggedCalls, parent) { }

void SystemCallModel::add(const std::deque<ObservedCall> &calls)
{
    if (!m_begin && !calls.empty())
        m_begin = calls.front().record.start;
    if (m_showsRoutine) {
        append(calls);
        return;
    }
    std::deque<ObservedCall> wanted;
    std::ranges::copy_if(calls, std::back_inserter(wanted), [](const ObservedCall &call) { return !call.isRoutine; });
    append(wanted);
}

void SystemCallModel::clear()
{
    LogModel::clear();
    m_begin.reset();
}

int SystemCallModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SystemCallModel::data(const QModelIndex &index, int role) const
{
    const bool isNumber = index.column() == TimeColumn || index.column() == DurationColumn;
    if (role == Qt::TextAlignmentRole && isNumber)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const CallRecord &record = entry(index.row()).record;
    if (role == Qt::ToolTipRole) {
        const QString text = QStringLiteral("%1(%2) = %3")
                                 .arg(QString::fromLatin1(callName(record.call)),
                                      QString::fromStdString(record.arguments), format::callResult(record));
        return QStringLiteral("<span>%1</span>")
            .arg(text.toHtmlEscaped()); // rich text, in which the entities are resolved
    }
    switch (index.column()) {
    case TimeColumn: return format::seconds(record.start - m_begin.value_or(record.start), 6);
    case CallColumn: return QString::fromLatin1(callName(record.call));
    case ArgumentsColumn: return QString::fromStdString(record.arguments);
    case ResultColumn: return format::callResult(record);
    case DurationColumn: return format::duration(record.duration);
    case DescriptionColumn: return format::callDescription(record);
    default: return {};
    }
}

QVariant SystemCallModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole
        && (section == TimeColumn || section == DurationColumn))
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
