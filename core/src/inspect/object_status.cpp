// SPDX-License-Identifier: MIT
#include <shmlab/base/parent_directory.h>
#include <shmlab/inspect/object_status.h>

#include <sys/sysmacros.h>

namespace shmlab {
namespace {

constexpr off_t statxBlockBytes = 512;

} // namespace

ObjectStatus ObjectStatus::of(const struct statx &status) noexcept
{
    return {.identity = {makedev(status.stx_dev_major, status.stx_dev_minor), status.stx_ino},
            .sizeBytes = static_cast<off_t>(status.stx_size),
            .allocatedBytes = static_cast<off_t>(status.stx_blocks) * statxBlockBytes,
            .mode = status.stx_mode,
            .owner = status.stx_uid,
            .group = status.stx_gid,
            .links = status.stx_nlink,
            .createdSeconds = (status.stx_mask & STATX_BTIME) != 0 ? status.stx_btime.tv_sec : 0,
            .modifiedSeconds = status.stx_mtime.tv_sec};
}

Result<ObjectStatus> statusOf(InspectCalls calls, const ObjectName &name)
{
    auto parent = ParentDirectory::open(calls, name);
    if (!parent)
        return errorFor(name, parent);
    auto status = calls.statAt(parent->fd(), parent->leaf());
    if (!status)
        return errorFor(name, status);
    return ObjectStatus::of(*status);
}

} // namespace shmlab
