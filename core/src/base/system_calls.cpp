// SPDX-License-Identifier: MIT
#include <shmlab/base/system_calls.h>

#include <shmlab/base/parent_directory.h>

#include "base/call_arguments.h"
#include "base/perform.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <limits>
#include <utility>

#include <fcntl.h>
#include <linux/futex.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace shmlab {
namespace {

/// Keeps SIGXFSZ, which the kernel sends with EFBIG when a file size limit is hit, from ending the process. Its handler
/// is not touched.
class SigxfszBlocker {
public:
    SigxfszBlocker()
    {
        ::sigemptyset(&m_signal);
        ::sigaddset(&m_signal, SIGXFSZ);
        ::pthread_sigmask(SIG_BLOCK, &m_signal, &m_before);
    }
    ~SigxfszBlocker()
    {
        if (::sigismember(&m_before, SIGXFSZ) == 0) {
            constexpr timespec atOnce{};
            ::sigtimedwait(&m_signal, nullptr, &atOnce);
        }
        ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    SigxfszBlocker(const SigxfszBlocker &) = delete;
    SigxfszBlocker &operator=(const SigxfszBlocker &) = delete;

private:
    sigset_t m_signal{};
    sigset_t m_before{};
};

/// struct pidfd_info of <linux/pidfd.h>, in its first version; the headers of Debian 12 and 13 lack it.
struct PidfdInfo {
    std::uint64_t mask = 0;
    std::uint64_t cgroup = 0;
    std::array<std::uint32_t, 11> ids{};
    std::int32_t endStatus = 0;
};
static_assert(sizeof(PidfdInfo) == 64);
constexpr std::uint64_t pidfdInfoExit = 1U << 3U;
constexpr auto pidfdGetInfo = _IOWR(0xff, 11, PidfdInfo);

} // namespace

Result<int> SystemCalls::shmOpen(const ObjectName &name, int flags, mode_t mode) const
{
    if (!roots().hasRealShm() || name.isInDirectory()) { // does what shm_open(3) does, in another directory
        const auto parent = ParentDirectory::open(*this, name);
        if (!parent)
            return std::unexpected(parent.error());
        return openFile(parent->path(), flags | O_NOFOLLOW | O_CLOEXEC, mode);
    }
    return resultAs<int>(perform(
        Call::ShmOpen, CallKind::Retryable, [&] { return ::shm_open(name.c_str(), flags, mode); },
        [&] {
            return arguments::list(arguments::quoted(name.bytes()), arguments::openFlags(flags),
                                   arguments::octal(mode));
        }));
}

Result<int> SystemCalls::reopen(int pathDescriptor, int flags) const
{
    return openFile("/proc/self/fd/" + std::to_string(pathDescriptor), flags | O_CLOEXEC, 0);
}

Result<int> SystemCalls::openFile(const std::string &path, int flags, mode_t mode) const
{
    return resultAs<int>(perform(
        Call::Open, CallKind::Retryable, [&] { return ::open(path.c_str(), flags, mode); },
        [&] { return arguments::list(arguments::quoted(path), arguments::openFlags(flags), arguments::octal(mode)); }));
}

Result<void> SystemCalls::shmUnlink(const ObjectName &name) const
{
    if (!roots().hasRealShm() || name.isInDirectory()) {
        const auto parent = ParentDirectory::open(*this, name);
        return parent ? unlink(parent->path()) : std::unexpected(parent.error());
    }
    return resultAsVoid(perform(
        Call::ShmUnlink, CallKind::Retryable, [&] { return ::shm_unlink(name.c_str()); },
        [&] { return arguments::quoted(name.bytes()); }));
}

Result<void> SystemCalls::fchmod(int fd, mode_t mode) const
{
    return resultAsVoid(perform(
        Call::Fchmod, CallKind::Retryable, [&] { return ::fchmod(fd, mode); },
        [&] { return arguments::list(fd, arguments::octal(mode)); }));
}

Result<void> SystemCalls::fchown(int fd, uid_t owner, gid_t group) const
{
    return resultAsVoid(perform(
        Call::Fchown, CallKind::Retryable, [&] { return ::fchown(fd, owner, group); },
        [&] { return arguments::list(fd, owner, group); }));
}

Result<std::size_t> SystemCalls::writeAt(int fd, const void *buffer, std::size_t size, off_t offset) const
{
    const SigxfszBlocker blocked;
    return resultAs<std::size_t>(perform(
        Call::Pwrite, CallKind::Retryable, [&] { return ::pwrite(fd, buffer, size, offset); },
        [&] { return arguments::list(fd, std::string("…"), size, offset); }));
}

Result<void> SystemCalls::lock(int fd, struct flock &range) const
{
    return resultAsVoid(perform(
        Call::Fcntl, CallKind::Retryable, [&] { return ::fcntl(fd, F_OFD_SETLK, &range); },
        [&] {
            return arguments::list(fd, arguments::lockArguments(F_OFD_SETLK, range.l_type, range.l_start, range.l_len));
        }));
}

Result<void> SystemCalls::truncate(int fd, off_t size) const
{
    const SigxfszBlocker blocked;
    return resultAsVoid(perform(
        Call::Ftruncate, CallKind::Retryable, [&] { return ::ftruncate(fd, size); },
        [&] { return arguments::list(fd, size); }));
}

Result<void> SystemCalls::allocate(int fd, off_t size) const
{
    const SigxfszBlocker blocked;
    return resultAsVoid(perform(
        Call::PosixFallocate, CallKind::Retryable,
        [&] {
            const int failure = ::posix_fallocate(fd, 0, size); // reports by its result and leaves errno alone
            errno = failure;
            return failure == 0 ? 0 : -1;
        },
        [&] { return arguments::list(fd, 0, size); }));
}

Result<void> SystemCalls::reserve(int fd, off_t size) const
{
    const SigxfszBlocker blocked;
    return resultAsVoid(perform(
        Call::Fallocate, CallKind::Retryable, [&] { return ::fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, size); },
        [&] { return arguments::list(fd, std::string("FALLOC_FL_KEEP_SIZE"), 0, size); }));
}

Result<void *> SystemCalls::map(int fd, std::size_t size, int protection) const
{
    const auto address = perform(
        Call::Mmap, CallKind::Retryable,
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
    return resultAsVoid(perform(
        Call::Munmap, CallKind::Releasing, [&] { return ::munmap(address, size); },
        [&] { return arguments::list(arguments::hex(reinterpret_cast<std::uintptr_t>(address)), size); }));
}

Result<void> SystemCalls::advise(void *address, std::size_t size, int advice) const
{
    return resultAsVoid(perform(
        Call::Madvise, CallKind::Retryable, [&] { return ::madvise(address, size, advice); },
        [&] {
            return arguments::list(arguments::hex(reinterpret_cast<std::uintptr_t>(address)), size,
                                   arguments::advice(advice));
        }));
}

Result<int> SystemCalls::pidfdOpen(pid_t pid) const
{
    return resultAs<int>(perform(
        Call::PidfdOpen, CallKind::Retryable, [&] { return ::syscall(SYS_pidfd_open, pid, 0); },
        [&] { return arguments::list(pid, 0); }));
}

Result<std::optional<int>> SystemCalls::endStatus(int pidfd) const
{
    PidfdInfo info{.mask = pidfdInfoExit};
    const auto done = perform(
        Call::Ioctl, CallKind::Retryable, [&] { return ::ioctl(pidfd, pidfdGetInfo, &info); },
        [&] { return arguments::list(pidfd, std::string("PIDFD_GET_INFO, {PIDFD_INFO_EXIT}")); });
    if (!done)
        return std::unexpected(done.error());
    return (info.mask & pidfdInfoExit) != 0 ? std::optional(info.endStatus) : std::nullopt;
}

Result<bool> SystemCalls::isReadable(int fd) const
{
    pollfd wanted{.fd = fd, .events = POLLIN, .revents = 0};
    return resultAs<bool>(perform(
        Call::Poll, CallKind::Retryable, [&] { return ::poll(&wanted, 1, 0); },
        [&] { return arguments::list('{' + std::to_string(fd) + ", POLLIN}", 1, 0); }));
}

Result<void> SystemCalls::futexWait(const std::int32_t *word, std::int32_t expected,
                                    std::chrono::nanoseconds maxWait) const
{
    // Absolute, so that a call repeated after EINTR waits for the rest only.
    const std::chrono::nanoseconds now = std::chrono::steady_clock::now().time_since_epoch();
    const std::chrono::nanoseconds end = now + std::min(maxWait, std::chrono::nanoseconds::max() - now);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(end);
    const timespec deadline{.tv_sec = seconds.count(), .tv_nsec = (end - seconds).count()};
    return resultAsVoid(perform(
        Call::Futex, CallKind::Retryable,
        [&] {
            return ::syscall(SYS_futex, word, FUTEX_WAIT_BITSET, expected, &deadline, nullptr, FUTEX_BITSET_MATCH_ANY);
        },
        [&] {
            return arguments::list(arguments::hex(reinterpret_cast<std::uintptr_t>(word)),
                                   std::string("FUTEX_WAIT_BITSET"), expected,
                                   '{' + arguments::list(deadline.tv_sec, deadline.tv_nsec) + '}', std::string("NULL"),
                                   std::string("FUTEX_BITSET_MATCH_ANY"));
        }));
}

Result<int> SystemCalls::futexWake(const std::int32_t *word) const
{
    constexpr int allWaiters = std::numeric_limits<int>::max();
    return resultAs<int>(perform(
        Call::Futex, CallKind::Retryable,
        [&] { return ::syscall(SYS_futex, word, FUTEX_WAKE, allWaiters, nullptr, nullptr, 0); },
        [&] {
            return arguments::list(arguments::hex(reinterpret_cast<std::uintptr_t>(word)), std::string("FUTEX_WAKE"),
                                   allWaiters);
        }));
}

void SystemCalls::yield() const
{
    (void)perform(Call::SchedYield, CallKind::Retryable, [] { return ::sched_yield(); }, [] { return std::string(); });
}

Result<int> SystemCalls::processors() const
{
    return resultAs<int>(perform(
        Call::Sysconf, CallKind::Retryable, [] { return ::sysconf(_SC_NPROCESSORS_ONLN); },
        [] { return std::string("_SC_NPROCESSORS_ONLN"); }));
}

Result<void> SystemCalls::pinTo(int processor) const
{
    if (processor < 0 || processor >= CPU_SETSIZE)
        return std::unexpected(Error{.call = Call::SchedSetaffinity, .errorNumber = EINVAL});
    cpu_set_t wanted;
    CPU_ZERO(&wanted);
    CPU_SET(static_cast<unsigned>(processor), &wanted);
    return resultAsVoid(perform(
        Call::SchedSetaffinity, CallKind::Retryable, [&] { return ::sched_setaffinity(0, sizeof wanted, &wanted); },
        [&] { return arguments::list(0, sizeof wanted, '[' + std::to_string(processor) + ']'); }));
}

} // namespace shmlab
