// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/system_calls.h>
#include <shmlab/inspect/object_report.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace shmlab {

/// A removal whose process has moved an object to a quarantine name and has neither unlinked nor put it back yet. It
/// lasts some microseconds; longer only if the process was killed or stopped, or if the name was taken meanwhile.
struct InterruptedRemoval {
    pid_t pid = 0; ///< of the remover
    std::uint64_t startTicks = 0; ///< of the remover, as Process::startTicks; 0: unknown
    std::string name{}; ///< of the object before: a file name of the same directory, bytes
    bool isNameCut = false; ///< `name` is only the beginning of it: the whole did not fit
    bool operator==(const InterruptedRemoval &) const = default;
};

/// What the name of a file says, the last part of its path; nothing if it is not a quarantine name.
[[nodiscard]] SHMLAB_EXPORT std::optional<InterruptedRemoval> interruptedRemovalOf(std::string_view fileName);

/// The same of the object's name.
[[nodiscard]] SHMLAB_EXPORT std::optional<InterruptedRemoval> interruptedRemovalOf(const ObjectReport &report);

/// Whether the remover still runs, as far as /proc shows: not one in a PID namespace that this process does not see.
[[nodiscard]] SHMLAB_EXPORT bool isRemoverRunning(InspectCalls calls, const InterruptedRemoval &removal);

/// Gives the object with the quarantine name `quarantined` the name back that it had, InterruptedRemoval::name, or
/// `newName` in the same directory, and returns the name that it has now. This process may put back what it left
/// quarantined itself, but not while another of its threads removes. Errors: ENOENT there is no such object; NotOurs it
/// is not a quarantine name; NameTooLong the name it had did not fit, InterruptedRemoval::isNameCut, and there is no
/// `newName`; NameHasSlash `newName` names a directory; InUse the remover still runs, it is the holder of the error;
/// EEXIST the name is taken; EPERM, EACCES it belongs to another user.
[[nodiscard]] SHMLAB_EXPORT Result<ObjectName> putBack(SystemCalls calls, const ObjectName &quarantined,
                                                       const std::optional<ObjectName> &newName = {});

} // namespace shmlab
