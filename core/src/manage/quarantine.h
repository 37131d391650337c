// SPDX-License-Identifier: MIT
#pragma once

#include "base/open_descriptor.h"

#include <shmlab/base/parent_directory.h>
#include <shmlab/base/system_calls.h>
#include <shmlab/inspect/object_id.h>

#include <functional>
#include <optional>
#include <string>

namespace shmlab {

/// Compares the files of two objects, whatever domain they were found in.
[[nodiscard]] constexpr bool isSameFile(const ObjectId &one, const ObjectId &other) noexcept
{
    return one.device == other.device && one.inode == other.inode;
}

/// Removes a name from one object and never from another. No call unlinks by identity, and a name can lead to another
/// object at any time. So the name is moved to a quarantine name in the same directory, which no other program uses;
/// what was moved is examined there, and is unlinked or moved back. Objects in directories are reached through an open
/// descriptor of their directory.
class Quarantine {
public:
    /// Errors: those of opening the directory.
    [[nodiscard]] static Result<Quarantine> open(SystemCalls calls, const ObjectName &name);

    /// An O_PATH descriptor of what the name leads to. It opens nothing, so no lease is broken
    /// and no FIFO is touched. Errors: ENOENT; NotRegular; Replaced: it is not `identity`.
    [[nodiscard]] Result<OpenDescriptor> examine(ObjectId identity) const;

    /// Removes the name. `check` is called while the object has its quarantine name; on its error the object gets its
    /// name back. Errors: those of `check`; EEXIST no quarantine name is free; ENOENT of renameat2: it is gone;
    /// Replaced; StaysQuarantined; EACCES, … On an error the object has its name, or that of the error.
    [[nodiscard]] Result<void> remove(ObjectId identity, const std::function<Result<void>()> &check = {});

    /// Unlinks what stays under the quarantine name after remove(). Errors: Replaced; ENOENT; EACCES, …
    [[nodiscard]] Result<void> removeMoved(ObjectId identity) const;

    /// Moves what has the name `quarantined` back to the name `original` of the same directory. Errors: EEXIST; ENOENT.
    [[nodiscard]] static Result<void> putBack(SystemCalls calls, const ObjectName &quarantined,
                                              const std::string &original);

private:
    Quarantine(SystemCalls calls, int directory, std::string place, std::string prefix, const std::string &name);
    [[nodiscard]] Result<void> moveAway();
    [[nodiscard]] Result<void> examineMoved(ObjectId identity) const;
    [[nodiscard]] Result<void> unlinkMoved() const;
    [[nodiscard]] Result<void> putBackAfter(Error reason) const;

    SystemCalls m_calls;
    std::optional<ParentDirectory> m_parent{}; ///< of an object in a directory
    int m_directory; ///< AT_FDCWD: the names below are paths
    std::string m_place; ///< the part of the object's name before the last one, for display
    std::string m_prefix; ///< of the names below: the path of their directory, or nothing
    std::string m_name;
    std::string m_quarantined{}; ///< since remove()
};

} // namespace shmlab
