// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_location.h>
#include <shmlab/inspect/object_report.h>
#include <shmlab/manage/interrupted_removal.h>
#include <shmlab/manage/object_backup.h>
#include <shmlab/manage/shared_object.h>

#include <cstdint>
#include <functional>

namespace shmlab {

/// Whether this user may remove its name: names of its domain can be removed, it has one, and it belongs to this user,
/// or this user is root. Says nothing about its use.
[[nodiscard]] SHMLAB_EXPORT bool isRemovableByUser(const ObjectReport &report) noexcept;

/// Removes the name of the object `identity` if nobody uses the object. `seen` is what a process scan right before has
/// shown: a holder in it refuses the removal at once, since the kernel's answer leaves out some (O_PATH), and so does a
/// lease, which asking would break. Then the kernel is asked: a write lease is taken and kept, the name is moved to a
/// quarantine name (InterruptedRemoval), what was moved is compared with `identity` and the lease checked again, and
/// only then is it unlinked, else moved back. A program that opens the object meanwhile waits, for less than a
/// millisecond; with O_NONBLOCK it gets EWOULDBLOCK. Takes no owner locks: nobody can hold or take one without opening
/// the object. Blocks for 60 ms at most. Errors: InUse; KernelNotAsked; Replaced; NotRegular; StaysQuarantined; ENOENT
/// it is gone already; EACCES or EPERM it belongs to another user.
[[nodiscard]] SHMLAB_EXPORT Result<void> removeUnused(SystemCalls calls, const ObjectName &name, ObjectId identity,
                                                      const ObjectHolders &seen);

/// Returns the current holders of the object; a removal relies on the answer, so it must not come from an old scan.
using HoldersQuestion = std::function<Result<ObjectHolders>()>;

/// The same, with a copy of the object that is made while the lease is held, before the name is moved: no process can
/// have stored anything in the object that the copy lacks. Once somebody tries to open the object, who has to wait for
/// one portion of at most 1 MiB, the copying stops and the lease is released; it is tried 20 times, since a program
/// that only inspects the object opens it for a moment. `seen` is asked before the copy, and again after it, since the
/// kernel's answer leaves out some who come meanwhile. Errors: those of removeUnused(), ObjectBackup::of() and `seen`;
/// on each of them nothing is removed.
[[nodiscard]] SHMLAB_EXPORT Result<ObjectBackup> removeWithBackup(SystemCalls calls, const ObjectName &name,
                                                                  ObjectId identity, const HoldersQuestion &seen,
                                                                  const BackupOptions &options);

/// Removes the name of the object `identity` without asking anybody; ask the user first. Processes that have the object
/// open or mapped keep it. The name is moved and compared as above, so that no other object is removed. Errors:
/// Replaced; NotRegular; StaysQuarantined; ENOENT; EACCES or EPERM.
[[nodiscard]] SHMLAB_EXPORT Result<void> removeAnyway(SystemCalls calls, const ObjectName &name, ObjectId identity);

/// What the kernel says about the users of an object.
enum class KernelAnswer : std::uint8_t {
    NotInUse, ///< no other process has it open or mapped; O_PATH descriptors and mounts are not counted
    InUse, ///< somebody has, this process included
    NotAsked, ///< this process may not open it, it belongs to another user, or leases are disabled
};

/// Asks the kernel by a write lease that is released at once. It disturbs others: a process that opens the object in
/// these microseconds waits, or gets EWOULDBLOCK with O_NONBLOCK (all of musl's shm_open and sem_open). An object on
/// which another process is seen to hold a lease is in use, and is not opened. Blocks for 30 ms at most. Errors: those
/// of open(2) with O_PATH; NotRegular; Replaced.
[[nodiscard]] SHMLAB_EXPORT Result<KernelAnswer> askKernel(SystemCalls calls, const ObjectLocation &location);

} // namespace shmlab
