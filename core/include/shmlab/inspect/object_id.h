// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/domain.h>

#include <cstddef>
#include <cstdint>
#include <functional>

#include <sys/types.h>

namespace shmlab {

/// The identity of an object, whatever its name. The domain is part of it: on the kernel's own mount the inodes of
/// memfds and the identifiers of System V are the same numbers.
struct ObjectId {
    dev_t device =
        0; ///< of the file system, as in stat(2) and /proc/PID/maps; System V: the inode of the IPC namespace
    ino_t inode = 0; ///< System V: the identifier
    Domain domain = Domain::PosixShm;
    bool operator==(const ObjectId &) const = default;
};

} // namespace shmlab

template <>
struct std::hash<shmlab::ObjectId> {
    std::size_t operator()(const shmlab::ObjectId &id) const noexcept
    {
        return std::hash<ino_t>{}(id.inode) ^ (std::hash<dev_t>{}(id.device) << 1U)
            ^ (std::size_t{static_cast<std::uint8_t>(id.domain)} << 60U);
    }
};
