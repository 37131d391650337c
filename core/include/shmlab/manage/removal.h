// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_report.h>
#include <shmlab/manage/shared_object.h>

#include <cstddef>
#include <vector>

namespace shmlab {

/// Whether it may be removed without a further question: stale, with its name, and of this user.
[[nodiscard]] SHMLAB_EXPORT bool isOwnStaleObject(const ObjectReport &report) noexcept;

/// Removes the name of the object that `usage` describes, if the name still leads to it and it still is Stale. Takes
/// both owner locks meanwhile, so concurrent removals exclude each other. Blocks for 40 ms at most. Errors: NotStale,
/// Replaced, NotRegular; ENOENT it is gone already; EACCES it belongs to another user.
[[nodiscard]] SHMLAB_EXPORT Result<void> removeStale(SystemCalls calls, const ObjectName &name, const Usage &usage);

/// Removes the name whatever the verdict, as long as it leads to the object `identity`; ask the user first. Processes
/// that have the object open or mapped keep it. Errors: Replaced, NotRegular; ENOENT; EACCES it belongs to another
/// user.
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
