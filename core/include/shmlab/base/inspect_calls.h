// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/error.h>
#include <shmlab/base/export.h>
#include <shmlab/base/name.h>
#include <shmlab/base/system_roots.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
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

/// Receives every call of the InspectCalls or SystemCalls it was given to, on the thread that makes the call. Must
/// outlive them.
class SHMLAB_EXPORT CallObserver {
public:
    virtual ~CallObserver() = default;
    /// A non-zero errno makes the call fail with it. The call is then not made, except close and munmap, which release
    /// their argument even when they report an error.
    virtual int injectedError(Call, const std::string & /*arguments*/) { return 0; }
    virtual void called(const CallRecord &) { }
};

/// A mapping of a file in some process, as the kernel reports it.
struct FileMapping {
    std::uint64_t begin = 0; ///< addresses in that process: [begin, end)
    std::uint64_t end = 0;
    std::uint64_t offset = 0; ///< of the byte of the file that lies at `begin`
    dev_t device = 0;
    ino_t inode = 0;
    bool isShared = false;
    bool canWrite = false; ///< shared and writable
};

/// What a message queue reports about itself.
struct QueueAttributes {
    long maxMessages = 0;
    long maxMessageBytes = 0;
    long messages = 0; ///< that wait in it now
};

/// The part of the seam that cannot change an object: the only calls that Shmlab::inspect makes. It opens read-only,
/// whatever the flags. EINTR is retried here and nowhere else (never for close, which releases the descriptor whatever
/// it returns). Errors carry the call and its errno, the object's name is added by errorFor(). A value of two pointers,
/// to be copied freely; without an observer it adds nothing to a call. The roots must outlive all copies.
class SHMLAB_EXPORT InspectCalls {
public:
    InspectCalls() = default;
    explicit InspectCalls(const SystemRoots &roots) noexcept : m_roots(&roots) { }
    explicit InspectCalls(CallObserver *observer, const SystemRoots &roots = SystemRoots::real()) noexcept
        : m_observer(observer),
          m_roots(&roots)
    {
    }
    explicit InspectCalls(SystemRoots &&) = delete;
    InspectCalls(CallObserver *, SystemRoots &&) = delete;
    [[nodiscard]] const SystemRoots &roots() const noexcept { return *m_roots; }
    /// The path of the object's file below these roots.
    [[nodiscard]] std::string pathOf(const ObjectName &name) const { return m_roots->shm + name.bytes(); }
    [[nodiscard]] bool isObserved() const noexcept { return m_observer != nullptr; }

    /// O_RDONLY and O_CLOEXEC; `flags` may add O_DIRECTORY, O_PATH, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY and O_NOATIME.
    [[nodiscard]] Result<int> open(const std::string &path, int flags) const;
    [[nodiscard]] Result<int> openAt(int directory, const std::string &name, int flags) const;
    [[nodiscard]] Result<void> close(int fd) const;
    [[nodiscard]] Result<std::size_t> read(int fd, void *buffer, std::size_t size) const;
    /// pread(2): fewer bytes than asked for where the file ends, 0 beyond.
    [[nodiscard]] Result<std::size_t> readAt(int fd, void *buffer, std::size_t size, off_t offset) const;
    /// SEEK_DATA, SEEK_HOLE. Errors: ENXIO nothing of that kind from `offset` on.
    [[nodiscard]] Result<off_t> seek(int fd, off_t offset, int whence) const;
    [[nodiscard]] Result<std::size_t> readlink(const std::string &path, char *buffer, std::size_t size) const;
    /// getdents64(2): raw directory entries, 0 at the end.
    [[nodiscard]] Result<std::size_t> getdents(int fd, void *buffer, std::size_t size) const;
    [[nodiscard]] Result<struct statx> statDescriptor(int fd) const;
    enum class Symlinks : std::uint8_t { NoFollow, Follow };
    [[nodiscard]] Result<struct statx> statPath(const std::string &path, Symlinks symlinks = Symlinks::NoFollow) const;
    [[nodiscard]] Result<struct statx> statAt(int directory, const std::string &name,
                                              Symlinks symlinks = Symlinks::NoFollow) const;
    [[nodiscard]] Result<struct statfs> statFileSystem(const std::string &path) const;
    /// flistxattr(2): the names of the extended attributes, each with a NUL; their size alone for a `size` of 0.
    /// Errors: EOPNOTSUPP, ERANGE.
    [[nodiscard]] Result<std::size_t> listAttributes(int fd, char *buffer, std::size_t size) const;
    /// fgetxattr(2): the value of an extended attribute; its size alone for a `size` of 0. Errors: ENODATA, EOPNOTSUPP,
    /// ERANGE, EACCES.
    [[nodiscard]] Result<std::size_t> attribute(int fd, const std::string &name, void *buffer, std::size_t size) const;
    /// F_OFD_GETLK: returns in `range` a conflicting lock of another open file description.
    [[nodiscard]] Result<void> queryLock(int fd, struct flock &range) const;
    /// PROCMAP_QUERY of ioctl(2): the first mapping of a file that ends after `address`, of the process whose
    /// /proc/PID/maps is open as `maps`. Its path, with a NUL, is written into `path` unless that is empty. Errors:
    /// ENOENT there is none; ESRCH the process no longer has an address space; ENAMETOOLONG; ENOTTY: Linux before 6.11.
    [[nodiscard]] Result<FileMapping> nextMapping(int maps, std::uint64_t address, std::span<char> path = {}) const;
    /// kcmp(2), KCMP_FILES: whether two threads have one table of descriptors. Errors: ESRCH, EPERM; ENOSYS where the
    /// kernel was built without it.
    [[nodiscard]] Result<bool> sharesDescriptors(pid_t one, pid_t other) const;
    /// memfd_create(2): an empty file of this process alone, by which the kernel's own mount is recognised. `flags` may
    /// have MFD_HUGETLB and a size of huge pages. Errors: ENOSYS, EINVAL, ENODEV: no such pages.
    [[nodiscard]] Result<int> openScratchFile(unsigned flags) const;
    /// process_vm_readv(2): as many bytes as the process has there; none of its pages is touched that it does not have
    /// present when the caller has checked that. Errors: EPERM, also by Yama; ESRCH; EFAULT.
    [[nodiscard]] Result<std::size_t> readMemory(pid_t pid, std::uint64_t address, std::span<std::byte> to) const;
    /// mq_getattr(3) on a queue that is open to read. Errors: EBADF.
    [[nodiscard]] Result<QueueAttributes> queueAttributes(int queue) const;
    /// inotify(7), non-blocking. A watch reports changes and makes none.
    [[nodiscard]] Result<int> openNotifier() const;
    /// Returns the watch, by which events name the directory. It must be a directory.
    [[nodiscard]] Result<int> watchDirectory(int notifier, const std::string &path, std::uint32_t events) const;
    /// fanotify(7), non-blocking, which names directory, file and process (FAN_REPORT_DFID_NAME). It is told afterwards
    /// and asked nothing: FAN_CLASS_NOTIF. Errors: EPERM without CAP_SYS_ADMIN; ENOSYS; EINVAL: Linux before 5.9.
    [[nodiscard]] Result<int> openFileNotifier() const;
    /// Marks the file system of `path`. Events that would ask for a permission are taken out of `events`.
    [[nodiscard]] Result<void> watchFileSystem(int notifier, const std::string &path, std::uint64_t events) const;
    /// name_to_handle_at(2): the bytes of the struct file_handle by which fanotify names a directory.
    [[nodiscard]] Result<std::string> handleOf(const std::string &path) const;
    /// open_by_handle_at(2) with O_PATH: what such a handle leads to, on the file system in which `mount` is open.
    /// Errors: EPERM without CAP_DAC_READ_SEARCH; ESTALE it is gone.
    [[nodiscard]] Result<int> openHandle(int mount, std::string handle) const;

protected:
    enum class CallKind : std::uint8_t { Retryable, Releasing };
    template <typename Body, typename Arguments>
    Result<std::intptr_t> perform(Call call, CallKind kind, Body body, Arguments arguments) const;

private:
    CallObserver *m_observer = nullptr;
    const SystemRoots *m_roots = &SystemRoots::real();
};

/// The error of `failed`, with the object that it concerns.
template <typename T>
[[nodiscard]] std::unexpected<Error> errorFor(const ObjectName &name, Result<T> &failed)
{
    failed.error().object = name.display();
    return std::unexpected(std::move(failed.error()));
}

} // namespace shmlab
