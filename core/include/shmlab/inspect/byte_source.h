// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/byte_range.h>
#include <shmlab/base/export.h>
#include <shmlab/inspect/object_status.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace shmlab {

/// Read access to the bytes of an object of any domain. Reading leaves content, size, allocation, mode, mtime and ctime
/// as they are. Const functions may be called from several threads.
class SHMLAB_EXPORT ByteSource {
public:
    virtual ~ByteSource() = default;

    [[nodiscard]] virtual ObjectId identity() const noexcept = 0;
    /// Its current size and link count.
    [[nodiscard]] virtual Result<ObjectStatus> status() const = 0;
    /// Fills `to` with the bytes from `offset` on; fewer where the object ends, 0 beyond its end. Holes read as zeros.
    /// Other processes may write meanwhile: the bytes need not be of the same instant.
    [[nodiscard]] virtual Result<std::size_t> readAt(off_t offset, std::span<std::byte> to) const = 0;
    /// The first byte from `from` on that is not in a hole; nothing when only holes follow.
    [[nodiscard]] virtual Result<std::optional<off_t>> nextData(off_t from) const = 0;
    /// The first byte from `from` on that is in a hole, or the end.
    [[nodiscard]] virtual Result<off_t> nextHole(off_t from) const = 0;
    /// Whether another process holds an exclusive lock that touches `range` (F_OFD_GETLK).
    [[nodiscard]] virtual Result<bool> isLockedByOthers(ByteRange range) const = 0;

protected:
    ByteSource() = default;
    ByteSource(const ByteSource &) = default;
    ByteSource &operator=(const ByteSource &) = default;
};

} // namespace shmlab
