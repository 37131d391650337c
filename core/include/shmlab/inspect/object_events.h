// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/file_events.h>
#include <shmlab/inspect/object_monitor.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace shmlab {

/// A process that did something; it may have ended since.
struct Actor {
    pid_t pid = 0;
    std::optional<Process> process{}; ///< nothing: it had gone before it could be examined
};

/// Something that happened to an object.
struct ObjectEvent {
    enum class What : std::uint8_t {
        Created, ///< the name appeared
        Replaced, ///< the name leads to another object than before
        Renamed, ///< to `newName`
        Grown,
        Shrunk,
        Opened,
        Mapped,
        Unmapped, ///< the process still has it open
        Closed, ///< a descriptor, with its copies and the mappings made by it
        Released, ///< the process neither maps nor opens it any more
        Unlinked, ///< the name is gone
        Freed, ///< an object without a name is gone: its last user released it
        CameAndWent, ///< the name was created and unlinked between two scans
        VerdictChanged,
        EventsLost, ///< more happened than the kernel kept: some events of this moment are missing
    };
    What what = What::Created;
    std::chrono::system_clock::time_point time{}; ///< when it was noticed
    std::string name{}; ///< of the object, as in ObjectReport
    std::string newName{};
    std::optional<Actor> by{}; ///< nothing: not known
    std::optional<bool> isWritable{}; ///< Opened, Mapped, Closed: to write; nothing: not known
    std::optional<off_t> sizeBefore{}; ///< Grown, Shrunk
    std::optional<off_t> sizeNow{}; ///< Created, Replaced, Grown, Shrunk
    ino_t inode = 0; ///< 0: not known
    std::optional<Verdict> verdictBefore{}; ///< VerdictChanged
    std::optional<Verdict> verdictNow{}; ///< Created, Replaced, VerdictChanged
};

/// What all changes of one scan amount to. An object that lost one name and has another one, or none, in the same scan
/// is recognised by its identity; one without a name also among `unlinkedBefore`, the objects that lost theirs in the
/// scan before, which may not have seen yet that processes hold them. `time` is left to the caller.
[[nodiscard]] SHMLAB_EXPORT std::vector<ObjectEvent> eventsOf(std::span<const ObjectChange> changes,
                                                              std::span<const ObjectReportPtr> unlinkedBefore = {});

/// The same in the form of an event; nothing for what a scan tells better: writing.
[[nodiscard]] SHMLAB_EXPORT std::optional<ObjectEvent> eventOf(const FileEvent &event);

} // namespace shmlab
