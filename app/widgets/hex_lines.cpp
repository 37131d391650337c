// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_lines.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

namespace shmlab::ui {

void HexLines::setSize(qint64 bytes)
{
    m_size = bytes;
    m_changed.erase(std::ranges::lower_bound(m_changed, rows()), m_changed.end());
    m_trackedBegin = std::min(m_trackedBegin, bytes / m_bytesPerRow * m_bytesPerRow);
}

void HexLines::setBytesPerRow(qint64 bytes)
{
    if (bytes == m_bytesPerRow)
        return;
    m_bytesPerRow = bytes;
    m_changed.clear();
}

void HexLines::clear()
{
    m_size = 0;
    m_trackedBegin = 0;
    m_changed.clear();
}

void HexLines::setOnlyChanged(bool isOn, qint64 begin)
{
    m_hasOnlyChanged = isOn;
    m_trackedBegin = std::min(begin, m_size);
    m_changed.clear();
}

qint64 HexLines::trackedEnd() const
{
    return m_trackedBegin + std::min(maxTrackedBytes, m_size - m_trackedBegin);
}

bool HexLines::moveTrackedRangeTo(qint64 offset)
{
    if (!m_hasOnlyChanged || (offset >= m_trackedBegin && offset - m_trackedBegin < maxTrackedBytes))
        return false;
    m_trackedBegin = offset / m_bytesPerRow * m_bytesPerRow;
    m_changed.clear();
    return true;
}

bool HexLines::addChanged(std::span<const qint64> rows)
{
    if (rows.empty())
        return false;
    std::vector<qint64> all;
    all.reserve(m_changed.size() + rows.size());
    std::ranges::set_union(m_changed, rows, std::back_inserter(all));
    const bool isMore = all.size() != m_changed.size();
    m_changed = std::move(all);
    return isMore;
}

qint64 HexLines::count() const
{
    return m_hasOnlyChanged ? static_cast<qint64>(m_changed.size()) : rows();
}

qint64 HexLines::rowOf(qint64 line) const
{
    if (!m_hasOnlyChanged)
        return line;
    if (line < 0 || line >= static_cast<qint64>(m_changed.size()))
        return m_trackedBegin / m_bytesPerRow;
    return m_changed[static_cast<std::size_t>(line)];
}

qint64 HexLines::lineOf(qint64 row) const
{
    return m_hasOnlyChanged ? std::ranges::lower_bound(m_changed, row) - m_changed.begin() : row;
}

qint64 HexLines::moved(qint64 offset, qint64 lines, qint64 column) const
{
    qint64 line = lineAt(offset);
    if (lines > 0 && rowOf(line) != offset / m_bytesPerRow)
        --line; // the row is not shown, so its place is taken by the next line below
    const qint64 target = std::clamp<qint64>(line + lines, 0, std::max<qint64>(0, count() - 1));
    if (target == line && std::abs(lines) == 1)
        return offset;
    return std::min(rowOf(target) * m_bytesPerRow + column, m_size - 1);
}

} // namespace shmlab::ui
