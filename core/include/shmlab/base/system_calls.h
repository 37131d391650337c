// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/inspect_calls.h>

#include <chrono>
#include <cstddef>
#include <cstdint>

#include <sys/types.h>

namespace shmlab {

/// The seam: every system call that core makes is one of these members, or one of those that cannot change an object,
/// in InspectCalls. A value of one pointer as well.
class SHMLAB_EXPORT SystemCalls : public InspectCalls {
public:
    using InspectCalls::InspectCalls;

    /// shm_open(3); open(2) where the roots are not the real ones, and likewise unlink(2) below.
    [[nodiscard]] Result<int> shmOpen(const ObjectName &name, int flags, mode_t mode) const;
    [[nodiscard]] Result<void> shmUnlink(const ObjectName &name) const;
    [[nodiscard]] Result<void> fchmod(int fd, mode_t mode) const;
    [[nodiscard]] Result<void> fchown(int fd, uid_t owner, gid_t group) const;
    /// pwrite(2); may write less than asked for.
    [[nodiscard]] Result<std::size_t> writeAt(int fd, const void *buffer, std::size_t size, off_t offset) const;
    /// F_OFD_SETLK.
    [[nodiscard]] Result<void> lock(int fd, struct flock &range) const;
    [[nodiscard]] Result<void> truncate(int fd, off_t size) const;
    /// posix_fallocate(3). A file size limit gives EFBIG and no SIGXFSZ.
    [[nodiscard]] Result<void> allocate(int fd, off_t size) const;
    /// From offset 0, MAP_SHARED.
    [[nodiscard]] Result<void *> map(int fd, std::size_t size, int protection) const;
    [[nodiscard]] Result<void> unmap(void *address, std::size_t size) const;
    [[nodiscard]] Result<void> advise(void *address, std::size_t size, int advice) const;
    [[nodiscard]] Result<int> pidfdOpen(pid_t pid) const;
    /// Whether `fd` is readable now; never blocks.
    [[nodiscard]] Result<bool> isReadable(int fd) const;
    /// FUTEX_WAIT, the form that is shared between processes: sleeps while `word` has the value `expected`, until it is
    /// woken. Errors: EAGAIN another value already, ETIMEDOUT, EFAULT the page is gone.
    [[nodiscard]] Result<void> futexWait(const std::int32_t *word, std::int32_t expected,
                                         std::chrono::nanoseconds maxWait) const;
    /// FUTEX_WAKE, shared: all who sleep on `word`; returns how many there were.
    [[nodiscard]] Result<int> futexWake(const std::int32_t *word) const;
    void yield() const;
    /// How many processors are online.
    [[nodiscard]] Result<int> processors() const;
    /// Keeps the calling thread on one processor. Errors: EINVAL there is none of that number, or it is not allowed.
    [[nodiscard]] Result<void> pinTo(int processor) const;

private:
    [[nodiscard]] Result<int> openFile(const std::string &path, int flags, mode_t mode) const;
};

} // namespace shmlab
