// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/inspect_calls.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <optional>
#include <span>
#include <string>

#include <sys/types.h>

namespace shmlab {

/// The seam: every system call that core makes is a member of this class or, where it cannot change an object, of
/// InspectCalls. A value of two pointers, cheap to copy. Members may be called from any thread.
class SHMLAB_EXPORT SystemCalls : public InspectCalls {
public:
    using InspectCalls::InspectCalls;

    /// shm_open(3); open(2) if the roots are not those of this machine. Likewise shmUnlink(): shm_unlink(3) or
    /// unlink(2).
    [[nodiscard]] Result<int> shmOpen(const ObjectName &name, int flags, mode_t mode) const;
    [[nodiscard]] Result<void> shmUnlink(const ObjectName &name) const;
    /// Opens the file that `pathDescriptor` refers to, a descriptor opened with O_PATH, through /proc/self/fd: exactly
    /// the file that was examined, whatever its name leads to now. Adds O_CLOEXEC. Errors: those of open(2); ENOENT if
    /// /proc is not mounted.
    [[nodiscard]] Result<int> reopen(int pathDescriptor, int flags) const;
    /// renameat2(2) with RENAME_NOREPLACE. Errors: EEXIST `to` has the name; EINVAL the file system cannot do it.
    [[nodiscard]] Result<void> renameNoReplace(int directory, const std::string &from, const std::string &to) const;
    [[nodiscard]] Result<void> unlinkAt(int directory, const std::string &name) const;
    /// F_SETLEASE, F_WRLCK or F_UNLCK. When another process opens the file meanwhile, the kernel sends this process the
    /// signal of setLeaseSignal(); by default that is SIGIO, which ends it. Errors: EAGAIN somebody has the file open;
    /// EACCES it belongs to another user; EINVAL leases are disabled, or the file system has none.
    [[nodiscard]] Result<void> setLease(int fd, int type) const;
    [[nodiscard]] Result<void> setLeaseSignal(int fd, int signal) const;
    /// F_GETLEASE: F_WRLCK as long as nobody has tried to open the file since setLease().
    [[nodiscard]] Result<int> leaseType(int fd) const;
    [[nodiscard]] Result<void> fchmod(int fd, mode_t mode) const;
    [[nodiscard]] Result<void> fchown(int fd, uid_t owner, gid_t group) const;
    /// A new file outside of the roots, open for reading and writing, with O_EXCL and O_NOFOLLOW. Errors: those of
    /// open(2).
    [[nodiscard]] Result<int> createFile(const std::string &path, mode_t mode) const;
    /// unlink(2).
    [[nodiscard]] Result<void> unlink(const std::string &path) const;
    /// Gives the file that `pathDescriptor` refers to, a descriptor opened with O_PATH, one more name: linkat(2)
    /// through /proc/self/fd. Errors: EEXIST; EPERM not allowed for a file of another user (fs.protected_hardlinks);
    /// EXDEV, EMLINK, …
    [[nodiscard]] Result<void> linkDescriptor(int pathDescriptor, const ObjectName &name) const;
    /// fsetxattr(2).
    [[nodiscard]] Result<void> setAttribute(int fd, const std::string &name, std::span<const std::byte> value) const;
    /// fremovexattr(2).
    [[nodiscard]] Result<void> removeAttribute(int fd, const std::string &name) const;
    /// futimens(3).
    [[nodiscard]] Result<void> setTimes(int fd, const timespec &access, const timespec &modification) const;
    /// pwrite(2); may write less than asked for.
    [[nodiscard]] Result<std::size_t> writeAt(int fd, const void *buffer, std::size_t size, off_t offset) const;
    /// F_OFD_SETLK.
    [[nodiscard]] Result<void> lock(int fd, struct flock &range) const;
    [[nodiscard]] Result<void> truncate(int fd, off_t size) const;
    /// posix_fallocate(3). A file size limit gives EFBIG and no SIGXFSZ.
    [[nodiscard]] Result<void> allocate(int fd, off_t size) const;
    /// fallocate(2) with FALLOC_FL_KEEP_SIZE from offset 0 on: reserves memory, also beyond the end.
    [[nodiscard]] Result<void> reserve(int fd, off_t size) const;
    /// From offset 0, MAP_SHARED.
    [[nodiscard]] Result<void *> map(int fd, std::size_t size, int protection) const;
    [[nodiscard]] Result<void> unmap(void *address, std::size_t size) const;
    [[nodiscard]] Result<void> advise(void *address, std::size_t size, int advice) const;
    [[nodiscard]] Result<int> pidfdOpen(pid_t pid) const;
    /// PIDFD_GET_INFO of ioctl(2): how the process ended, as of wait(2); empty until its parent has collected that, and
    /// on Linux before 6.15. Errors: ENOTTY, EINVAL: Linux before 6.13; ESRCH.
    [[nodiscard]] Result<std::optional<int>> endStatus(int pidfd) const;
    /// Whether `fd` is readable now; never blocks.
    [[nodiscard]] Result<bool> isReadable(int fd) const;
    /// Sleeps while `word` has the value `expected`, until it is woken or `maxWait` is over; signals do not extend the
    /// wait. The form that is shared between processes (FUTEX_WAIT_BITSET without FUTEX_PRIVATE_FLAG, with an absolute
    /// deadline on CLOCK_MONOTONIC). Errors: EAGAIN `word` has another value, ETIMEDOUT, EFAULT the page is gone.
    [[nodiscard]] Result<void> futexWait(const std::int32_t *word, std::int32_t expected,
                                         std::chrono::nanoseconds maxWait) const;
    /// FUTEX_WAKE, the shared form: wakes all threads that sleep on `word` and returns their number.
    [[nodiscard]] Result<int> futexWake(const std::int32_t *word) const;
    void yield() const;
    /// The number of processors that are online.
    [[nodiscard]] Result<int> processors() const;
    /// Pins the calling thread to one processor. Errors: EINVAL no such processor, or it is not allowed.
    [[nodiscard]] Result<void> pinTo(int processor) const;

private:
    [[nodiscard]] Result<int> openFile(const std::string &path, int flags, mode_t mode) const;
};

} // namespace shmlab
