// SPDX-License-Identifier: MIT
#include <shmlab/inspect/change_sweep.h>

#include <algorithm>
#include <functional>
#include <span>
#include <string_view>
#include <utility>

namespace shmlab {

Result<std::optional<off_t>> ChangeSweep::step(const ByteSource &object)
{
    m_buffer.resize(maxStepBytes);
    std::size_t left = maxStepBytes;
    for (int extents = 0; extents < maxExtents && left > 0; ++extents) {
        const auto data = object.nextData(m_at);
        if (!data)
            return std::unexpected(data.error());
        if (!*data) { // the round is over
            m_pages = std::exchange(m_pagesThisRound, {});
            m_isFirstRound = false;
            m_at = 0;
            return std::nullopt;
        }
        m_at = **data / static_cast<off_t>(pageBytes) * static_cast<off_t>(pageBytes);
        const auto hole = object.nextHole(**data);
        if (!hole)
            return std::unexpected(hole.error());
        const auto length = static_cast<std::size_t>(std::min<off_t>(*hole - m_at, static_cast<off_t>(left)));
        const auto got = object.readAt(m_at, std::span(m_buffer).first(length));
        if (!got)
            return std::unexpected(got.error());
        const auto changed = compare(*got);
        m_at += static_cast<off_t>(std::max(*got, pageBytes));
        left -= std::min(left, std::max(*got, pageBytes));
        if (changed)
            return changed;
    }
    return std::nullopt;
}

/// Compares the `length` bytes in the buffer, pages from m_at on. The last page that has changed.
std::optional<off_t> ChangeSweep::compare(std::size_t length)
{
    std::optional<off_t> changed;
    for (std::size_t begin = 0; begin < length; begin += pageBytes) {
        const off_t offset = m_at + static_cast<off_t>(begin);
        const auto page = std::span(m_buffer).subspan(begin, std::min(pageBytes, length - begin));
        const std::size_t now =
            std::hash<std::string_view>{}({reinterpret_cast<const char *>(page.data()), page.size()});
        const auto before = m_pages.find(offset);
        const bool isNew = before == m_pages.end();
        // A page without a hash was a hole, unless hashes were left out for lack of room.
        if (isNew ? !m_isFirstRound && m_pages.size() < maxPages : before->second != now)
            changed = offset;
        if (m_pagesThisRound.size() < maxPages)
            m_pagesThisRound[offset] = now;
    }
    return changed;
}

} // namespace shmlab
