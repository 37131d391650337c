// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/byte_source.h>
#include <shmlab/inspect/object_report.h>
#include <shmlab/inspect/process_scan.h>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace shmlab {

/// A name of a domain.
struct ObjectEntry {
    std::string name; ///< bytes, without a leading slash; of an object in a directory the path to it
    bool isRegular = false; ///< known to lead to an object when it was listed
    ino_t inode = 0; ///< when it was listed; 0: not known
};

/// Reads the names of a domain in portions. Used from one thread at a time.
class SHMLAB_EXPORT ObjectNames {
public:
    virtual ~ObjectNames() = default;
    /// Appends the next names, in any order; false when there are no more. A name that is removed and created again
    /// meanwhile may be returned twice.
    [[nodiscard]] virtual Result<bool> readMore(std::vector<ObjectEntry> &entries) = 0;
};

/// What a domain knows of an object.
struct OpenedObject {
    std::optional<ObjectStatus> status{}; ///< nothing: it exists, but not even its status can be read
    std::unique_ptr<ByteSource> bytes{}; ///< null: not an object, leased, or this process may not read it
    bool isLeased = false; ///< a process holds a lease on it, so it was not opened
    UnseenContent unseenContent = UnseenContent::None; ///< of a directory
    ObjectFacts facts{};
};

/// A domain whose objects cannot be seen on this machine, and why.
struct UnseenDomain {
    Domain domain{};
    Error error;
};

/// What can be done with the objects of a domain.
struct DomainCapabilities {
    bool hasNames = false; ///< an object exists as long as it has one; else only as long as processes hold it
    bool hasLinks = false; ///< the names are those of files, and some may lie where they cannot be listed
    bool hasBytes = true; ///< shared memory; else a semaphore or a queue
    bool hasLeases = false; ///< the kernel tells whether another process has an object open: askKernel() of
                            ///< shmlab/manage/
    bool reportsChanges = false; ///< readChanges() names what was touched; else each scan inspects all names
    bool isRemovable =
        false; ///< a name can be removed, by a function of shmlab/manage/: nothing here changes an object
};

[[nodiscard]] SHMLAB_EXPORT DomainCapabilities capabilitiesOf(Domain domain) noexcept;

/// A set of shared memory objects: how to list and read them. A scan calls open(),
/// devices(), readChanges(), names() from one thread, then the const functions, which may be called from several.
class SHMLAB_EXPORT ObjectDomain {
public:
    ObjectDomain() = default;
    ObjectDomain(const ObjectDomain &) = delete;
    ObjectDomain &operator=(const ObjectDomain &) = delete;
    virtual ~ObjectDomain() = default;

    [[nodiscard]] virtual Domain domain() const noexcept = 0;
    /// Of the open domain: ObjectReport::place of its objects.
    [[nodiscard]] virtual std::string place() const { return {}; }

    /// Opens the directory or namespace of the objects, unless it is open. Errors: those of open(2) and statx(2).
    [[nodiscard]] virtual Result<void> open() = 0;
    /// Of the open domain: the devices by which a ProcessScan finds its objects.
    [[nodiscard]] virtual std::span<const DomainDevice> devices() const noexcept = 0;
    /// Adds the names that any process has touched since the previous call. False when it cannot tell, as at the first
    /// call: then all names may have changed. Errors: those of open(), when what was open has been replaced.
    [[nodiscard]] virtual Result<bool> readChanges(std::unordered_set<std::string> &touched) = 0;

    /// Whether the events of the last readChanges() gave this name to an object, rather than writing to, closing or
    /// unlinking one that had it.
    [[nodiscard]] virtual bool wasCreated(const std::string &name) const = 0;

    /// All names, from the first one on. Errors: those of open(2).
    [[nodiscard]] virtual Result<std::unique_ptr<ObjectNames>> names() const = 0;
    /// Opens what a name leads to, unless it is one of `leased`. Errors: ENOENT, nothing.
    [[nodiscard]] virtual Result<OpenedObject> openNamed(const ObjectEntry &entry,
                                                         const std::unordered_set<ObjectId> &leased) const = 0;
    /// Opens what processes hold and nobody has leased, with or without a name. Errors: those of opening; Replaced when
    /// HeldObject::procPath does not lead to `id` any more.
    [[nodiscard]] virtual Result<OpenedObject> openHeld(const ObjectId &id, const HeldObject &held) const = 0;
    /// The last name of an object that processes hold, taken from the path that the kernel shows; without a slash.
    [[nodiscard]] virtual std::string lastNameOf(const ObjectId &id, const HeldObject &held) const = 0;
    /// Whether an object that processes hold is one of the domain that names() does not list.
    [[nodiscard]] virtual bool hasUnnamed(const ObjectId &id, const HeldObject &held) const = 0;
};

/// Those of the machine that the roots of `calls` describe; of hugetlbfs one for each mount.
[[nodiscard]] SHMLAB_EXPORT std::vector<std::unique_ptr<ObjectDomain>> objectDomains(InspectCalls calls);

} // namespace shmlab
