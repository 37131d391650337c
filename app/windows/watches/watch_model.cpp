// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/watch_model.h"

#include "wording/format.h"
#include "wording/object_text.h"
#include "wording/value_text.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <tuple>
#include <utility>

namespace shmlab::ui {
namespace {

constexpr std::chrono::seconds rateWindow{1};
constexpr int maxShownElements = 16; // elements of an array, in a cell

} // namespace

void WatchModel::add(const Watch &watch)
{
    m_targets.reset();
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_rows.push_back(newRow(watch));
    endInsertRows();
    Q_EMIT selectionChanged();
}

void WatchModel::addAll(const std::vector<Watch> &watches)
{
    m_targets.reset();
    if (watches.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(watches.size()) - 1);
    for (const Watch &watch : watches)
        m_rows.push_back(newRow(watch));
    endInsertRows();
    Q_EMIT selectionChanged();
}

void WatchModel::replace(int row, const Watch &watch)
{
    m_targets.reset();
    Row &old = m_rows.at(static_cast<std::size_t>(row));
    const auto place = [](const Watch &of) {
        return std::tuple(of.object.bytes(), of.offset, of.type, of.count, of.order);
    };
    const bool isElsewhere = place(old.watch) != place(watch);
    old.watch = watch;
    if (isElsewhere) {
        ++old.revision;
        old.bytes.clear();
        old.isRead = false;
        old.statistics = {};
    }
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT selectionChanged();
}

void WatchModel::removeWatches(std::vector<int> rows)
{
    m_targets.reset();
    std::ranges::sort(rows, std::greater());
    for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) { // one signal per run of neighbours
        for (end = begin + 1; end < rows.size() && rows[end] == rows[end - 1] - 1;)
            ++end;
        beginRemoveRows({}, rows[end - 1], rows[begin]);
        m_rows.erase(m_rows.begin() + rows[end - 1], m_rows.begin() + rows[begin] + 1);
        endRemoveRows();
    }
    if (!rows.empty())
        Q_EMIT selectionChanged();
}

void WatchModel::setWatches(const std::vector<Watch> &watches)
{
    m_targets.reset();
    beginResetModel();
    m_rows.clear();
    for (const Watch &watch : watches)
        m_rows.push_back(newRow(watch));
    endResetModel();
    Q_EMIT selectionChanged();
}

void WatchModel::resetStatistics()
{
    for (Row &row : m_rows)
        row.statistics = {};
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, RateColumn), index(rowCount() - 1, MaximumColumn));
}

std::vector<Watch> WatchModel::watches() const
{
    std::vector<Watch> all;
    std::ranges::transform(m_rows, std::back_inserter(all), &Row::watch);
    return all;
}

qint64 WatchModel::idOf(int row, int element) const
{
    return qint64{m_rows.at(static_cast<std::size_t>(row)).id} * maxWatchedElements + element;
}

std::optional<double> WatchModel::number(int row, int element) const
{
    const auto number = m_rows.at(static_cast<std::size_t>(row)).element(element);
    return number ? std::optional(asDouble(*number)) : std::nullopt;
}

std::optional<Number> WatchModel::Row::element(int which) const
{
    const std::size_t at = rowOf(watch.type).sizeBytes * static_cast<std::size_t>(which);
    return at < bytes.size() ? decode(std::span(bytes).subspan(at), watch.type, watch.order) : std::nullopt;
}

WatchModel::Row WatchModel::newRow(const Watch &watch)
{
    return {.watch = watch, .id = ++m_lastId, .bytes = {}, .statistics = {}};
}

/// A watch that cannot be read has no rate; the rate starts again when it can be read.
void WatchModel::updateRate(Statistics &statistics, const std::optional<Number> &number, Clock::time_point now)
{
    if (!number || std::isnan(asDouble(*number))) {
        statistics.perSecond.reset();
        statistics.since = {};
    } else if (statistics.since == Clock::time_point{}) {
        statistics.since = now;
        statistics.from = asDouble(*number);
    } else if (now - statistics.since >= rateWindow) {
        const double seconds = std::chrono::duration<double>(now - statistics.since).count();
        statistics.perSecond = (asDouble(*number) - statistics.from) / seconds;
        statistics.since = now;
        statistics.from = asDouble(*number);
    }
}

bool WatchModel::update(Row &row, WatchReading reading, Clock::time_point now)
{
    auto &[minimum, maximum, perSecond, since, from] = row.statistics;
    const auto before = std::tuple(minimum, maximum, perSecond);
    const bool isChanged = !std::exchange(row.isRead, true) || reading.bytes != row.bytes;
    row.bytes = std::move(reading.bytes);
    updateRate(row.statistics, row.element(0), now);
    if (reading.minimum && (!minimum || *reading.minimum < *minimum))
        minimum = reading.minimum;
    if (reading.maximum && (!maximum || *maximum < *reading.maximum))
        maximum = reading.maximum;
    return isChanged || before != std::tuple(minimum, maximum, perSecond);
}

WatchTargets WatchModel::targets() const
{
    if (!m_targets) {
        std::vector<WatchTarget> targets;
        targets.reserve(m_rows.size());
        for (const Row &row : m_rows)
            targets.push_back({.id = row.id, .revision = row.revision, .watch = row.watch});
        m_targets = std::make_shared<const std::vector<WatchTarget>>(std::move(targets));
    }
    return m_targets;
}

void WatchModel::apply(std::vector<WatchReading> readings, Clock::time_point now)
{
    int first = -1; // of the changed rows that are not announced yet
    int last = -1;
    const auto announce = [&] {
        if (first >= 0)
            Q_EMIT dataChanged(index(first, ValueColumn), index(last, MaximumColumn));
    };
    for (WatchReading &reading : readings) {
        const auto row = std::ranges::lower_bound(m_rows, reading.id, {}, &Row::id);
        if (row == m_rows.end() || row->id != reading.id || row->revision != reading.revision
            || !update(*row, std::move(reading), now))
            continue;
        const auto changed = static_cast<int>(row - m_rows.begin());
        if (changed != last + 1 || first < 0) {
            announce();
            first = changed;
        }
        last = changed;
    }
    announce();
}

int WatchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int WatchModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString WatchModel::valueText(const Row &row) const
{
    if (row.bytes.empty())
        return row.isRead ? tr("cannot be read") : QString();
    if (row.watch.type == ValueType::Text)
        return bytesAsText(row.bytes);
    QStringList elements;
    for (int i = 0; i < std::min(row.watch.count, maxShownElements); ++i)
        elements += numberText(*row.element(i), row.watch.type, row.watch.isHex);
    if (row.watch.count > maxShownElements)
        elements += QStringLiteral("…");
    return elements.join(QStringLiteral(", "));
}

QString WatchModel::text(const Row &row, int column) const
{
    const Watch &watch = row.watch;
    const auto limit = [&](const std::optional<Number> &number) {
        return number ? numberText(*number, watch.type, watch.isHex) : QString();
    };
    switch (column) {
    case LabelColumn: return safeText(watch.label);
    case ObjectColumn: return format::text(watch.object);
    case OffsetColumn: return QStringLiteral("0x%1").arg(watch.offset, 0, 16);
    case TypeColumn: {
        const QString type = QString::fromUtf8(rowOf(watch.type).name.data());
        const QString many = watch.count > 1 ? QStringLiteral("[%1]").arg(watch.count) : QString();
        const bool isForeign = watch.order != std::endian::native && rowOf(watch.type).sizeBytes > 1;
        return type + many + (isForeign ? tr(", big-endian") : QString());
    }
    case ValueColumn: return valueText(row);
    case RateColumn:
        return row.statistics.perSecond ? tr("%1/s").arg(QLocale().toString(*row.statistics.perSecond, 'g', 4))
                                        : QString();
    case MinimumColumn: return limit(row.statistics.minimum);
    case MaximumColumn: return limit(row.statistics.maximum);
    default: return {};
    }
}

QVariant WatchModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isPlottable = row.watch.type != ValueType::Text;
    if (role == Qt::CheckStateRole && index.column() == LabelColumn && isPlottable)
        return QVariant(row.watch.isPlotted ? Qt::Checked : Qt::Unchecked);
    if (role == Qt::EditRole && index.column() == LabelColumn)
        return row.watch.label;
    if (role == Qt::DisplayRole || role == Qt::EditRole)
        return text(row, index.column());
    return {};
}

bool WatchModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || index.column() != LabelColumn)
        return false;
    Watch &watch = m_rows[static_cast<std::size_t>(index.row())].watch;
    if (role == Qt::CheckStateRole)
        watch.isPlotted = value.toInt() == Qt::Checked;
    else if (role == Qt::EditRole)
        watch.label = value.toString();
    else
        return false;
    Q_EMIT dataChanged(index, index);
    Q_EMIT selectionChanged();
    return true;
}

QVariant WatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const std::array titles{tr("Plot, label"), tr("Value"),  tr("Change"), tr("Minimum"),
                            tr("Maximum"),     tr("Object"), tr("Offset"), tr("Type")};
    return titles.at(static_cast<std::size_t>(section));
}

Qt::ItemFlags WatchModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags always = QAbstractTableModel::flags(index);
    return index.column() == LabelColumn ? always | Qt::ItemIsEditable | Qt::ItemIsUserCheckable : always;
}

} // namespace shmlab::ui
