// SPDX-License-Identifier: MIT
#include <shmlab/system_calls.h>

#include "call_arguments.h"

#include <cerrno>
#include <csignal>
#include <ctime>
#include <limits>
#include <utility>

#include <linux/futex.h>
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace shmlab {
namespace {

constexpr unsigned statusFields = STATX_BASIC_STATS | STATX_BTIME;

Result<void> nothing(const Result<std::intptr_t> &result)
{
    if (!result)
        return std::unexpected(result.error());
    return {};
}

template <typename T>
Result<T> as(const Result<std::intptr_t> &result)
{
    if (!result)
        return std::unexpected(result.error());
    return static_cast<T>(*result);
}

/// Keeps SIGXFSZ, which a file size limit sends besides EFBIG, from ending the process; without touching its
/// handler.
class FileSizeSignalBlocked {
public:
    FileSizeSignalBlocked()
    {
        ::sigemptyset(&m_signal);
        ::sigaddset(&m_signal, SIGXFSZ);
        ::pthread_sigmask(SIG_BLOCK, &m_signal, &m_before);
    }
    ~FileSizeSignalBlocked()
    {
        if (::sigismember(&m_before, SIGXFSZ) == 0) {
            constexpr timespec atOnce{};
            ::sigtimedwait(&m_signal, nullptr, &atOnce);
        }
        ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    FileSizeSignalBlocked(const FileSizeSignalBlocked &) = delete;
    FileSizeSignalBlocked &operator=(const FileSizeSignalBlocked &) = delete;

private:
    sigset_t m_signal{};
    sigset_t m_before{};
};

} // namespace

template <typename Body, typename Arguments>
Result<std::intptr_t> SystemCalls::perform(Call call, Style style, Body body, Arguments arguments) const
{
    using Clock = std::chrono::steady_clock;
    for (;;) {
        const auto start = m_observer != nullptr ? Clock::now() : Clock::time_point{};
        std::string text = m_observer != nullptr ? arguments() : std::string();
        int errorNumber = m_observer != nullptr ? m_observer->injectedError(call, text) : 0;
        std::intptr_t result = -1;
        if (errorNumber == 0 || style == Style::Releasing) {
            result = static_cast<std::intptr_t>(body());
            const int fromCall = errno;
            if (errorNumber == 0 && result == -1)
                errorNumber = fromCall;
        }
        if (m_observer != nullptr) {
            m_observer->called({.call = call,
                                .arguments = std::move(text),
                                .result = errorNumber != 0 ? -1 : result,
                                .errorNumber = errorNumber,
                                .start = start,
                                .duration = Clock::now() - start});
        }
        if (errorNumber == EINTR && style == Style::Retried)
            continue;
        if (errorNumber != 0)
            return std::unexpected(Error{.call = call, .errorNumber = errorNumber});
        return result;
    }
}

Result<int> SystemCalls::shmOpen(const ObjectName &name, int flags, mode_t mode) const
{
    return as<int>(perform(
        Call::ShmOpen, Style::Retried, [&] { return ::shm_open(name.c_str(), flags, mode); },
        [&] {
            return arguments::list(arguments::quoted(name.bytes()), arguments::openFlags(flags),
                                   arguments::octal(mode));
        }));
}

Result<void> SystemCalls::shmUnlink(const ObjectName &name) const
{
    return nothing(perform(
        Call::ShmUnlink, Style::Retried, [&] { return ::shm_unlink(name.c_str()); },
        [&] { return arguments::quoted(name.bytes()); }));
}

Result<int> SystemCalls::open(const std::string &path, int flags) const
{
    flags |= O_CLOEXEC;
    return as<int>(perform(
        Call::Open, Style::Retried, [&] { return ::open(path.c_str(), flags); },
        [&] { return arguments::list(arguments::quoted(path), arguments::openFlags(flags)); }));
}

Result<void> SystemCalls::close(int fd) const
{
    return nothing(
        perform(Call::Close, Style::Releasing, [&] { return ::close(fd); }, [&] { return arguments::list(fd); }));
}

Result<std::size_t> SystemCalls::read(int fd, void *buffer, std::size_t size) const
{
    return as<std::size_t>(perform(
        Call::Read, Style::Retried, [&] { return ::read(fd, buffer, size); },
        [&] { return arguments::list(fd, std::string("…"), size); }));
}

Result<std::size_t> SystemCalls::readlink(const std::string &path, char *buffer, std::size_t size) const
{
    return as<std::size_t>(perform(
        Call::Readlink, Style::Retried, [&] { return ::readlink(path.c_str(), buffer, size); },
        [&] { return arguments::list(arguments::quoted(path), std::string("…"), size); }));
}

Result<std::size_t> SystemCalls::getdents(int fd, void *buffer, std::size_t size) const
{
    return as<std::size_t>(perform(
        Call::Getdents, Style::Retried, [&] { return ::syscall(SYS_getdents64, fd, buffer, size); },
        [&] { return arguments::list(fd, std::string("…"), size); }));
}

Result<struct statx> SystemCalls::statDescriptor(int fd) const
{
    struct statx status{};
    const auto done = perform(
        Call::Statx, Style::Retried, [&] { return ::statx(fd, "", AT_EMPTY_PATH, statusFields, &status); },
        [&] { return arguments::list(fd, std::string("\"\", AT_EMPTY_PATH")); });
    if (!done)
        return std::unexpected(done.error());
    return status;
}

Result<struct statx> SystemCalls::statPath(const std::string &path, Links links) const
{
    struct statx status{};
    // A link of /proc/PID/fd may lead to a dead network file system, whose server must not be asked.
    const int flags = links == Links::Show ? AT_SYMLINK_NOFOLLOW : AT_STATX_DONT_SYNC;
    const auto done = perform(
        Call::Statx, Style::Retried, [&] { return ::statx(AT_FDCWD, path.c_str(), flags, statusFields, &status); },
        [&] {
            return arguments::list(std::string("AT_FDCWD"), arguments::quoted(path),
                                   std::string(links == Links::Show ? "AT_SYMLINK_NOFOLLOW" : "AT_STATX_DONT_SYNC"));
        });
    if (!done)
        return std::unexpected(done.error());
    return status;
}

Result<struct statfs> SystemCalls::statFileSystem(const std::string &path) const
{
    struct statfs status{};
    const auto done = perform(
        Call::Statfs, Style::Retried, [&] { return ::statfs(path.c_str(), &status); },
        [&] { return arguments::quoted(path); });
    if (!done)
        return std::unexpected(done.error());
    return status;
}

Result<void> SystemCalls::fchmod(int fd, mode_t mode) const
{
    return nothing(perform(
        Call::Fchmod, Style::Retried, [&] { return ::fchmod(fd, mode); },
        [&] { return arguments::list(fd, arguments::octal(mode)); }));
}

Result<void> SystemCalls::lock(int fd, int command, struct flock &range) const
{
    return nothing(perform(
        Call::Fcntl, Style::Retried, [&] { return ::fcntl(fd, command, &range); },
        [&] { return arguments::list(fd, arguments::lockOf(command, range.l_type, range.l_start, range.l_len)); }));
}

Result<void> SystemCalls::fcntl(int fd, int command, int argument) const
{
    return nothing(perform(
        Call::Fcntl, Style::Retried, [&] { return ::fcntl(fd, command, argument); },
        [&] { return arguments::list(fd, arguments::fcntlCommand(command, argument)); }));
}

Result<void> SystemCalls::truncate(int fd, off_t size) const
{
    const FileSizeSignalBlocked blocked;
    return nothing(perform(
        Call::Ftruncate, Style::Retried, [&] { return ::ftruncate(fd, size); },
        [&] { return arguments::list(fd, size); }));
}

Result<void> SystemCalls::allocate(int fd, off_t size) const
{
    const FileSizeSignalBlocked blocked;
    return nothing(perform(
        Call::PosixFallocate, Style::Retried,
        [&] {
            const int failure = ::posix_fallocate(fd, 0, size); // reports by its result and leaves errno alone
            errno = failure;
            return failure == 0 ? 0 : -1;
        },
        [&] { return arguments::list(fd, 0, size); }));
}

Result<void *> SystemCalls::map(int fd, std::size_t size, int protection) const
{
    const auto address = perform(
        Call::Mmap, Style::Retried,
        [&] { return reinterpret_cast<std::intptr_t>(::mmap(nullptr, size, protection, MAP_SHARED, fd, 0)); },
        [&] {
            return arguments::list(std::string("NULL"), size, arguments::protection(protection),
                                   std::string("MAP_SHARED"), fd, 0);
        });
    if (!address)
        return std::unexpected(address.error());
    return reinterpret_cast<void *>(*address);
}

Result<void> SystemCalls::unmap(void *address, std::size_t size) const
{
    return nothing(perform(
        Call::Munmap, Style::Releasing, [&] { return ::munmap(address, size); },
        [&] { return arguments::list(arguments::hex(reinterpret_cast<std::uintptr_t>(address)), size); }));
}

Result<void> SystemCalls::advise(void *address, std::size_t size, int advice) const
{
    return nothing(perform(
        Call::Madvise, Style::Retried, [&] { return ::madvise(address, size, advice); },
        [&] {
            return arguments::list(arguments::hex(reinterpret_cast<std::uintptr_t>(address)), size,
                                   arguments::advice(advice));
        }));
}

Result<int> SystemCalls::pidfdOpen(pid_t pid) const
{
    return as<int>(perform(
        Call::PidfdOpen, Style::Retried, [&] { return ::syscall(SYS_pidfd_open, pid, 0); },
        [&] { return arguments::list(pid, 0); }));
}

Result<bool> SystemCalls::isReadable(int fd) const
{
    pollfd wanted{.fd = fd, .events = POLLIN, .revents = 0};
    return as<bool>(perform(
        Call::Poll, Style::Retried, [&] { return ::poll(&wanted, 1, 0); },
        [&] { return arguments::list('{' + std::to_string(fd) + ", POLLIN}", 1, 0); }));
}

Result<void> SystemCalls::futexWait(const std::int32_t *word, std::int32_t expected,
                                    std::chrono::nanoseconds patience) const
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(patience);
    const timespec timeout{.tv_sec = seconds.count(), .tv_nsec = (patience - seconds).count()};
    return nothing(perform(
        Call::Futex, Style::Retried,
        [&] { return ::syscall(SYS_futex, word, FUTEX_WAIT, expected, &timeout, nullptr, 0); },
        [&] {
            return arguments::list(arguments::hex(reinterpret_cast<std::uintptr_t>(word)), std::string("FUTEX_WAIT"),
                                   expected, '{' + arguments::list(timeout.tv_sec, timeout.tv_nsec) + '}');
        }));
}

Result<int> SystemCalls::futexWake(const std::int32_t *word) const
{
    constexpr int everybody = std::numeric_limits<int>::max();
    return as<int>(perform(
        Call::Futex, Style::Retried,
        [&] { return ::syscall(SYS_futex, word, FUTEX_WAKE, everybody, nullptr, nullptr, 0); },
        [&] {
            return arguments::list(arguments::hex(reinterpret_cast<std::uintptr_t>(word)), std::string("FUTEX_WAKE"),
                                   everybody);
        }));
}

void SystemCalls::yield() const
{
    (void)perform(Call::SchedYield, Style::Retried, [] { return ::sched_yield(); }, [] { return std::string(); });
}

Result<int> SystemCalls::processors() const
{
    return as<int>(perform(
        Call::Sysconf, Style::Retried, [] { return ::sysconf(_SC_NPROCESSORS_ONLN); },
        [] { return std::string("_SC_NPROCESSORS_ONLN"); }));
}

Result<void> SystemCalls::pinTo(int processor) const
{
    if (processor < 0 || processor >= CPU_SETSIZE)
        return std::unexpected(Error{.call = Call::SchedSetaffinity, .errorNumber = EINVAL});
    cpu_set_t wanted;
    CPU_ZERO(&wanted);
    CPU_SET(static_cast<unsigned>(processor), &wanted);
    return nothing(perform(
        Call::SchedSetaffinity, Style::Retried, [&] { return ::sched_setaffinity(0, sizeof wanted, &wanted); },
        [&] { return arguments::list(0, sizeof wanted, '[' + std::to_string(processor) + ']'); }));
}

} // namespace shmlab
