// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/inspect_calls.h>
#include <shmlab/inspect/object_id.h>

#include <cstdint>
#include <string>
#include <vector>

namespace shmlab {

/// A use of an object's file by the kernel itself: no process has it open, so no process scan shows it.
struct KernelUser {
    enum class Use : std::uint8_t {
        LoopDevice, ///< the file backs a block device
        SwapFile,
        Mount, ///< the file is mounted (bind) over another one; a write lease is granted all the same
    };
    Use use = Use::LoopDevice;
    std::string place; ///< "/dev/loop0", the path of the swap file, the mount point: bytes, as the kernel shows them
    bool operator==(const KernelUser &) const = default;
};

/// Where the file is mounted in the mount namespace of this process (/proc/self/mountinfo). Errors: those of reading
/// it; without such a file there are none.
[[nodiscard]] SHMLAB_EXPORT Result<std::vector<KernelUser>> mountsOf(InspectCalls calls, const ObjectId &identity);

/// Loop devices, swap files and mounts of the file, as far as /sys and /proc show them: not process accounting
/// (acct(2)), nor files and buffers that are registered with an io_uring, which no file names. What cannot be read is
/// left out, as are loop devices and swap files whose path has changed since.
[[nodiscard]] SHMLAB_EXPORT std::vector<KernelUser> kernelUsersOf(InspectCalls calls, const ObjectId &identity);

} // namespace shmlab
