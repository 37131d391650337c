// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/byte_source.h>
#include <shmlab/inspect/object_report.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace shmlab {

/// Where an object of any domain can be opened: by its name, or, where it has none, through a process that holds it.
struct ObjectLocation {
    ObjectLocation() = default;
    /// Whatever object has this name in /dev/shm when it is opened.
    ObjectLocation(ObjectName nameInShm) : name(std::move(nameInShm)) { } // NOLINT(google-explicit-constructor)

    Domain domain = Domain::PosixShm;
    std::optional<ObjectName> name{};
    std::string procPath{}; ///< HeldObject::procPath, for an object without a name
    std::optional<ObjectId> identity{}; ///< the object meant; nothing: whichever has the name
    bool operator==(const ObjectLocation &) const = default;
};

/// The name for calls; nothing for an object without one.
[[nodiscard]] SHMLAB_EXPORT std::optional<ObjectName> nameOf(const ObjectReport &report);
/// The object of the report and no other one, whatever its name leads to later.
[[nodiscard]] SHMLAB_EXPORT ObjectLocation locationOf(const ObjectReport &report);

/// Opens an object to read its bytes. Errors: those of its domain, for a file those of ObjectReader::open(); Replaced
/// where the location leads to another object than the one meant.
[[nodiscard]] SHMLAB_EXPORT Result<std::unique_ptr<ByteSource>> openObject(InspectCalls calls,
                                                                           const ObjectLocation &location);

} // namespace shmlab
