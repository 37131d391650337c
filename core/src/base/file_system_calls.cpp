// SPDX-License-Identifier: MIT
#include <shmlab/base/system_calls.h>

#include <shmlab/base/parent_directory.h>

#include "base/call_arguments.h"
#include "base/perform.h"

#include <array>
#include <cstdio>
#include <ctime>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

// The part of the seam that concerns files rather than mappings and processes: their names, leases, attributes and
// times.
namespace shmlab {

Result<int> SystemCalls::createFile(const std::string &path, mode_t mode) const
{
    return openFile(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
}

Result<void> SystemCalls::unlink(const std::string &path) const
{
    return resultAsVoid(perform(
        Call::Unlink, CallKind::Retryable, [&] { return ::unlink(path.c_str()); },
        [&] { return arguments::quoted(path); }));
}

Result<void> SystemCalls::renameNoReplace(int directory, const std::string &from, const std::string &to) const
{
    return resultAsVoid(perform(
        Call::Renameat2, CallKind::Retryable,
        [&] { return ::renameat2(directory, from.c_str(), directory, to.c_str(), RENAME_NOREPLACE); },
        [&] {
            const std::string folder = arguments::directory(directory);
            return arguments::list(folder, arguments::quoted(from), folder, arguments::quoted(to),
                                   std::string("RENAME_NOREPLACE"));
        }));
}

Result<void> SystemCalls::unlinkAt(int directory, const std::string &name) const
{
    return resultAsVoid(perform(
        Call::Unlinkat, CallKind::Retryable, [&] { return ::unlinkat(directory, name.c_str(), 0); },
        [&] { return arguments::list(arguments::directory(directory), arguments::quoted(name), 0); }));
}

Result<void> SystemCalls::setLease(int fd, int type) const
{
    return resultAsVoid(perform(
        Call::Fcntl, CallKind::Retryable, [&] { return ::fcntl(fd, F_SETLEASE, type); },
        [&] { return arguments::list(fd, arguments::fcntlCommand(F_SETLEASE, type)); }));
}

Result<void> SystemCalls::setLeaseSignal(int fd, int signal) const
{
    return resultAsVoid(perform(
        Call::Fcntl, CallKind::Retryable, [&] { return ::fcntl(fd, F_SETSIG, signal); },
        [&] { return arguments::list(fd, arguments::fcntlCommand(F_SETSIG, signal)); }));
}

Result<int> SystemCalls::leaseType(int fd) const
{
    return resultAs<int>(perform(
        Call::Fcntl, CallKind::Retryable, [&] { return ::fcntl(fd, F_GETLEASE); },
        [&] { return arguments::list(fd, std::string("F_GETLEASE")); }));
}

Result<void> SystemCalls::linkDescriptor(int pathDescriptor, const ObjectName &name) const
{
    const std::string from = "/proc/self/fd/" + std::to_string(pathDescriptor);
    const auto parent = ParentDirectory::open(*this, name);
    if (!parent)
        return std::unexpected(parent.error());
    const std::string to = parent->path();
    return resultAsVoid(perform(
        Call::Linkat, CallKind::Retryable,
        [&] { return ::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), AT_SYMLINK_FOLLOW); },
        [&] {
            return arguments::list(std::string("AT_FDCWD"), arguments::quoted(from), std::string("AT_FDCWD"),
                                   arguments::quoted(to), std::string("AT_SYMLINK_FOLLOW"));
        }));
}

Result<void> SystemCalls::setAttribute(int fd, const std::string &name, std::span<const std::byte> value) const
{
    return resultAsVoid(perform(
        Call::Fsetxattr, CallKind::Retryable,
        [&] { return ::fsetxattr(fd, name.c_str(), value.data(), value.size(), 0); },
        [&] { return arguments::list(fd, arguments::quoted(name), std::string("…"), value.size(), 0); }));
}

Result<void> SystemCalls::removeAttribute(int fd, const std::string &name) const
{
    return resultAsVoid(perform(
        Call::Fremovexattr, CallKind::Retryable, [&] { return ::fremovexattr(fd, name.c_str()); },
        [&] { return arguments::list(fd, arguments::quoted(name)); }));
}

Result<void> SystemCalls::setTimes(int fd, const timespec &access, const timespec &modification) const
{
    const std::array times{access, modification};
    return resultAsVoid(perform(
        Call::Futimens, CallKind::Retryable, [&] { return ::futimens(fd, times.data()); },
        [&] {
            return arguments::list(fd,
                                   "{{" + arguments::list(access.tv_sec, access.tv_nsec) + "}, {"
                                       + arguments::list(modification.tv_sec, modification.tv_nsec) + "}}");
        }));
}

} // namespace shmlab
