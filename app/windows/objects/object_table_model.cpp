// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/object_table_model.h"

#include "wording/evidence_text.h"
#include "wording/natural_order.h"
#include "wording/object_text.h"
#include "wording/program_text.h"

#include <QElapsedTimer>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace shmlab::ui {
namespace {

constexpr std::size_t maxRemovedPerPass = 200;
constexpr std::size_t maxGrownPerPass = 2000;

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

ObjectTableModel::ObjectTableModel(QObject *parent, Clock clock)
    : QAbstractTableModel(parent),
      m_clock(std::move(clock))
{
}

ObjectTableModel::Clock ObjectTableModel::steadyClock()
{
    QElapsedTimer clock;
    clock.start();
    return [clock] { return clock.elapsed(); };
}

QByteArray ObjectTableModel::keyOf(const ObjectReport &report)
{
    const ObjectId &id = report.status().identity;
    if (report.hasName && id.domain == Domain::PosixShm)
        return QByteArray::fromStdString(report.name);
    return '/' + QByteArray::number(static_cast<int>(id.domain)) + '/' // names begin with no slash
        + QByteArray::number(static_cast<qulonglong>(id.device)) + '/'
        + QByteArray::number(static_cast<qulonglong>(id.inode));
}

std::shared_ptr<const ObjectTableModel::Processes> ObjectTableModel::processesOf(const ObjectReport &report)
{
    if (report.usage.processScan.holders.empty() && !report.maker)
        return nullptr;
    Processes processes{.holders = holderPrograms(report.usage.processScan),
                        .programs = programSet(report.usage.processScan),
                        .maker = makerText(report.maker)};
    processes.holdersKey = naturalKey(processes.holders);
    processes.makerKey = naturalKey(processes.maker);
    return std::make_shared<const Processes>(std::move(processes));
}

const ObjectTableModel::Processes &ObjectTableModel::orNone(const std::shared_ptr<const Processes> &processes)
{
    static const Processes none{.holdersKey = naturalKey(QString()), .makerKey = naturalKey(QString())};
    return processes ? *processes : none;
}

/// Objects of other domains than /dev/shm stand together.
QByteArray ObjectTableModel::nameKeyOf(const ObjectReport &report)
{
    return naturalKey(report.status().identity.domain == Domain::PosixShm ? report.name : nameIdentifier(report));
}

ObjectTableModel::Row ObjectTableModel::rowOf(const ObjectReportPtr &report, qint64 newSince, qint64 now)
{
    Row row{.report = report, .nameKey = nameKeyOf(*report), .newSince = newSince, .processes = processesOf(*report)};
    if (report->isStatusKnown) {
        row.history = m_growth.see(report->status().identity, report->status().allocatedBytes, now);
        row.shownGrowth = row.history->bytesPerMinute(now);
    }
    return row;
}

void ObjectTableModel::release(Row &row)
{
    m_growth.release(row.report->status().identity, std::move(row.history));
}

void ObjectTableModel::apply(std::span<const ObjectChange> changes, bool isNew)
{
    const qint64 now = m_clock();
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
            added.push_back(rowOf(change.now, isNew ? now : -1, now));
            continue;
        }
        Row &row = known < present ? m_rows[static_cast<std::size_t>(known)]
                                   : added[static_cast<std::size_t>(known - present)];
        if (change.now) {
            const bool isAnother =
                row.vanishedAt >= 0 || change.now->status().identity != row.report->status().identity;
            if (isAnother)
                m_nameRanks.clear();
            Row next = rowOf(change.now, isAnother && isNew ? now : row.newSince, now);
            release(row);
            row = std::move(next);
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
    const qint64 oldest = m_clock() - highlightMilliseconds;
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

bool ObjectTableModel::isNameLess(int row, int other) const
{
    const auto a = static_cast<std::size_t>(row);
    const auto b = static_cast<std::size_t>(other);
    if (!m_nameRanks.empty())
        return m_nameRanks[a] < m_nameRanks[b];
    const int order = m_rows[a].nameKey.compare(m_rows[b].nameKey);
    return order != 0 ? order < 0
                      : m_rows[a].report->status().identity.inode < m_rows[b].report->status().identity.inode;
}

void ObjectTableModel::rankNames()
{
    if (!m_nameRanks.empty())
        return;
    std::vector<int> rows;
    rows.reserve(m_rows.size());
    for (int row = 0; row < static_cast<int>(m_rows.size()); ++row)
        rows.push_back(row);
    std::ranges::sort(rows, [this](int a, int b) { return isNameLess(a, b); });
    m_nameRanks.resize(rows.size());
    for (std::size_t rank = 0; rank < rows.size(); ++rank)
        m_nameRanks[static_cast<std::size_t>(rows[rank])] = static_cast<int>(rank);
}

bool ObjectTableModel::updateGrowth()
{
    const qint64 now = m_clock();
    std::vector<int> grown;
    for (std::size_t i = 0; i < m_rows.size() && grown.size() < maxGrownPerPass; ++i) {
        Row &row = m_rows[i];
        const auto growth = row.history ? row.history->bytesPerMinute(now) : std::nullopt;
        if (growth != row.shownGrowth && row.vanishedAt < 0) {
            row.shownGrowth = growth;
            grown.push_back(static_cast<int>(i));
        }
    }
    const bool hasMore = grown.size() == maxGrownPerPass;
    rowsChanged(std::move(grown), GrowthColumn, GrowthColumn);
    return hasMore;
}

void ObjectTableModel::insert(std::vector<Row> rows)
{
    if (rows.empty())
        return;
    const auto first = static_cast<int>(m_rows.size());
    m_nameRanks.clear();
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
    m_nameRanks.clear();
    std::ranges::reverse(runs); // so that the remaining runs keep their row numbers
    for (const auto &[first, last] : runs) {
        beginRemoveRows({}, first, last);
        for (int row = first; row <= last; ++row)
            release(m_rows[static_cast<std::size_t>(row)]);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
    }
    m_rowOf.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_rowOf.insert(keyOf(*m_rows[i].report), static_cast<int>(i));
}

void ObjectTableModel::rowsChanged(std::vector<int> rows, int firstColumn, int lastColumn)
{
    constexpr std::size_t maxSignals = 8; // a proxy may sort all of its rows for each
    std::vector<std::pair<int, int>> runs;
    forEachRun(rows, [&](int first, int last) { runs.emplace_back(first, last); });
    if (runs.size() > maxSignals)
        runs = {{runs.front().first, runs.back().second}};
    for (const auto &[first, last] : runs)
        Q_EMIT dataChanged(index(first, firstColumn), index(last, lastColumn));
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

} // namespace shmlab::ui
