// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include <sys/types.h>

namespace shmlab {

/// The sets of objects that Shmlab knows; each has an ObjectDomain.
enum class Domain : std::uint8_t {
    PosixShm, ///< files of the file system at SystemRoots::shm
};

/// The identity of an object, whatever its name. A domain without files puts its own numbers into the two fields, as
/// System V the IPC namespace and the identifier.
struct ObjectId {
    dev_t device = 0; ///< of the file system, as in stat(2) and /proc/PID/maps
    ino_t inode = 0;
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
