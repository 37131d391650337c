// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/error.h>
#include <shmlab/name.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/vfs.h>

namespace shmlab {

/// One finished call, as strace would show it.
struct CallRecord {
    Call call = Call::None;
    std::string arguments; ///< as in a C source, for example `"/test.shmem", O_RDWR, 0`
    std::intptr_t result = -1;
    int errorNumber = 0; ///< 0 for success
    std::chrono::steady_clock::time_point start;
    std::chrono::nanoseconds duration{};
};

/// Sees every call of the SystemCalls it was given to, on the thread that makes the call. Must outlive them.
class CallObserver {
public:
    virtual ~CallObserver() = default;
    /// A non-zero errno makes the call fail with it. The call is then not made, except close and munmap, which release
    /// what they were given even when they report an error.
    virtual int injectedError(Call, const std::string & /*arguments*/) { return 0; }
    virtual void called(const CallRecord &) { }
};

/// The seam: every system call that core makes is one of these members. EINTR is retried here and nowhere else (never
/// for close, whose descriptor is gone whatever it returns). Errors carry the call and its errno, the object's name is
/// added by on(). A value of one pointer, to be copied freely; without an observer it adds nothing to a call.
class SystemCalls {
public:
    SystemCalls() = default;
    explicit SystemCalls(CallObserver *observer) noexcept : m_observer(observer) { }

    [[nodiscard]] Result<int> shmOpen(const ObjectName &name, int flags, mode_t mode) const;
    [[nodiscard]] Result<void> shmUnlink(const ObjectName &name) const;
    /// O_CLOEXEC is added.
    [[nodiscard]] Result<int> open(const std::string &path, int flags) const;
    [[nodiscard]] Result<void> close(int fd) const;
    [[nodiscard]] Result<std::size_t> read(int fd, void *buffer, std::size_t size) const;
    [[nodiscard]] Result<std::size_t> readlink(const std::string &path, char *buffer, std::size_t size) const;
    /// getdents64(2): raw directory entries, 0 at the end.
    [[nodiscard]] Result<std::size_t> getdents(int fd, void *buffer, std::size_t size) const;
    [[nodiscard]] Result<struct statx> statDescriptor(int fd) const;
    enum class Links : std::uint8_t { Show, Follow };
    [[nodiscard]] Result<struct statx> statPath(const std::string &path, Links links = Links::Show) const;
    [[nodiscard]] Result<struct statfs> statFileSystem(const std::string &path) const;
    [[nodiscard]] Result<void> fchmod(int fd, mode_t mode) const;
    /// F_OFD_SETLK and F_OFD_GETLK.
    [[nodiscard]] Result<void> lock(int fd, int command, struct flock &range) const;
    /// F_SETSIG, F_SETLEASE.
    [[nodiscard]] Result<void> fcntl(int fd, int command, int argument) const;
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
                                         std::chrono::nanoseconds patience) const;
    /// FUTEX_WAKE, shared: all who sleep on `word`; returns how many there were.
    [[nodiscard]] Result<int> futexWake(const std::int32_t *word) const;
    void yield() const;
    /// How many processors are online.
    [[nodiscard]] Result<int> processors() const;
    /// Keeps the calling thread on one processor. Errors: EINVAL there is none of that number, or it is not allowed.
    [[nodiscard]] Result<void> pinTo(int processor) const;

private:
    enum class Style : std::uint8_t { Retried, Releasing };
    template <typename Body, typename Arguments>
    Result<std::intptr_t> perform(Call call, Style style, Body body, Arguments arguments) const;

    CallObserver *m_observer = nullptr;
};

/// The error of `failed`, told of the object it concerns.
template <typename T>
[[nodiscard]] std::unexpected<Error> on(const ObjectName &name, Result<T> &failed)
{
    failed.error().object = name.display();
    return std::unexpected(std::move(failed.error()));
}

} // namespace shmlab
