// SPDX-License-Identifier: MIT
#include <shmlab/base/inspect_calls.h>

#include "base/call_arguments.h"
#include "base/perform.h"

#include <dirent.h>
#include <mqueue.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace shmlab {
namespace {

constexpr unsigned statxMask = STATX_BASIC_STATS | STATX_BTIME;
constexpr int allowedFlags = O_DIRECTORY | O_PATH | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_NOATIME;

/// struct procmap_query of the kernel's fs.h, which on many systems is older than the running kernel.
struct MappingQuery {
    std::uint64_t size = sizeof(MappingQuery);
    std::uint64_t flags = 0x10 | 0x20; // PROCMAP_QUERY_COVERING_OR_NEXT_VMA, PROCMAP_QUERY_FILE_BACKED_VMA
    std::uint64_t address = 0;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t permissions = 0;
    std::uint64_t pageSize = 0;
    std::uint64_t offset = 0;
    std::uint64_t inode = 0;
    std::uint32_t deviceMajor = 0;
    std::uint32_t deviceMinor = 0;
    std::uint32_t pathSize = 0;
    std::uint32_t buildIdSize = 0;
    std::uint64_t path = 0;
    std::uint64_t buildId = 0;
};
static_assert(sizeof(MappingQuery) == 104, "the size is part of the command");
constexpr unsigned long procmapQuery = _IOWR('f', 17, MappingQuery); // PROCMAP_QUERY
constexpr std::uint64_t isSharedFlag = 0x08; // PROCMAP_QUERY_VMA_SHARED
constexpr std::uint64_t isWritableFlag = 0x02; // PROCMAP_QUERY_VMA_WRITABLE

constexpr int readOnlyFlags(int flags)
{
    return (flags & allowedFlags) | O_RDONLY | O_CLOEXEC;
}

} // namespace

Result<int> InspectCalls::open(const std::string &path, int flags) const
{
    return openAt(AT_FDCWD, path, flags);
}

Result<int> InspectCalls::openAt(int directory, const std::string &name, int flags) const
{
    return resultAs<int>(perform(
        Call::Open, CallKind::Retryable, [&] { return ::openat(directory, name.c_str(), readOnlyFlags(flags)); },
        [&] {
            const std::string file =
                arguments::list(arguments::quoted(name), arguments::openFlags(readOnlyFlags(flags)));
            return directory == AT_FDCWD ? file : arguments::list(directory, file); // as open(2) would show it
        }));
}

Result<void> InspectCalls::close(int fd) const
{
    return resultAsVoid(
        perform(Call::Close, CallKind::Releasing, [&] { return ::close(fd); }, [&] { return arguments::list(fd); }));
}

Result<std::size_t> InspectCalls::read(int fd, void *buffer, std::size_t size) const
{
    return resultAs<std::size_t>(perform(
        Call::Read, CallKind::Retryable, [&] { return ::read(fd, buffer, size); },
        [&] { return arguments::list(fd, std::string("…"), size); }));
}

Result<std::size_t> InspectCalls::readAt(int fd, void *buffer, std::size_t size, off_t offset) const
{
    return resultAs<std::size_t>(perform(
        Call::Pread, CallKind::Retryable, [&] { return ::pread(fd, buffer, size, offset); },
        [&] { return arguments::list(fd, std::string("…"), size, offset); }));
}

Result<off_t> InspectCalls::seek(int fd, off_t offset, int whence) const
{
    return resultAs<off_t>(perform(
        Call::Lseek, CallKind::Retryable, [&] { return ::lseek(fd, offset, whence); },
        [&] { return arguments::list(fd, offset, std::string(whence == SEEK_HOLE ? "SEEK_HOLE" : "SEEK_DATA")); }));
}

Result<std::size_t> InspectCalls::readlink(const std::string &path, char *buffer, std::size_t size) const
{
    return resultAs<std::size_t>(perform(
        Call::Readlink, CallKind::Retryable, [&] { return ::readlink(path.c_str(), buffer, size); },
        [&] { return arguments::list(arguments::quoted(path), std::string("…"), size); }));
}

Result<std::size_t> InspectCalls::getdents(int fd, void *buffer, std::size_t size) const
{
    return resultAs<std::size_t>(perform(
        Call::Getdents, CallKind::Retryable, [&] { return ::getdents64(fd, buffer, size); },
        [&] { return arguments::list(fd, std::string("…"), size); }));
}

Result<struct statx> InspectCalls::statDescriptor(int fd) const
{
    struct statx status{};
    const auto done = perform(
        Call::Statx, CallKind::Retryable, [&] { return ::statx(fd, "", AT_EMPTY_PATH, statxMask, &status); },
        [&] { return arguments::list(fd, std::string("\"\", AT_EMPTY_PATH")); });
    if (!done)
        return std::unexpected(done.error());
    return status;
}

Result<struct statx> InspectCalls::statPath(const std::string &path, Symlinks symlinks) const
{
    return statAt(AT_FDCWD, path, symlinks);
}

Result<struct statx> InspectCalls::statAt(int directory, const std::string &name, Symlinks symlinks) const
{
    struct statx status{};
    // A link in /proc/PID/fd may lead to a dead network file system; contacting its server would block.
    const int flags = symlinks == Symlinks::NoFollow ? AT_SYMLINK_NOFOLLOW : AT_STATX_DONT_SYNC;
    const auto done = perform(
        Call::Statx, CallKind::Retryable, [&] { return ::statx(directory, name.c_str(), flags, statxMask, &status); },
        [&] {
            return arguments::list(
                arguments::directory(directory), arguments::quoted(name),
                std::string(symlinks == Symlinks::NoFollow ? "AT_SYMLINK_NOFOLLOW" : "AT_STATX_DONT_SYNC"));
        });
    if (!done)
        return std::unexpected(done.error());
    return status;
}

Result<struct statfs> InspectCalls::statFileSystem(const std::string &path) const
{
    struct statfs status{};
    const auto done = perform(
        Call::Statfs, CallKind::Retryable, [&] { return ::statfs(path.c_str(), &status); },
        [&] { return arguments::quoted(path); });
    if (!done)
        return std::unexpected(done.error());
    return status;
}

Result<std::size_t> InspectCalls::listAttributes(int fd, char *buffer, std::size_t size) const
{
    return resultAs<std::size_t>(perform(
        Call::Flistxattr, CallKind::Retryable, [&] { return ::flistxattr(fd, buffer, size); },
        [&] { return arguments::list(fd, std::string("…"), size); }));
}

Result<std::size_t> InspectCalls::attribute(int fd, const std::string &name, void *buffer, std::size_t size) const
{
    return resultAs<std::size_t>(perform(
        Call::Fgetxattr, CallKind::Retryable, [&] { return ::fgetxattr(fd, name.c_str(), buffer, size); },
        [&] { return arguments::list(fd, arguments::quoted(name), std::string("…"), size); }));
}

Result<void> InspectCalls::queryLock(int fd, struct flock &range) const
{
    return resultAsVoid(perform(
        Call::Fcntl, CallKind::Retryable, [&] { return ::fcntl(fd, F_OFD_GETLK, &range); },
        [&] {
            return arguments::list(fd, arguments::lockArguments(F_OFD_GETLK, range.l_type, range.l_start, range.l_len));
        }));
}

Result<FileMapping> InspectCalls::nextMapping(int maps, std::uint64_t address, std::span<char> path) const
{
    MappingQuery query;
    query.address = address;
    query.pathSize = static_cast<std::uint32_t>(path.size());
    query.path = path.empty() ? 0 : reinterpret_cast<std::uintptr_t>(path.data());
    const auto done = perform(
        Call::Ioctl, CallKind::Retryable, [&] { return ::ioctl(maps, procmapQuery, &query); },
        [&] {
            const std::string room = path.empty() ? "" : ", vma_name_size=" + std::to_string(path.size());
            return arguments::list(maps, "PROCMAP_QUERY, {query_addr=" + arguments::hex(address) + room + '}');
        });
    if (!done)
        return std::unexpected(done.error());
    const bool isShared = (query.permissions & isSharedFlag) != 0;
    return FileMapping{.begin = query.begin,
                       .end = query.end,
                       .offset = query.offset,
                       .device = makedev(query.deviceMajor, query.deviceMinor),
                       .inode = query.inode,
                       .isShared = isShared,
                       .canWrite = isShared && (query.permissions & isWritableFlag) != 0};
}

Result<int> InspectCalls::openScratchFile(unsigned flags) const
{
    return resultAs<int>(perform(
        Call::MemfdCreate, CallKind::Retryable, [&] { return ::memfd_create("shmlab", flags | MFD_CLOEXEC); },
        [&] { return std::string("\"shmlab\", ") + arguments::hex(flags | MFD_CLOEXEC); }));
}

Result<std::size_t> InspectCalls::readMemory(pid_t pid, std::uint64_t address, std::span<std::byte> to) const
{
    const iovec local{.iov_base = to.data(), .iov_len = to.size()};
    const iovec remote{.iov_base = reinterpret_cast<void *>(address), .iov_len = to.size()};
    return resultAs<std::size_t>(perform(
        Call::ProcessVmReadv, CallKind::Retryable, [&] { return ::process_vm_readv(pid, &local, 1, &remote, 1, 0); },
        [&] {
            return arguments::list(pid, std::string("…, 1, {") + arguments::hex(address),
                                   std::to_string(to.size()) + '}', std::string("1, 0"));
        }));
}

Result<QueueAttributes> InspectCalls::queueAttributes(int queue) const
{
    mq_attr attributes{};
    const auto done = perform(
        Call::MqGetattr, CallKind::Retryable, [&] { return ::mq_getattr(queue, &attributes); },
        [&] { return arguments::list(queue, std::string("…")); });
    if (!done)
        return std::unexpected(done.error());
    return QueueAttributes{.maxMessages = attributes.mq_maxmsg,
                           .maxMessageBytes = attributes.mq_msgsize,
                           .messages = attributes.mq_curmsgs};
}

Result<bool> InspectCalls::sharesDescriptors(pid_t one, pid_t other) const
{
    constexpr int files = 2; // KCMP_FILES of linux/kcmp.h
    const auto order = perform(
        Call::Kcmp, CallKind::Retryable, [&] { return ::syscall(SYS_kcmp, one, other, files, 0, 0); },
        [&] { return arguments::list(one, other, std::string("KCMP_FILES, 0, 0")); });
    if (!order)
        return std::unexpected(order.error());
    return *order == 0;
}

} // namespace shmlab
