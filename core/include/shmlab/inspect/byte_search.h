// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/byte_source.h>

#include <atomic>
#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace shmlab {

/// Searches an object of any size with a buffer of a fixed size; skips holes unless the needle is all zeros. May run on
/// a thread of its own: position() may be called from any thread.
class SHMLAB_EXPORT ByteSearch {
public:
    /// `object` must outlive it. `needle` must not be empty.
    ByteSearch(const ByteSource &object, std::span<const std::byte> needle);

    /// The first match at or after `from`. Nothing when there is none, or when `stop` was requested.
    [[nodiscard]] Result<std::optional<off_t>> next(off_t from, const std::stop_token &stop = {});
    /// The last match that begins before `before`.
    [[nodiscard]] Result<std::optional<off_t>> previous(off_t before, const std::stop_token &stop = {});
    [[nodiscard]] off_t position() const noexcept { return m_position.load(std::memory_order_relaxed); }

private:
    [[nodiscard]] Result<void> skipHolesBackwards(off_t &begin, off_t &end) const;

    const ByteSource &m_object;
    std::vector<std::byte> m_needle;
    std::vector<std::byte> m_buffer;
    bool m_skipsHoles;
    std::atomic<off_t> m_position{0};
};

} // namespace shmlab
