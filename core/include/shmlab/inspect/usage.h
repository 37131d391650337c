// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/kind.h>
#include <shmlab/inspect/process_scan.h>

#include <optional>

namespace shmlab {

/// Whether processes use an object, as far as they can be seen. Ownership plays no part in it.
enum class Use : std::uint8_t {
    InUse, ///< a process maps, opens, locks or leases it, or the kernel itself uses it
    MayBeInUse, ///< no holder is seen, but descriptors are in flight between processes, any of which may be its own
    NobodySeen, ///< no holder is seen; how many processes could not be examined stands beside it
    NotAnObject, ///< a file of another type, which is never opened: the question does not apply
    Unknown, ///< the object itself could not be examined
};

/// The answers about use, origin and advice in one word.
enum class Verdict : std::uint8_t {
    Live, ///< Use::InUse
    Stalled, ///< as Live, but a running party of an exchange has owed an answer for some seconds: see ExchangeState
    Stopped, ///< as Live, but all processes that hold it, or the party that owes an answer, are stopped by a signal or
             ///< held by a debugger
    Orphaned, ///< as Live, but its name is gone or leads to another object
    Stale, ///< nobody is seen to use it, and its maker is known to be gone or its kind does not outlive its makers
    Unused, ///< nobody is seen to use it; whether another process will come for it cannot be known
    NotAnObject, ///< Use::NotAnObject
    Unknown, ///< Use::Unknown
};

/// Whether processes are known to use an object with this verdict, under its name or not.
[[nodiscard]] constexpr bool isInUse(Verdict verdict) noexcept
{
    switch (verdict) {
    case Verdict::Live:
    case Verdict::Stalled:
    case Verdict::Stopped:
    case Verdict::Orphaned: return true;
    case Verdict::Stale:
    case Verdict::Unused:
    case Verdict::NotAnObject:
    case Verdict::Unknown: break;
    }
    return false;
}

/// The process that made an object.
struct Maker {
    enum class Source : std::uint8_t {
        Name, ///< the object's name contains its pid
        Kernel, ///< the kernel recorded it, as for segments of System V
        Presence, ///< it wrote its pid and start time into the object, as a Shmlab server does
        Timeline, ///< when the object was first seen, right after it was created, this process of the same owner alone
                  ///< could write to it, had been started before, and no process of that owner was hidden
    };
    pid_t pid = 0;
    Source source = Source::Name;
    std::uint64_t startTicks = 0; ///< as Process::startTicks; 0: not known
    std::optional<Process> process{}; ///< nothing: it has ended
};

/// The use of an object, with the facts that prove it.
struct Usage {
    Verdict verdict = Verdict::Unknown;
    ObjectStatus status{};
    ObjectHolders processScan{};
    bool isOpenable = false; ///< this process could open it to read
};

/// What the status and the process scan show.
[[nodiscard]] SHMLAB_EXPORT Use useOf(const Usage &usage) noexcept;

/// The verdict on an object of this kind and origin.
[[nodiscard]] SHMLAB_EXPORT Verdict verdictOn(const Usage &usage, Kind kind,
                                              const std::optional<Maker> &maker) noexcept;

/// The use of the object that `name` leads to. Changes nothing and asks for no lease; an object that another process
/// has leased is not opened. Blocks for a pass over /proc, see scanProcesses(). Errors: those of statx(2), ENOENT
/// first; Replaced.
[[nodiscard]] SHMLAB_EXPORT Result<Usage> inspectUsage(InspectCalls calls, const ObjectName &name,
                                                       const std::stop_token &stop = {});

} // namespace shmlab
