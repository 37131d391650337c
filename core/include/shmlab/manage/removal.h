// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/usage.h>
#include <shmlab/manage/shared_object.h>

#include <cstddef>
#include <vector>

namespace shmlab {

/// Removes the object of `usage` if it still is what the name leads to and still Stale. Safe against others who do the
/// same at the same time: it is done under both owner locks. Errors: NotStale, Replaced; ENOENT when it is gone
/// already; EACCES (not ours).
[[nodiscard]] SHMLAB_EXPORT Result<void> removeStale(SystemCalls calls, const ObjectName &name, const Usage &usage);

/// Removes the name whatever the verdict, as long as it leads to this object: for those who were told what that does.
/// Those that hold the object keep it. Errors: Replaced, NotRegular; ENOENT; EACCES (not ours).
[[nodiscard]] SHMLAB_EXPORT Result<void> unlinkIfSame(SystemCalls calls, const ObjectName &name, Identity identity);

/// A copy of an object to be put back: content with its holes, size, mode, owner. A plain value.
class SHMLAB_EXPORT ObjectBackup {
public:
    /// Errors: those of opening and reading; ENOMEM when there is more data than `maxBytes`; Replaced.
    [[nodiscard]] static Result<ObjectBackup> of(InspectCalls calls, const ObjectName &name, Identity identity,
                                                 std::size_t maxBytes);

    [[nodiscard]] const ObjectName &name() const noexcept { return m_name; }
    /// How much memory it takes.
    [[nodiscard]] std::size_t sizeBytes() const noexcept { return m_sizeBytes; }
    /// Creates the object anew, another inode with the same content, mode and, where that is allowed, owner. Either it
    /// is complete afterwards or not there. Errors: EEXIST when the name is in use again; ENOSPC, …
    [[nodiscard]] Result<void> restore(SystemCalls calls) const;

private:
    struct Extent {
        off_t offset;
        std::vector<std::byte> bytes;
    };

    explicit ObjectBackup(ObjectName name) : m_name(std::move(name)) { }
    [[nodiscard]] Result<void> copyData(InspectCalls calls, const ObjectReader &object, std::size_t maxBytes);
    [[nodiscard]] Result<void> fill(SystemCalls calls, const SharedObject &object) const;

    ObjectName m_name;
    ObjectStatus m_status;
    std::vector<Extent> m_extents;
    std::size_t m_sizeBytes = 0;
};

} // namespace shmlab
