// SPDX-License-Identifier: MIT
#include <shmlab/base/error.h>

#include <cerrno>
#include <cstring>

namespace shmlab {

const char *callName(Call call) noexcept
{
    switch (call) {
    case Call::None: return "";
    case Call::ShmOpen: return "shm_open";
    case Call::ShmUnlink: return "shm_unlink";
    case Call::Unlink: return "unlink";
    case Call::Unlinkat: return "unlinkat";
    case Call::Renameat2: return "renameat2";
    case Call::Open: return "open";
    case Call::Close: return "close";
    case Call::Read: return "read";
    case Call::Pread: return "pread";
    case Call::Lseek: return "lseek";
    case Call::Readlink: return "readlink";
    case Call::Getdents: return "getdents64";
    case Call::Ioctl: return "ioctl";
    case Call::Statx: return "statx";
    case Call::Statfs: return "statfs";
    case Call::Flistxattr: return "flistxattr";
    case Call::Fgetxattr: return "fgetxattr";
    case Call::InotifyInit: return "inotify_init1";
    case Call::InotifyAddWatch: return "inotify_add_watch";
    case Call::FanotifyInit: return "fanotify_init";
    case Call::FanotifyMark: return "fanotify_mark";
    case Call::NameToHandle: return "name_to_handle_at";
    case Call::OpenByHandle: return "open_by_handle_at";
    case Call::Pwrite: return "pwrite";
    case Call::Fchmod: return "fchmod";
    case Call::Fchown: return "fchown";
    case Call::Fsetxattr: return "fsetxattr";
    case Call::Fremovexattr: return "fremovexattr";
    case Call::Futimens: return "futimens";
    case Call::Linkat: return "linkat";
    case Call::Fallocate: return "fallocate";
    case Call::Fcntl: return "fcntl";
    case Call::Ftruncate: return "ftruncate";
    case Call::PosixFallocate: return "posix_fallocate";
    case Call::Mmap: return "mmap";
    case Call::Munmap: return "munmap";
    case Call::Madvise: return "madvise";
    case Call::PidfdOpen: return "pidfd_open";
    case Call::Poll: return "poll";
    case Call::Futex: return "futex";
    case Call::SchedYield: return "sched_yield";
    case Call::SchedSetaffinity: return "sched_setaffinity";
    case Call::Sysconf: return "sysconf";
    case Call::Kcmp: return "kcmp";
    case Call::MemfdCreate: return "memfd_create";
    case Call::ProcessVmReadv: return "process_vm_readv";
    case Call::MqGetattr: return "mq_getattr";
    case Call::Clone: return "clone";
    }
    return "";
}

std::string errnoName(int errorNumber)
{
    const char *name = ::strerrorname_np(errorNumber);
    return name != nullptr ? name : std::to_string(errorNumber);
}

namespace {

std::string failure(const Error &error)
{
    const char *words = ::strerrordesc_np(error.errorNumber);
    return std::string(callName(error.call)) + ": " + (words != nullptr ? words : "error") + " ("
        + errnoName(error.errorNumber) + ')';
}

std::string reason(const Error &error)
{
    switch (error.problem) {
    case Problem::CallFailed: return failure(error);
    case Problem::NameEmpty: return "the name is empty";
    case Problem::NameIsDot: return "the name is that of a directory";
    case Problem::NameHasSlash: return "the name has a slash after the first one";
    case Problem::NameHasNul: return "the name has a NUL byte";
    case Problem::NameTooLong: return "the name has more than 255 bytes";
    case Problem::SizeInvalid: return "an exchange needs at least 8 bytes";
    case Problem::NotRegular: return "a file of another type, not a shared memory object";
    case Problem::TooSmall: return "smaller than 8 bytes: no room for two counters";
    case Problem::Unfinished: return "still 0 bytes: its creator has not sized it";
    case Problem::RoleTaken:
        return "the role is taken" + (error.holder > 0 ? " by process " + std::to_string(error.holder) : std::string());
    case Problem::ForeignOwner: return "it belongs to another user";
    case Problem::WritableByOthers: return "other users may write to it";
    case Problem::InUse: return "it is in use";
    case Problem::KernelNotAsked: return "the kernel could not be asked whether it is in use: " + failure(error);
    case Problem::HoldersUnknown: return "the processes that may use it could not be examined: " + failure(error);
    case Problem::StaysQuarantined:
        return error.errorNumber == EEXIST
            ? "not removed, and its name was taken meanwhile: it is now called " + error.quarantine
            : "not removed, and not given its name back (" + failure(error) + "): it is now called " + error.quarantine;
    case Problem::NotOurs: return "it was not created by a Shmlab party";
    case Problem::Leased: return "another process holds a lease on it, which opening it would break";
    case Problem::NoBytes: return "it has no bytes";
    case Problem::NotAttached: return "no process has it attached";
    case Problem::Replaced: return "the name now leads to another object";
    case Problem::OutOfMemory: return "out of memory";
    case Problem::TooLarge: return "it holds more data than a backup may take";
    case Problem::BackupDamaged: return "the file with its backup was changed or cut short";
    case Problem::Cancelled: return "cancelled";
    }
    return "error";
}

} // namespace

std::string describe(const Error &error)
{
    return error.object.empty() ? reason(error) : error.object + ": " + reason(error);
}

} // namespace shmlab
