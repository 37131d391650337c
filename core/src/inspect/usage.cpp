// SPDX-License-Identifier: MIT
#include <shmlab/inspect/usage.h>

#include "inspect/usage_completion.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace shmlab {

Verdict verdictFrom(const Usage &usage) noexcept
{
    const auto &holders = usage.processScan.holders;
    const auto isStopped = [](const Holder &holder) { return holder.process.isStopped(); };
    if (!usage.status.isRegular())
        return Verdict::NotAnObject;
    if (usage.status.links == 0)
        return Verdict::Orphaned;
    if (!holders.empty() && std::ranges::all_of(holders, isStopped))
        return Verdict::Stopped;
    if (!holders.empty() || usage.leaseProbe == LeaseProbe::Refused)
        return Verdict::Live;
    const bool isFree = usage.leaseProbe == LeaseProbe::Granted || (usage.isOpenable && usage.processScan.isComplete());
    return isFree ? Verdict::Stale : Verdict::Unknown;
}

Result<Usage> inspectUsage(InspectCalls calls, const ObjectName &name, const std::stop_token &stop)
{
    const auto status = statusOf(calls, name);
    if (!status)
        return std::unexpected(status.error());
    Usage usage{.status = *status};
    if (!status->isRegular()) {
        usage.verdict = Verdict::NotAnObject;
        return usage;
    }
    // The process scan precedes our own descriptor, so that it contains this process only if it takes part.
    auto processScan = scanHolders(calls, status->identity, stop);
    if (!processScan)
        return errorFor(name, processScan);
    usage.processScan = std::move(*processScan);
    const auto object = ObjectReader::open(calls, name);
    if (object && object->identity() != status->identity)
        return std::unexpected(Error{.problem = Problem::Replaced, .object = name.display()});
    const bool isLeased = !object && object.error().isCallFailure(EAGAIN);
    if (!object && !isLeased && !object.error().isCallFailure(EACCES))
        return std::unexpected(object.error());
    if (isLeased) // another process has it open: only its opener can hold a lease
        usage.leaseProbe = LeaseProbe::Refused;
    usage.isOpenable = object.has_value();
    completeUsage(usage, [&] { return object->probeLease(); });
    return usage;
}

} // namespace shmlab
