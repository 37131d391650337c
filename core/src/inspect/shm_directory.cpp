// SPDX-License-Identifier: MIT
#include <shmlab/inspect/shm_directory.h>

#include <shmlab/inspect/process.h>

#include <cerrno>

#include <linux/magic.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

namespace shmlab {

Result<ShmDirectory> inspectShmDirectory(InspectCalls calls)
{
    const std::string &path = calls.roots().shm;
    ShmDirectory directory{.mountNamespace = ownNamespace(calls, "mnt")};
    const auto status = calls.statPath(path, InspectCalls::Symlinks::Follow);
    if (!status && (status.error().errorNumber == ENOENT || status.error().errorNumber == ENOTDIR))
        return directory;
    if (!status)
        return std::unexpected(status.error());
    const auto fileSystem = calls.statFileSystem(path);
    if (!fileSystem)
        return std::unexpected(fileSystem.error());
    const auto type = static_cast<unsigned long>(fileSystem->f_type);
    directory.exists = S_ISDIR(status->stx_mode);
    directory.isMemory = type == TMPFS_MAGIC || type == RAMFS_MAGIC;
    directory.isReadOnly = (fileSystem->f_flags & ST_RDONLY) != 0;
    directory.mode = status->stx_mode & 07777U;
    const auto blockBytes = static_cast<std::uint64_t>(fileSystem->f_bsize);
    directory.sizeBytes = fileSystem->f_blocks * blockBytes;
    directory.freeBytes = fileSystem->f_bavail * blockBytes;
    directory.inodes = fileSystem->f_files;
    directory.freeInodes = fileSystem->f_ffree;
    directory.device = makedev(status->stx_dev_major, status->stx_dev_minor);
    return directory;
}

} // namespace shmlab
