// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>

#include <cstdint>
#include <expected>
#include <string>

namespace shmlab {

/// The system and library calls that core makes; all of them go through SystemCalls.
enum class Call : std::uint8_t {
    None, ///< no call was made: the input was refused first
    ShmOpen,
    ShmUnlink,
    Unlink,
    Unlinkat,
    Renameat2,
    Open,
    Close,
    Read,
    Pread,
    Lseek,
    Readlink,
    Getdents,
    Ioctl,
    Statx,
    Statfs,
    Flistxattr,
    Fgetxattr,
    InotifyInit,
    InotifyAddWatch,
    FanotifyInit,
    FanotifyMark,
    NameToHandle,
    OpenByHandle,
    Pwrite,
    Fchmod,
    Fchown,
    Fsetxattr,
    Fremovexattr,
    Futimens,
    Linkat,
    Fallocate,
    Fcntl,
    Ftruncate,
    PosixFallocate,
    Mmap,
    Munmap,
    Madvise,
    PidfdOpen,
    Poll,
    Futex,
    SchedYield,
    SchedSetaffinity,
    Sysconf,
    Kcmp,
    MemfdCreate,
    ProcessVmReadv,
    MqGetattr,
    Clone, ///< clone(2) of a thread, made by the C++ library
};

/// The name as in its manual page, for example "shm_open".
[[nodiscard]] SHMLAB_EXPORT const char *callName(Call call) noexcept;

/// Why an operation was not done.
enum class Problem : std::uint8_t {
    CallFailed, ///< a system call failed: Error::call and Error::errorNumber say which and how
    NameEmpty, ///< "" or "/"
    NameIsDot, ///< "/." or "/..": directories, which shm_open would open
    NameHasSlash, ///< a slash after the first one, or an empty or dot component of a path
    NameHasNul,
    NameTooLong, ///< more than 255 bytes after the slash
    SizeInvalid, ///< no room for two counters, or more than a file can hold
    NotRegular, ///< a directory, FIFO, socket, device: not shared memory
    TooSmall, ///< smaller than the eight bytes of the two counters
    Unfinished, ///< still 0 bytes: the creator has not sized it yet, or never will
    RoleTaken, ///< another party holds the owner lock of this role's counter
    ForeignOwner, ///< it belongs to another user
    WritableByOthers, ///< group or others may write to it
    InUse, ///< its removal was requested, but a process or the kernel has it
    KernelNotAsked, ///< its removal was requested, but the kernel could not be asked whether anybody has it: `call` and
                    ///< `errorNumber` say why
    HoldersUnknown, ///< its removal was requested, but the processes could not be searched for those that have it:
                    ///< `call` and `errorNumber` say why
    StaysQuarantined, ///< it was not removed and did not get its name back (EEXIST: taken): it is now `quarantine`
    NotOurs, ///< not created by a Shmlab party
    Leased, ///< another process holds a lease on it, which opening it would break
    NoBytes, ///< a semaphore or a queue: it has no memory that could be read
    NotAttached, ///< a segment of System V that no process has attached: reading it would mean to attach it
    Replaced, ///< the name now leads to another object
    OutOfMemory, ///< this process could not allocate memory; no system call failed
    TooLarge, ///< it holds more data than the caller allowed to be kept
    BackupDamaged, ///< the file with its backup no longer holds the bytes that were written to it
    Cancelled, ///< the caller ended the work before it was done
};

/// One failure. A plain value; text is made from it, never stored in it.
struct Error {
    Problem problem = Problem::CallFailed;
    Call call = Call::None; ///< the call that failed or that showed the problem
    int errorNumber = 0; ///< errno right after the call; 0 if no call failed
    std::string object{}; ///< display form of the object's name; empty if no object is concerned
    int holder = 0; ///< RoleTaken: process id of the holder if it is certain, else 0
    std::string quarantine{}; ///< StaysQuarantined: display form of the name that the object has now

    [[nodiscard]] bool isCallFailure(int number) const noexcept
    {
        return problem == Problem::CallFailed && errorNumber == number;
    }
};

template <typename T>
using Result = std::expected<T, Error>;

/// "EEXIST" for EEXIST; the number if libc has no name for it.
[[nodiscard]] SHMLAB_EXPORT std::string errnoName(int errorNumber);

/// One line of plain English: object, call, reason. For programs without a translator of their own.
[[nodiscard]] SHMLAB_EXPORT std::string describe(const Error &error);

} // namespace shmlab
