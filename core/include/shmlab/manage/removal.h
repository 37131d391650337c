// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_location.h>
#include <shmlab/inspect/object_report.h>
#include <shmlab/manage/interrupted_removal.h>
#include <shmlab/manage/shared_object.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace shmlab {

/// Whether this user may remove its name: it has one and belongs to this user, or this user is root. Says nothing about
/// its use.
[[nodiscard]] SHMLAB_EXPORT bool isRemovableByUser(const ObjectReport &report) noexcept;

/// Removes the name of the object `identity` if nobody uses the object. `seen` is what a process scan right before has
/// shown: a holder in it refuses the removal at once, since the kernel's answer leaves out some (O_PATH);
/// likewise a lease, which asking would break. Then the
/// kernel is asked: a write lease is taken and kept, the name is moved to a quarantine name (InterruptedRemoval), what
/// was moved is compared with `identity` and the lease checked again, and only then is it unlinked, else moved back. A
/// program that opens the object meanwhile, some microseconds, waits for that long; with O_NONBLOCK it gets
/// EWOULDBLOCK. Takes no owner locks: nobody can hold or take one without opening the object. Blocks for 30 ms at most.
/// Errors: InUse; KernelNotAsked; Replaced; NotRegular; StaysQuarantined; ENOENT it is gone already; EACCES or EPERM it
/// belongs to another user.
[[nodiscard]] SHMLAB_EXPORT Result<void> removeUnused(SystemCalls calls, const ObjectName &name, ObjectId identity,
                                                      const ObjectHolders &seen);

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
/// these microseconds waits, or gets EWOULDBLOCK with O_NONBLOCK (all of musl's shm_open and sem_open), and a lease
/// that another process holds is broken. Blocks for 30 ms at most. Errors: those of open(2) with O_PATH; NotRegular;
/// Replaced.
[[nodiscard]] SHMLAB_EXPORT Result<KernelAnswer> askKernel(SystemCalls calls, const ObjectLocation &location);

/// isRemovableByUser() and Stale, for this user's own.
[[nodiscard]] SHMLAB_EXPORT bool isOwnStaleObject(const ObjectReport &report) noexcept;
/// removeUnused() of a Stale or Unused one.
[[nodiscard]] SHMLAB_EXPORT Result<void> removeStale(SystemCalls calls, const ObjectName &name, const Usage &usage);
/// removeAnyway().
[[nodiscard]] SHMLAB_EXPORT Result<void> unlinkIfSame(SystemCalls calls, const ObjectName &name, ObjectId identity);

/// A copy of an object from which it can be created again: content with its holes, size, mode, owner. A plain value.
class SHMLAB_EXPORT ObjectBackup {
public:
    /// Copies the object `identity`. Errors: those of opening and reading; TooLarge it holds more than `maxBytes` of
    /// data; OutOfMemory; Replaced.
    [[nodiscard]] static Result<ObjectBackup> of(InspectCalls calls, const ObjectName &name, ObjectId identity,
                                                 std::size_t maxBytes);

    [[nodiscard]] const ObjectName &name() const noexcept { return m_name; }
    /// The memory that the copy takes.
    [[nodiscard]] std::size_t sizeBytes() const noexcept { return m_sizeBytes; }
    /// Creates the object again: another inode with the same content, mode and, where that is allowed, owner. On an
    /// error nothing is left. Errors: EEXIST the name is in use again; ENOSPC, …
    [[nodiscard]] Result<void> restore(SystemCalls calls) const;

private:
    struct Extent {
        off_t offset;
        std::vector<std::byte> bytes;
    };

    explicit ObjectBackup(ObjectName name) : m_name(std::move(name)) { }
    [[nodiscard]] Result<void> copyData(const ByteSource &object, std::size_t maxBytes);
    [[nodiscard]] Result<void> fill(SystemCalls calls, const SharedObject &object) const;

    ObjectName m_name;
    ObjectStatus m_status;
    std::vector<Extent> m_extents;
    std::size_t m_sizeBytes = 0;
};

} // namespace shmlab
