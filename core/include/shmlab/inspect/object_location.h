// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/byte_source.h>
#include <shmlab/inspect/object_report.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shmlab {

/// Where an object of any domain can be opened: by its name, or, where it has none, through a process that holds it.
struct ObjectLocation {
    ObjectLocation() = default;
    /// Whatever object has this name in /dev/shm when it is opened.
    ObjectLocation(ObjectName nameInShm) : name(std::move(nameInShm)) { } // NOLINT(google-explicit-constructor)

    Domain domain = Domain::PosixShm;
    std::optional<ObjectName> name{};
    std::string procPath{}; ///< HeldObject::procPath, for an object without a name
    std::vector<Process> mappedBy{}; ///< whose memory shows it where it cannot be opened
    std::optional<ObjectId> identity{}; ///< the object meant; nothing: whichever has the name
    bool operator==(const ObjectLocation &other) const
    {
        return domain == other.domain && name == other.name && procPath == other.procPath && identity == other.identity;
    }
};

/// The name for calls; nothing for an object without one, and outside of /dev/shm.
[[nodiscard]] SHMLAB_EXPORT std::optional<ObjectName> nameOf(const ObjectReport &report);
/// It had a name in a directory and has lost it: it exists only as long as processes hold it.
[[nodiscard]] SHMLAB_EXPORT bool isUnlinked(const ObjectReport &report) noexcept;
/// The object of the report and no other one, whatever its name leads to later.
[[nodiscard]] SHMLAB_EXPORT ObjectLocation locationOf(const ObjectReport &report);

/// Opens an object to read its bytes: by its name, else through the processes that hold it, by a descriptor of theirs,
/// by their map_files (for root) or by the pages that they have present. Errors: those of ObjectReader::open();
/// NoBytes, NotAttached; Replaced where the location leads to another object than the one meant; EPERM of
/// process_vm_readv(2).
[[nodiscard]] SHMLAB_EXPORT Result<std::unique_ptr<ByteSource>> openObject(InspectCalls calls,
                                                                           const ObjectLocation &location);

} // namespace shmlab
