// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/byte_source.h>

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <vector>

namespace shmlab {

/// Finds out where an object is being written: compares it, part by part, with its earlier content, of which it keeps a
/// hash per page, for at most half a gibibyte of data; holes cost nothing.
class SHMLAB_EXPORT ChangeSweep {
public:
    static constexpr std::size_t pageBytes = 4096;
    static constexpr std::size_t maxStepBytes = std::size_t{4} << 20U;

    /// Reads the next part, at most maxStepBytes in some hundred extents. The offset of a page that has changed.
    [[nodiscard]] Result<std::optional<off_t>> step(const ByteSource &object);

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

} // namespace shmlab
