// SPDX-License-Identifier: MIT
#include <shmlab/inspect/byte_search.h>

#include <algorithm>
#include <cassert>
#include <string_view>

namespace shmlab {
namespace {

constexpr std::size_t bufferBytes = std::size_t{1} << 20U;

std::string_view text(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

} // namespace

ByteSearch::ByteSearch(const ByteSource &object, std::span<const std::byte> needle)
    : m_object(object),
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
            const auto data = m_object.nextData(at);
            if (!data)
                return std::unexpected(data.error());
            if (!*data)
                return std::nullopt;
            at = std::max(at, **data - overlap); // a match that begins in a hole may end after it
        }
        const auto got = m_object.readAt(at, m_buffer);
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

/// Narrows [begin, end) to its last part that holds data, at most a buffer long; `end` is 0 if there is none. What is
/// cut off after it holds no data. Matches may begin in the part and end up to `overlap` bytes after it.
Result<void> ByteSearch::skipHolesBackwards(off_t &begin, off_t &end) const
{
    const auto overlap = static_cast<off_t>(m_needle.size()) - 1;
    auto length = static_cast<off_t>(bufferBytes);
    bool isSmaller = false; // first double the part until it holds data, then halve it
    for (;;) {
        begin = std::max<off_t>(0, end - length);
        const auto data = m_object.nextData(begin);
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
    const auto status = m_object.status();
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
            m_object.readAt(begin, std::span(m_buffer).first(static_cast<std::size_t>(end - begin) + overlap));
        if (!got)
            return std::unexpected(got.error());
        const std::string_view seen = text(std::span(m_buffer).first(*got));
        if (const auto found = seen.rfind(text(m_needle)); found != std::string_view::npos)
            return begin + static_cast<off_t>(found);
        end = begin;
    }
    return std::nullopt;
}

} // namespace shmlab
