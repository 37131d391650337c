// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_status.h>

#include <cstdint>

#include <sys/types.h>

namespace shmlab {

/// The directory of all objects as this process sees it. It belongs to the mount namespace: in a container the same
/// path is another directory.
struct ShmDirectory {
    bool exists = false;
    bool isMemory = false; ///< a tmpfs or ramfs, as shm_overview(7) wants it
    bool isReadOnly = false;
    mode_t mode = 0; ///< permission bits; 01777 is right
    std::uint64_t sizeBytes = 0; ///< the capacity of its file system; 0: no limit
    std::uint64_t freeBytes = 0; ///< for ordinary users
    std::uint64_t inodes = 0; ///< how many files it can hold; 0: no limit
    std::uint64_t freeInodes = 0;
    dev_t device = 0;
    std::uint64_t mountNamespace = 0; ///< inode of /proc/self/ns/mnt; 0 if /proc does not show it
};

/// Errors: those of statx(2) and statfs(2), but not ENOENT and ENOTDIR: these mean that the directory does not exist.
[[nodiscard]] SHMLAB_EXPORT Result<ShmDirectory> inspectShmDirectory(InspectCalls calls);

} // namespace shmlab
