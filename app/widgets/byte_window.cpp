// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/byte_window.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace shmlab::ui {
namespace {

constexpr qint64 fadeMilliseconds = 1200;
constexpr qint64 never = std::numeric_limits<qint64>::min() / 2;

} // namespace

ByteWindow::Changes ByteWindow::update(qint64 offset, std::span<const std::byte> bytes, qint64 bytesPerRow)
{
    Changes changes;
    changes.hasMoved = move(offset, bytes);
    const qint64 moment = now();
    constexpr std::size_t stride = 64; // most of a large window has not changed
    for (std::size_t begin = 0; begin < bytes.size(); begin += stride) {
        const std::size_t end = std::min(begin + stride, bytes.size());
        if (std::memcmp(bytes.data() + begin, m_bytes.data() + begin, end - begin) == 0)
            continue;
        for (std::size_t i = begin; i < end; ++i) {
            if (bytes[i] == m_bytes[i])
                continue;
            const qint64 at = offset + static_cast<qint64>(i);
            m_bytes[i] = bytes[i];
            m_changedAt[i] = moment;
            if (const qint64 row = at / bytesPerRow; changes.rows.empty() || changes.rows.back() != row)
                changes.rows.push_back(row);
        }
    }
    return changes;
}

bool ByteWindow::move(qint64 offset, std::span<const std::byte> bytes)
{
    const auto length = static_cast<qint64>(bytes.size());
    const auto known = static_cast<qint64>(m_bytes.size());
    if (offset == m_begin && length == known)
        return false;
    std::vector<std::byte> moved(bytes.begin(), bytes.end());
    std::vector<qint64> changedAt(bytes.size(), never);
    const qint64 begin = std::max(offset, m_begin);
    const qint64 end = std::min(offset + length, m_begin + known);
    if (begin < end) {
        std::copy_n(m_bytes.begin() + (begin - m_begin), end - begin, moved.begin() + (begin - offset));
        std::copy_n(m_changedAt.begin() + (begin - m_begin), end - begin, changedAt.begin() + (begin - offset));
    }
    m_begin = offset;
    m_bytes = std::move(moved);
    m_changedAt = std::move(changedAt);
    return true;
}

void ByteWindow::overlay(qint64 offset, std::span<std::byte> bytes) const
{
    const qint64 begin = std::max(offset, m_begin);
    const qint64 end =
        std::min(offset + static_cast<qint64>(bytes.size()), m_begin + static_cast<qint64>(m_bytes.size()));
    if (begin < end)
        std::copy_n(m_bytes.begin() + (begin - m_begin), end - begin, bytes.begin() + (begin - offset));
}

bool ByteWindow::markChanged(qint64 offset)
{
    if (!contains(offset))
        return false;
    m_changedAt[indexOf(offset)] = now();
    return true;
}

void ByteWindow::clear()
{
    m_begin = 0;
    m_bytes.clear();
    m_changedAt.clear();
}

qint64 ByteWindow::changedAt(qint64 offset) const
{
    return contains(offset) ? m_changedAt[indexOf(offset)] : never;
}

double ByteWindow::highlightStrength(qint64 changedAt, qint64 now)
{
    return std::max(0.0, 1 - static_cast<double>(now - changedAt) / fadeMilliseconds);
}

int ByteWindow::highlightedCount() const
{
    const qint64 oldest = now() - fadeMilliseconds;
    return static_cast<int>(std::ranges::count_if(m_changedAt, [oldest](qint64 at) { return at > oldest; }));
}

std::vector<qint64> ByteWindow::fadingRows(qint64 bytesPerRow) const
{
    const qint64 oldest = now() - 2 * fadeMilliseconds;
    std::vector<qint64> rows;
    for (std::size_t i = 0; i < m_changedAt.size();) {
        if (m_changedAt[i] <= oldest) {
            ++i;
            continue;
        }
        rows.push_back((m_begin + static_cast<qint64>(i)) / bytesPerRow);
        i = static_cast<std::size_t>((rows.back() + 1) * bytesPerRow - m_begin); // skips the rest of the row
    }
    return rows;
}

} // namespace shmlab::ui
