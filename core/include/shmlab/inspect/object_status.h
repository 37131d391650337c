// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/byte_range.h>
#include <shmlab/base/export.h>
#include <shmlab/base/inspect_calls.h>
#include <shmlab/inspect/object_id.h>

#include <cstdint>

#include <sys/types.h>

namespace shmlab {

struct SHMLAB_EXPORT ObjectStatus {
    ObjectId identity;
    off_t sizeBytes = 0;
    off_t allocatedBytes = 0;
    mode_t mode = 0; ///< with the file type bits
    uid_t owner = 0;
    gid_t group = 0;
    nlink_t links = 0; ///< 0: unlinked, it exists only as long as processes hold it
    std::int64_t createdSeconds = 0; ///< wall clock, seconds since 1970; 0 if the file system does not record it
    std::int64_t modifiedSeconds = 0; ///< of the last write(2) or truncation; stores through a mapping leave no trace
    bool operator==(const ObjectStatus &) const = default;

    [[nodiscard]] static ObjectStatus of(const struct statx &status) noexcept;
    [[nodiscard]] bool isRegular() const noexcept { return S_ISREG(mode); }
};

/// The status of what `name` leads to, without opening it; links are not followed. Errors: those of stat(2), ENOENT
/// first.
[[nodiscard]] SHMLAB_EXPORT Result<ObjectStatus> statusOf(InspectCalls calls, const ObjectName &name);

} // namespace shmlab
