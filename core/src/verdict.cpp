// SPDX-License-Identifier: MIT
#include <shmlab/verdict.h>

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
bool owesAnAnswer(const Judgement &seen, Role role)
{
    const auto &presence = seen.presenceOf(role);
    if (!seen.isLocked(role) || !presence || !seen.counters
        || presence->activity != static_cast<std::uint32_t>(Activity::Running))
        return false;
    const bool isServer = role == Role::Server;
    const Counter own = isServer ? seen.counters->server : seen.counters->client;
    const Counter other = isServer ? seen.counters->client : seen.counters->server;
    const auto &otherPresence = seen.presenceOf(otherRole(role));
    const std::int64_t latest = std::max(presence->lastHandOver, otherPresence ? otherPresence->lastHandOver : 0);
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    // Anybody may have written anything there.
    if (latest <= 0 || std::chrono::nanoseconds(latest) > now)
        return false;
    return !isTaller(own, other) && now - std::chrono::nanoseconds(latest) > patienceWithParties;
}

Verdict conclude(const Judgement &seen)
{
    const auto &holders = seen.census.holders;
    const auto isStopped = [](const Holder &holder) { return holder.process.isStopped(); };
    if (!holders.empty() && std::ranges::all_of(holders, isStopped))
        return Verdict::Stopped;
    if (std::ranges::any_of(bothRoles, [&](Role role) { return owesAnAnswer(seen, role); }))
        return Verdict::Stalled;
    const bool isHeld = !seen.census.holders.empty() || std::ranges::find(seen.locked, true) != seen.locked.end()
        || seen.soleUse == SoleUse::Refused;
    if (isHeld)
        return Verdict::Live;
    const bool isFree = seen.soleUse == SoleUse::Granted || seen.census.isComplete();
    return isFree ? Verdict::Stale : Verdict::Unknown;
}

} // namespace

Result<void> lookForParties(LookingCalls calls, const ObjectReader &object, Judgement &judgement)
{
    for (const Role role : bothRoles) {
        const auto locked = object.isLockedByOthers(calls, ownerLockRange(role));
        if (!locked)
            return std::unexpected(locked.error());
        judgement.locked[static_cast<std::size_t>(role)] = *locked;
    }
    alignas(std::uint64_t) std::array<std::byte, presenceEnd> bytes{};
    const auto got = object.readAt(calls, 0, bytes);
    if (!got)
        return std::unexpected(got.error());
    const std::span page = std::span(bytes).first(*got);
    for (const Role role : bothRoles)
        judgement.presence[static_cast<std::size_t>(role)] = loadPresence(page, role);
    if (page.size() >= countersSizeBytes)
        judgement.counters = loadPair(page.data());
    return {};
}

Verdict verdictOnAnyObject(const Judgement &seen, uid_t self) noexcept
{
    if (!seen.status.isRegular())
        return Verdict::Foreign;
    const Verdict verdict = conclude(seen);
    return isInUse(verdict) || seen.status.owner == self ? verdict : Verdict::Foreign;
}

Result<Judgement> judge(LookingCalls calls, const ObjectName &name, off_t expectedSize, const std::stop_token &stop)
{
    Judgement judgement;
    const auto status = statusOf(calls, name);
    if (!status)
        return std::unexpected(status.error());
    judgement.status = *status;
    const bool isForeignOne = isForeign(*status, expectedSize);
    judgement.verdict = isForeignOne ? Verdict::Foreign : Verdict::Unknown;
    if (!status->isRegular())
        return judgement;
    // The census comes before our own descriptor, so that it holds us only where we take part.
    auto census = takeCensus(calls, status->identity, stop);
    if (!census)
        return on(name, census);
    judgement.census = std::move(*census);
    const auto object = ObjectReader::open(calls, name);
    if (object && object->identity() != status->identity)
        return std::unexpected(Error{.problem = Problem::Replaced, .object = name.display()});
    if (!object && !object.error().isCallFailure(EACCES))
        return std::unexpected(object.error());
    if (object) {
        if (auto done = lookForParties(calls, *object, judgement); !done)
            return on(name, done);
        if (judgement.census.holders.empty())
            judgement.soleUse = object->soleUse(calls);
    }
    if (!isForeignOne && (object || !judgement.census.holders.empty()))
        judgement.verdict = conclude(judgement);
    return judgement;
}

} // namespace shmlab
