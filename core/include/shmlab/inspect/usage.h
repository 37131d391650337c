// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_reader.h>
#include <shmlab/inspect/process_scan.h>

namespace shmlab {

/// Whether an object is in use. Ownership plays no part in it.
enum class Verdict : std::uint8_t {
    Live, ///< a process maps, opens or locks it
    Stalled, ///< as Live, but a running party of an exchange has owed an answer for some seconds: see ExchangeState
    Stopped, ///< as Live, but all processes that hold it, or the party that owes an answer, are stopped by a signal or
             ///< held by a debugger
    Orphaned, ///< as Live, but its name is gone or leads to another object
    Stale, ///< not in use, by the kernel's answer or by a scan of all processes: it may be removed
    NotAnObject, ///< a file of another type, which is never opened: the question does not apply
    Unknown, ///< processes that cannot be seen may use it
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
    case Verdict::NotAnObject:
    case Verdict::Unknown: break;
    }
    return false;
}

/// The use of an object, with the facts that prove it.
struct Usage {
    Verdict verdict = Verdict::Unknown;
    ObjectStatus status{};
    ObjectHolders processScan{};
    LeaseProbe leaseProbe = LeaseProbe::Inconclusive;
    bool isOpenable = false; ///< this process could open it to read
};

/// The verdict that follows from the other fields.
[[nodiscard]] SHMLAB_EXPORT Verdict verdictFrom(const Usage &usage) noexcept;

/// The use of the object that `name` leads to. Changes nothing. Blocks for a pass over /proc, see scanProcesses().
/// Errors: those of statx(2), ENOENT first; Replaced.
[[nodiscard]] SHMLAB_EXPORT Result<Usage> inspectUsage(InspectCalls calls, const ObjectName &name,
                                                       const std::stop_token &stop = {});

} // namespace shmlab
