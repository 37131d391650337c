// SPDX-License-Identifier: MIT
#include <shmlab/inspect/usage.h>

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace shmlab {
namespace {

constexpr std::array bothRoles{Role::Server, Role::Client};

bool isForeign(const ObjectStatus &status, off_t expectedSize)
{
    const bool isOurSize = status.sizeBytes == 0 || status.sizeBytes == expectedSize;
    return !status.isRegular() || status.owner != ::geteuid() || !isOurSize;
}

/// A party that runs, does not stand taller, and for longer than it may take to answer neither side has written. Before
/// the first hand-over nothing is owed.
bool owesAnswer(const Usage &usage, Role role)
{
    const auto &presence = usage.presenceOf(role);
    if (!usage.isLocked(role) || !presence || !usage.counters
        || presence->activity != static_cast<std::uint32_t>(Activity::Running))
        return false;
    const bool isServer = role == Role::Server;
    const Counter own = isServer ? usage.counters->server : usage.counters->client;
    const Counter other = isServer ? usage.counters->client : usage.counters->server;
    const auto &otherPresence = usage.presenceOf(peerRoleOf(role));
    const std::int64_t latest = std::max(presence->lastHandOver, otherPresence ? otherPresence->lastHandOver : 0);
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    // Anybody may have written anything there.
    if (latest <= 0 || std::chrono::nanoseconds(latest) > now)
        return false;
    return !isTaller(own, other) && now - std::chrono::nanoseconds(latest) > partyStallTimeout;
}

Verdict deriveVerdict(const Usage &usage)
{
    const auto &holders = usage.processScan.holders;
    const auto isStopped = [](const Holder &holder) { return holder.process.isStopped(); };
    if (!holders.empty() && std::ranges::all_of(holders, isStopped))
        return Verdict::Stopped;
    if (std::ranges::any_of(bothRoles, [&](Role role) { return owesAnswer(usage, role); }))
        return Verdict::Stalled;
    const bool isHeld = !usage.processScan.holders.empty()
        || std::ranges::find(usage.locked, true) != usage.locked.end() || usage.leaseProbe == LeaseProbe::Refused;
    if (isHeld)
        return Verdict::Live;
    const bool isFree = usage.leaseProbe == LeaseProbe::Granted || usage.processScan.isComplete();
    return isFree ? Verdict::Stale : Verdict::Unknown;
}

} // namespace

Result<void> inspectParties(InspectCalls calls, const ObjectReader &object, Usage &usage)
{
    for (const Role role : bothRoles) {
        const auto locked = object.isLockedByOthers(calls, ownerLockRange(role));
        if (!locked)
            return std::unexpected(locked.error());
        usage.locked[static_cast<std::size_t>(role)] = *locked;
    }
    alignas(std::uint64_t) std::array<std::byte, presenceEnd> bytes{};
    const auto got = object.readAt(calls, 0, bytes);
    if (!got)
        return std::unexpected(got.error());
    const std::span page = std::span(bytes).first(*got);
    for (const Role role : bothRoles)
        usage.presence[static_cast<std::size_t>(role)] = loadPresence(page, role);
    if (page.size() >= countersSizeBytes)
        usage.counters = loadPair(page.data());
    return {};
}

Verdict verdictOnObject(const Usage &usage, uid_t self) noexcept
{
    if (!usage.status.isRegular())
        return Verdict::Foreign;
    const Verdict verdict = deriveVerdict(usage);
    return isInUse(verdict) || usage.status.owner == self ? verdict : Verdict::Foreign;
}

Result<Usage> inspectUsage(InspectCalls calls, const ObjectName &name, off_t expectedSize, const std::stop_token &stop)
{
    Usage usage;
    const auto status = statusOf(calls, name);
    if (!status)
        return std::unexpected(status.error());
    usage.status = *status;
    const bool isForeignObject = isForeign(*status, expectedSize);
    usage.verdict = isForeignObject ? Verdict::Foreign : Verdict::Unknown;
    if (!status->isRegular())
        return usage;
    // The process scan comes before our own descriptor, so that it holds us only where we take part.
    auto processScan = scanProcesses(calls, status->identity, stop);
    if (!processScan)
        return errorFor(name, processScan);
    usage.processScan = std::move(*processScan);
    const auto object = ObjectReader::open(calls, name);
    if (object && object->identity() != status->identity)
        return std::unexpected(Error{.problem = Problem::Replaced, .object = name.display()});
    if (!object && !object.error().isCallFailure(EACCES))
        return std::unexpected(object.error());
    if (object) {
        if (auto done = inspectParties(calls, *object, usage); !done)
            return errorFor(name, done);
        if (usage.processScan.holders.empty())
            usage.leaseProbe = object->probeLease(calls);
    }
    if (!isForeignObject && (object || !usage.processScan.holders.empty()))
        usage.verdict = deriveVerdict(usage);
    return usage;
}

} // namespace shmlab
