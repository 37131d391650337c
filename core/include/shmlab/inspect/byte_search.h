// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_reader.h>

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
class SHMLAB_EXPORT ByteSearch {
public:
    /// `object` must outlive it. `needle` must not be empty.
    ByteSearch(InspectCalls calls, const ObjectReader &object, std::span<const std::byte> needle);

    /// The first place at or behind `from`. Nothing when there is none, or when `stop` was requested.
    [[nodiscard]] Result<std::optional<off_t>> next(off_t from, const std::stop_token &stop = {});
    /// The last place before `before`.
    [[nodiscard]] Result<std::optional<off_t>> previous(off_t before, const std::stop_token &stop = {});
    [[nodiscard]] off_t position() const noexcept { return m_position.load(std::memory_order_relaxed); }

private:
    [[nodiscard]] Result<void> skipHolesBackwards(off_t &begin, off_t &end) const;

    InspectCalls m_calls;
    const ObjectReader &m_object;
    std::vector<std::byte> m_needle;
    std::vector<std::byte> m_buffer;
    bool m_skipsHoles;
    std::atomic<off_t> m_position{0};
};

/// Finds out where an object is being written, by comparing a part of it with what it was, part after part. Remembers a
/// number per page of data, for at most half a gibibyte of data; holes cost nothing.
class SHMLAB_EXPORT ChangeSweep {
public:
    static constexpr std::size_t pageBytes = 4096;
    static constexpr std::size_t maxStepBytes = std::size_t{4} << 20U;

    /// Looks at the next part, at most maxStepBytes of it in some hundred extents. The offset of a page that is not
    /// what it was.
    [[nodiscard]] Result<std::optional<off_t>> step(InspectCalls calls, const ObjectReader &object);

private:
    static constexpr std::size_t maxPages = std::size_t{1} << 17U;
    static constexpr int maxExtents = 256;

    [[nodiscard]] std::optional<off_t> compare(std::size_t length);

    std::unordered_map<off_t, std::size_t> m_pages;
    std::unordered_map<off_t, std::size_t> m_pagesThisRound;
    std::vector<std::byte> m_buffer;
    off_t m_at = 0;
    bool m_isFirstRound = true;
};

/// Where the writer of an object was seen last. Compares the page of his last change byte by byte, and finds him again
/// by a ChangeSweep when he has gone elsewhere.
class SHMLAB_EXPORT WriterTracker {
public:
    /// The offset of a byte that was seen to change since the last step; where he was found in another page, that
    /// page's, until he writes there again. With `sweeps` it also takes a step of the sweep, which may take a
    /// millisecond.
    [[nodiscard]] Result<std::optional<off_t>> step(InspectCalls calls, const ObjectReader &object, bool sweeps);

private:
    ChangeSweep m_sweep;
    off_t m_page = -1; ///< of the last change
    std::vector<std::byte> m_before; ///< what it was
};

} // namespace shmlab
