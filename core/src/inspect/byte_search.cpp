// SPDX-License-Identifier: MIT
#include <shmlab/inspect/byte_search.h>

#include <algorithm>
#include <cassert>
#include <functional>
#include <string_view>
#include <utility>

namespace shmlab {
namespace {

constexpr std::size_t bufferBytes = std::size_t{1} << 20U;

std::string_view text(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

} // namespace

ByteSearch::ByteSearch(InspectCalls calls, const ObjectReader &object, std::span<const std::byte> needle)
    : m_calls(calls),
      m_object(object),
      m_needle(needle.begin(), needle.end()),
      m_buffer(bufferBytes + needle.size()),
      m_skipsHoles(std::ranges::any_of(needle, [](std::byte byte) { return byte != std::byte{0}; }))
{
    assert(!needle.empty());
}

Result<std::optional<off_t>> ByteSearch::next(off_t from, const std::stop_token &stop)
{
    const auto overlap = static_cast<off_t>(m_needle.size()) - 1;
    off_t at = std::max<off_t>(from, 0);
    while (!stop.stop_requested()) {
        m_position.store(at, std::memory_order_relaxed);
        if (m_skipsHoles) {
            const auto data = m_object.nextData(m_calls, at);
            if (!data)
                return std::unexpected(data.error());
            if (!*data)
                return std::nullopt;
            at = std::max(at, **data - overlap); // what begins in a hole may end behind it
        }
        const auto got = m_object.readAt(m_calls, at, m_buffer);
        if (!got)
            return std::unexpected(got.error());
        const std::string_view seen = text(std::span(m_buffer).first(*got));
        if (const auto found = seen.find(text(m_needle)); found != std::string_view::npos)
            return at + static_cast<off_t>(found);
        if (*got < m_buffer.size())
            return std::nullopt;
        at += static_cast<off_t>(*got) - overlap;
    }
    return std::nullopt;
}

/// Narrows [begin, end) to a part at its end of at most a buffer's length, such that what is cut off behind it, and if
/// nothing is left all of it, holds no data. Matches may begin in the part and end `overlap` bytes behind it.
Result<void> ByteSearch::skipHolesBackwards(off_t &begin, off_t &end) const
{
    const auto overlap = static_cast<off_t>(m_needle.size()) - 1;
    auto length = static_cast<off_t>(bufferBytes);
    bool isSmaller = false; // first ever larger parts, until one holds data, then halves of it
    for (;;) {
        begin = std::max<off_t>(0, end - length);
        const auto data = m_object.nextData(m_calls, begin);
        if (!data)
            return std::unexpected(data.error());
        const bool holdsData = *data && **data < end + overlap;
        if (holdsData && end - begin <= static_cast<off_t>(bufferBytes))
            return {};
        if (!holdsData) {
            end = begin;
            if (end == 0)
                return {};
        }
        isSmaller = isSmaller || holdsData;
        length = isSmaller ? std::max(length / 2, static_cast<off_t>(bufferBytes)) : length * 2;
    }
}

Result<std::optional<off_t>> ByteSearch::previous(off_t before, const std::stop_token &stop)
{
    const auto overlap = m_needle.size() - 1;
    const auto status = m_object.status(m_calls);
    if (!status)
        return std::unexpected(status.error());
    off_t end = std::min(before, status->sizeBytes);
    while (end > 0 && !stop.stop_requested()) {
        m_position.store(end, std::memory_order_relaxed);
        off_t begin = std::max<off_t>(0, end - static_cast<off_t>(bufferBytes));
        if (m_skipsHoles) {
            if (const auto done = skipHolesBackwards(begin, end); !done)
                return std::unexpected(done.error());
            if (end == 0)
                break;
        }
        const auto got =
            m_object.readAt(m_calls, begin, std::span(m_buffer).first(static_cast<std::size_t>(end - begin) + overlap));
        if (!got)
            return std::unexpected(got.error());
        const std::string_view seen = text(std::span(m_buffer).first(*got));
        if (const auto found = seen.rfind(text(m_needle)); found != std::string_view::npos)
            return begin + static_cast<off_t>(found);
        end = begin;
    }
    return std::nullopt;
}

Result<std::optional<off_t>> ChangeSweep::step(InspectCalls calls, const ObjectReader &object)
{
    m_buffer.resize(maxStepBytes);
    std::size_t left = maxStepBytes;
    for (int extents = 0; extents < maxExtents && left > 0; ++extents) {
        const auto data = object.nextData(calls, m_at);
        if (!data)
            return std::unexpected(data.error());
        if (!*data) { // the round is over
            m_pages = std::exchange(m_pagesThisRound, {});
            m_isFirstRound = false;
            m_at = 0;
            return std::nullopt;
        }
        m_at = **data / static_cast<off_t>(pageBytes) * static_cast<off_t>(pageBytes);
        const auto hole = object.nextHole(calls, **data);
        if (!hole)
            return std::unexpected(hole.error());
        const auto length = static_cast<std::size_t>(std::min<off_t>(*hole - m_at, static_cast<off_t>(left)));
        const auto got = object.readAt(calls, m_at, std::span(m_buffer).first(length));
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

/// The pages that begin at m_at and are in the buffer now. The last one that is not what it was.
std::optional<off_t> ChangeSweep::compare(std::size_t length)
{
    std::optional<off_t> changed;
    for (std::size_t begin = 0; begin < length; begin += pageBytes) {
        const off_t offset = m_at + static_cast<off_t>(begin);
        const auto page = std::span(m_buffer).subspan(begin, std::min(pageBytes, length - begin));
        const std::size_t now = std::hash<std::string_view>{}(text(page));
        const auto before = m_pages.find(offset);
        const bool isNew = before == m_pages.end();
        // Only with all pages remembered does an unknown one mean that it was a hole.
        if (isNew ? !m_isFirstRound && m_pages.size() < maxPages : before->second != now)
            changed = offset;
        if (m_pagesThisRound.size() < maxPages)
            m_pagesThisRound[offset] = now;
    }
    return changed;
}

Result<std::optional<off_t>> WriterTracker::step(InspectCalls calls, const ObjectReader &object, bool sweeps)
{
    const auto readPage = [&](std::vector<std::byte> &page) -> Result<void> {
        page.resize(ChangeSweep::pageBytes);
        const auto got = object.readAt(calls, m_page, page);
        if (!got)
            return std::unexpected(got.error());
        page.resize(*got);
        return {};
    };
    if (m_page >= 0) {
        std::vector<std::byte> now;
        if (const auto read = readPage(now); !read)
            return std::unexpected(read.error());
        const auto [before, after] = std::ranges::mismatch(m_before, now);
        const bool isOther = before != m_before.end() && after != now.end();
        const off_t at = m_page + (after - now.begin());
        m_before = std::move(now);
        if (isOther)
            return at;
    }
    if (!sweeps)
        return std::nullopt;
    const auto changed = m_sweep.step(calls, object);
    if (!changed || !*changed || **changed == m_page)
        return changed ? Result<std::optional<off_t>>(std::nullopt) : changed;
    m_page = **changed;
    if (const auto read = readPage(m_before); !read) // which of its bytes it is, the next change will tell
        return std::unexpected(read.error());
    return m_page;
}

} // namespace shmlab
