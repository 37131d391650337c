// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_status.h>
#include <shmlab/manage/object_backup.h>

#include <ctime>
#include <string>
#include <vector>

namespace shmlab {

/// What an object has besides its bytes.
struct ObjectProperties {
    struct Attribute {
        std::string name;
        std::vector<std::byte> value;
    };

    ObjectInstance instance;
    ObjectStatus status;
    off_t blockBytes = 1; ///< memory is given in multiples of it
    off_t dataBytes = 0; ///< memory that its data takes: set by the one who reads the data
    timespec accessed{};
    timespec modified{};
    std::vector<std::byte> acl{}; ///< the value of accessAclAttribute; empty: none
    std::vector<Attribute> attributes{}; ///< all others
    NotRestoredSet unreadable{}; ///< what could not be read, or cannot be set by any call of ours

    /// Errors: those of statx(2), flistxattr(2), fgetxattr(2).
    [[nodiscard]] static Result<ObjectProperties> of(InspectCalls calls, int fd);

    /// The memory to reserve from the begin on so that the object takes as much as before; 0: none is missing, or it is
    /// not known where it lay.
    [[nodiscard]] off_t bytesToReserve() const noexcept;
    /// What this process will not be able to restore in a new object.
    [[nodiscard]] NotRestoredSet foreseen() const;
    /// Gives all but size and bytes to a new object to which only its owner has access; `created` is its status. Nobody
    /// gets access that the old one denied, at no time. Returns what is missing. Errors: of what must not be left
    /// undone.
    [[nodiscard]] Result<NotRestoredSet> applyTo(SystemCalls calls, int fd, const ObjectStatus &created) const;

private:
    [[nodiscard]] Result<void> readAttributes(InspectCalls calls, int fd);
    [[nodiscard]] bool isPartlyReserved() const noexcept;
    [[nodiscard]] Result<NotRestoredSet> giveToOwner(SystemCalls calls, int fd, const ObjectStatus &created) const;
    [[nodiscard]] Result<NotRestoredSet> setRights(SystemCalls calls, int fd) const;
    /// Sets the attributes of users, or all others.
    [[nodiscard]] NotRestoredSet setAttributes(SystemCalls calls, int fd, bool ofUsers) const;
};

} // namespace shmlab
