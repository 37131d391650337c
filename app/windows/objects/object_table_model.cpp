// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/object_table_model.h"

#include "widgets/term_tip.h"
#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_text.h"
#include "wording/owner_text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

namespace shmlab::ui {
namespace {

constexpr std::size_t maxRemovedPerPass = 200;

/// Calls `callback(first, last)` for each run of neighbours; `rows` gets sorted.
template <typename Callback>
void forEachRun(std::vector<int> &rows, Callback callback)
{
    std::ranges::sort(rows);
    for (std::size_t begin = 0; begin < rows.size();) {
        std::size_t end = begin + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        callback(rows[begin], rows[end - 1]);
        begin = end;
    }
}

} // namespace

ObjectTableModel::ObjectTableModel(QObject *parent) : QAbstractTableModel(parent)
{
    m_clock.start();
}

QByteArray ObjectTableModel::keyOf(const ObjectReport &report)
{
    if (report.hasName)
        return QByteArray::fromStdString(report.name);
    return '/' + QByteArray::number(static_cast<qulonglong>(report.status().identity.inode)); // names contain no slash
}

void ObjectTableModel::apply(std::span<const ObjectChange> changes, bool isNew)
{
    const qint64 now = m_clock.elapsed();
    std::vector<Row> added;
    std::vector<int> changed;
    const auto present = static_cast<int>(m_rows.size());
    for (const ObjectChange &change : changes) {
        const QByteArray key = keyOf(change.now ? *change.now : *change.before);
        const int known = m_rowOf.value(key, -1);
        if (known < 0) {
            if (!change.now)
                continue;
            m_rowOf.insert(key, present + static_cast<int>(added.size()));
            added.push_back({.report = change.now, .newSince = isNew ? now : -1});
            continue;
        }
        Row &row = known < present ? m_rows[static_cast<std::size_t>(known)]
                                   : added[static_cast<std::size_t>(known - present)];
        if (change.now) {
            const bool isAnother =
                row.vanishedAt >= 0 || change.now->status().identity != row.report->status().identity;
            row = {.report = change.now, .newSince = isAnother && isNew ? now : row.newSince};
        } else {
            row.vanishedAt = now;
        }
        if (known < present)
            changed.push_back(known);
    }
    rowsChanged(std::move(changed));
    insert(std::move(added));
}

bool ObjectTableModel::expireHighlights()
{
    const qint64 oldest = m_clock.elapsed() - highlightMilliseconds;
    std::vector<int> gone;
    std::vector<int> settled;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row &row = m_rows[i];
        if (row.vanishedAt >= 0 && row.vanishedAt < oldest) {
            gone.push_back(static_cast<int>(i));
        } else if (row.newSince >= 0 && row.newSince < oldest) {
            row.newSince = -1;
            settled.push_back(static_cast<int>(i));
        }
    }
    rowsChanged(std::move(settled));
    const bool hasMore = gone.size() > maxRemovedPerPass;
    if (hasMore) // the last ones, so that fewer rows move up
        gone.erase(gone.begin(), gone.end() - static_cast<std::ptrdiff_t>(maxRemovedPerPass));
    removeRowsAt(std::move(gone));
    return hasMore;
}

void ObjectTableModel::insert(std::vector<Row> rows)
{
    if (rows.empty())
        return;
    const auto first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    std::ranges::move(rows, std::back_inserter(m_rows));
    endInsertRows();
}

void ObjectTableModel::removeRowsAt(std::vector<int> rows)
{
    if (rows.empty())
        return;
    std::vector<std::pair<int, int>> runs;
    forEachRun(rows, [&](int first, int last) { runs.emplace_back(first, last); });
    std::ranges::reverse(runs); // so that the remaining runs keep their row numbers
    for (const auto &[first, last] : runs) {
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
    }
    m_rowOf.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_rowOf.insert(keyOf(*m_rows[i].report), static_cast<int>(i));
}

void ObjectTableModel::rowsChanged(std::vector<int> rows)
{
    constexpr std::size_t maxSignals = 8; // a proxy may sort all of its rows for each
    std::vector<std::pair<int, int>> runs;
    forEachRun(rows, [&](int first, int last) { runs.emplace_back(first, last); });
    if (runs.size() > maxSignals)
        runs = {{runs.front().first, runs.back().second}};
    for (const auto &[first, last] : runs)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

int ObjectTableModel::rowOfName(const std::string &name) const
{
    return m_rowOf.value(QByteArray::fromStdString(name), -1);
}

int ObjectTableModel::rowOf(ObjectId identity) const
{
    const auto found = std::ranges::find_if(
        m_rows, [identity](const Row &row) { return row.vanishedAt < 0 && row.report->status().identity == identity; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

std::vector<ObjectReportPtr> ObjectTableModel::present() const
{
    std::vector<ObjectReportPtr> all;
    all.reserve(m_rows.size());
    for (const Row &row : m_rows) {
        if (row.vanishedAt < 0)
            all.push_back(row.report);
    }
    return all;
}

std::vector<uid_t> ObjectTableModel::owners() const
{
    std::set<uid_t> owners;
    for (const ObjectReportPtr &report : present()) {
        if (report->isStatusKnown)
            owners.insert(report->status().owner);
    }
    return {owners.begin(), owners.end()};
}

int ObjectTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ObjectTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ObjectTableModel::text(const ObjectReport &report, int column) const
{
    const ObjectStatus &status = report.status();
    switch (column) {
    case NameColumn: return report.hasNamesake ? tr("%1 ⚠ two inodes").arg(titleOf(report)) : titleOf(report);
    case VerdictColumn: return verdictName(report.verdict());
    case KindColumn: return kindText(report.kind);
    case SizeColumn: return sizeText(report);
    case AllocatedColumn: return orUnknown(report, sizeText(status.allocatedBytes));
    case HoldersColumn: return holdersSummary(report.usage.processScan);
    case ModeColumn: return orUnknown(report, modeText(status.mode));
    case OwnerColumn: return orUnknown(report, ownerText(status.owner));
    case CreatedColumn: return status.createdSeconds != 0 ? format::timestamp(status.createdSeconds) : QString();
    case ModifiedColumn: return orUnknown(report, format::timestamp(status.modifiedSeconds));
    case InodeColumn: return QString::number(status.identity.inode);
    default: return {};
    }
}

QVariant ObjectTableModel::decoration(const Row &row, int column) const
{
    QFont font;
    font.setBold(row.newSince >= 0 || column == VerdictColumn);
    font.setStrikeOut(row.vanishedAt >= 0);
    return font.bold() || font.strikeOut() ? font : QVariant();
}

QVariant ObjectTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isAmount =
        index.column() == SizeColumn || index.column() == AllocatedColumn || index.column() == InodeColumn;
    switch (role) {
    case Qt::DisplayRole: return text(*row.report, index.column());
    case Qt::ToolTipRole:
        return index.column() == VerdictColumn ? wrappedTip(verdictText(row.report->verdict())) : QVariant();
    case Qt::FontRole: return decoration(row, index.column());
    case Qt::TextAlignmentRole: return QVariant(Qt::AlignVCenter | (isAmount ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        return row.vanishedAt >= 0 && index.column() == NameColumn
            ? tr("%1, vanished").arg(text(*row.report, NameColumn))
            : text(*row.report, index.column());
    default: return {};
    }
}

QVariant ObjectTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const std::array titles{tr("Name"), tr("Verdict"), tr("Kind"),    tr("Size"),     tr("Allocated"), tr("Holders"),
                            tr("Mode"), tr("Owner"),   tr("Created"), tr("Modified"), tr("Inode")};
    return titles.at(static_cast<std::size_t>(section));
}

} // namespace shmlab::ui
