// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/object_reader.h>

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <unordered_map>
#include <vector>

namespace shmlab {

/// A search through an object of any size with a buffer of a fixed one; holes are skipped where they cannot hold what
/// is searched for. May run on a thread of its own; `position` tells others how far it is.
class ByteSearch {
public:
    /// `object` must outlive it. `needle` must not be empty.
    ByteSearch(LookingCalls calls, const ObjectReader &object, std::span<const std::byte> needle);

    /// The first place at or behind `from`. Nothing when there is none, or when `stop` was requested.
    [[nodiscard]] Result<std::optional<off_t>> next(off_t from, const std::stop_token &stop = {});
    /// The last place before `before`.
    [[nodiscard]] Result<std::optional<off_t>> previous(off_t before, const std::stop_token &stop = {});
    [[nodiscard]] off_t position() const noexcept { return m_position.load(std::memory_order_relaxed); }

private:
    [[nodiscard]] Result<void> skipHolesBackwards(off_t &begin, off_t &end) const;

    LookingCalls m_calls;
    const ObjectReader &m_object;
    std::vector<std::byte> m_needle;
    std::vector<std::byte> m_buffer;
    bool m_skipsHoles;
    std::atomic<off_t> m_position{0};
};

/// Finds out where an object is being written, by comparing a part of it with what it was, part after part. Remembers a
/// number per page of data, for at most half a gibibyte of data; holes cost nothing.
class ChangeSweep {
public:
    static constexpr std::size_t pageBytes = 4096;
    static constexpr std::size_t longestStep = std::size_t{4} << 20U;

    /// Looks at the next part, at most longestStep of it. The offset of a page that is not what it was.
    [[nodiscard]] Result<std::optional<off_t>> step(LookingCalls calls, const ObjectReader &object);

private:
    static constexpr std::size_t mostPages = std::size_t{1} << 17U;

    std::unordered_map<off_t, std::size_t> m_pages;
    std::unordered_map<off_t, std::size_t> m_seenThisRound;
    std::vector<std::byte> m_buffer;
    off_t m_at = 0;
    bool m_isFirstRound = true;
};

} // namespace shmlab
