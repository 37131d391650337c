// SPDX-License-Identifier: MIT
#include <shmlab/inspect/usage.h>

#include "inspect/object_inspector.h"

#include <shmlab/inspect/object_domain.h>
#include <shmlab/inspect/object_reader.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace shmlab {
namespace {

/// Nobody is seen to use it: was it left behind, or does it wait for its next user?
Verdict verdictOnUnused(Kind kind, const std::optional<Maker> &maker)
{
    const bool isMakerRunning = maker && maker->process;
    switch (factsOf(kind).lifetime) {
    case Lifetime::EndsWithMaker: return isMakerRunning ? Verdict::Unused : Verdict::Stale;
    case Lifetime::Unknown: return maker && !isMakerRunning ? Verdict::Stale : Verdict::Unused;
    case Lifetime::WaitsForNextUser: break;
    }
    return Verdict::Unused;
}

} // namespace

Use useOf(const Usage &usage) noexcept
{
    const ObjectHolders &scan = usage.processScan;
    if (usage.status.mode == 0)
        return Use::Unknown;
    if (!usage.status.isRegular())
        return Use::NotAnObject;
    if (usage.status.links == 0 || !scan.holders.empty() || scan.isLeased || !scan.kernelUsers.empty()
        || scan.attachments > 0)
        return Use::InUse;
    return scan.descriptorsInFlight > 0 ? Use::MayBeInUse : Use::NobodySeen;
}

Verdict verdictOn(const Usage &usage, Kind kind, const std::optional<Maker> &maker) noexcept
{
    const auto &holders = usage.processScan.holders;
    const auto isStopped = [](const Holder &holder) { return holder.process.isStopped(); };
    switch (useOf(usage)) {
    case Use::Unknown: return Verdict::Unknown;
    case Use::NotAnObject: return Verdict::NotAnObject;
    case Use::MayBeInUse: // by descriptors that may be of any object: a removal asks the kernel, which counts them
    case Use::NobodySeen: return verdictOnUnused(kind, maker);
    case Use::InUse: break;
    }
    if (usage.status.links == 0 && capabilitiesOf(usage.status.identity.domain).hasNames)
        return Verdict::Orphaned;
    return !holders.empty() && std::ranges::all_of(holders, isStopped) ? Verdict::Stopped : Verdict::Live;
}

Result<Usage> inspectUsage(InspectCalls calls, const ObjectName &name, const std::stop_token &stop)
{
    const auto status = statusOf(calls, name);
    if (!status)
        return std::unexpected(status.error());
    ObjectReport report;
    report.name = name.bytes().substr(1);
    report.usage.status = *status;
    if (!status->isRegular()) {
        report.usage.verdict = Verdict::NotAnObject;
        return report.usage;
    }
    // The process scan precedes our own descriptor, so that it contains this process only if it takes part.
    auto processScan = scanHolders(calls, status->identity, stop);
    if (!processScan)
        return errorFor(name, processScan);
    report.usage.processScan = std::move(*processScan);
    const auto object = ObjectReader::open(calls, name);
    if (object && object->identity() != status->identity)
        return std::unexpected(Error{.problem = Problem::Replaced, .object = name.display()});
    const bool isLeased = !object && object.error().problem == Problem::Leased;
    if (!object && !isLeased && !object.error().isCallFailure(EACCES))
        return std::unexpected(object.error());
    report.usage.processScan.isLeased = isLeased;
    classify(report, object ? &*object : nullptr, calls);
    return report.usage;
}

} // namespace shmlab
