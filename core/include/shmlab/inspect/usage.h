// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/layout.h>
#include <shmlab/inspect/object_reader.h>
#include <shmlab/inspect/process_scan.h>

#include <array>
#include <chrono>
#include <optional>

namespace shmlab {

/// What an existing object is to somebody who wants its name.
enum class Verdict : std::uint8_t {
    Live, ///< somebody maps, opens or locks it
    Stalled, ///< as Live, but a party that runs has owed an answer for some seconds
    Stopped, ///< as Live, but every process that holds it is stopped by a signal or held by a debugger
    Orphaned, ///< it is in use, but its name is gone or leads to another object; seen only from inside
    Stale, ///< nobody does, and the kernel vouches for that: it may be removed
    Foreign, ///< not ours to judge: no exchange of this size and user; in the list of objects, one of another user that
             ///< nobody is seen to hold, or no object but a file of another type
    Unknown, ///< it may be in use by somebody who cannot be seen
};

struct Usage {
    Verdict verdict = Verdict::Unknown;
    ObjectStatus status;
    ProcessScan processScan;
    LeaseProbe leaseProbe = LeaseProbe::Inconclusive;
    std::optional<CounterPair> counters{}; ///< where it has room for them and could be opened
    std::array<bool, 2> locked{}; ///< the owner lock of Role::Server, Role::Client is held
    std::array<std::optional<PresenceRecord>, 2> presence{}; ///< as found in the object, also of parties long gone

    [[nodiscard]] bool isLocked(Role role) const noexcept { return locked[static_cast<std::size_t>(role)]; }
    [[nodiscard]] const std::optional<PresenceRecord> &presenceOf(Role role) const noexcept
    {
        return presence[static_cast<std::size_t>(role)];
    }
};

/// Live, Stalled or Stopped: somebody may be using it.
[[nodiscard]] constexpr bool isInUse(Verdict verdict) noexcept
{
    return verdict <= Verdict::Orphaned;
}

/// How long a party may owe an answer before it is called stalled.
inline constexpr std::chrono::seconds partyStallTimeout{3};

/// Judges what `name` leads to; `expectedSize` is the size that an exchange would have. Changes nothing. Blocks for a
/// pass over /proc, see scanProcesses(). Errors: those of statx(2), ENOENT first; Replaced.
[[nodiscard]] SHMLAB_EXPORT Result<Usage> inspectUsage(InspectCalls calls, const ObjectName &name, off_t expectedSize,
                                                       const std::stop_token &stop = {});

/// What an open object tells of an exchange: counters, presence, owner locks. Errors: those of the calls.
[[nodiscard]] SHMLAB_EXPORT Result<void> inspectParties(InspectCalls calls, const ObjectReader &object, Usage &usage);

/// The verdict on an object of any kind from what was found of it: nobody's size is the right one. Where the process
/// scan is incomplete, it should know whether the kernel grants sole use. `self`: the user who looks, geteuid(2).
[[nodiscard]] SHMLAB_EXPORT Verdict verdictOnObject(const Usage &usage, uid_t self) noexcept;

} // namespace shmlab
