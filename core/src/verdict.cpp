// SPDX-License-Identifier: MIT
#include <shmlab/verdict.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include <unistd.h>

namespace shmlab {
namespace {

constexpr std::array bothRoles{Role::Server, Role::Client};

/// Asks for a write lease and gives it back at once.
SoleUse soleUse(SystemCalls calls, const OpenObject &object)
{
    // Somebody who opens the object in this moment makes the kernel signal us; by default that is SIGIO, which
    // would end the process, so it is made one that is ignored by default.
    if (!calls.fcntl(object.descriptor(), F_SETSIG, SIGURG))
        return SoleUse::NotAsked;
    if (const auto lease = calls.fcntl(object.descriptor(), F_SETLEASE, F_WRLCK); !lease)
        return lease.error().errorNumber == EAGAIN ? SoleUse::Refused : SoleUse::NotAsked;
    (void)calls.fcntl(object.descriptor(), F_SETLEASE, F_UNLCK);
    return SoleUse::Granted;
}

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
    const auto now = Party::Clock::now().time_since_epoch();
    // Anybody may have written anything there.
    if (latest <= 0 || std::chrono::nanoseconds(latest) > now)
        return false;
    return !isTaller(own, other) && now - std::chrono::nanoseconds(latest) > PeerWatch::patience;
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

/// What the object itself tells when it is opened to look.
Result<void> lookInside(SystemCalls calls, const ReadOnlyObject &object, Judgement &judgement)
{
    for (const Role role : bothRoles) {
        const auto locked = object.isLockedByOthers(calls, ownerLockRange(role));
        if (!locked)
            return std::unexpected(locked.error());
        judgement.locked[static_cast<std::size_t>(role)] = *locked;
    }
    // By read(2): a mapping would allocate the page where the object has a hole.
    alignas(std::uint64_t) std::array<std::byte, presenceEnd> bytes{};
    auto got = calls.read(object.descriptor(), bytes.data(), bytes.size());
    if (!got)
        return on(object.name(), got);
    const std::span page = std::span(bytes).first(*got);
    for (const Role role : bothRoles)
        judgement.presence[static_cast<std::size_t>(role)] = loadPresence(page, role);
    if (page.size() >= countersSizeBytes)
        judgement.counters = loadPair(page.data());
    if (judgement.census.holders.empty())
        judgement.soleUse = soleUse(calls, object);
    return {};
}

} // namespace

Verdict verdictOn(NameState name, const Peer &peer) noexcept
{
    if (name != NameState::SameObject)
        return Verdict::Orphaned;
    switch (peer.condition) {
    case Peer::Condition::Active: break;
    case Peer::Condition::Stalled: return Verdict::Stalled;
    case Peer::Condition::Stopped: return Verdict::Stopped;
    }
    return Verdict::Live; // we hold it ourselves
}

Result<Judgement> judge(SystemCalls calls, const ObjectName &name, off_t expectedSize, const std::stop_token &stop)
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
    const auto object = ReadOnlyObject::open(calls, name);
    if (object && object->identity() != status->identity)
        return std::unexpected(Error{.problem = Problem::Replaced, .object = name.display()});
    if (!object && !object.error().isCallFailure(EACCES))
        return std::unexpected(object.error());
    if (object) {
        if (const auto done = lookInside(calls, *object, judgement); !done)
            return std::unexpected(done.error());
    }
    if (!isForeignOne && (object || !judgement.census.holders.empty()))
        judgement.verdict = conclude(judgement);
    return judgement;
}

Result<void> removeStale(SystemCalls calls, const ObjectName &name, const Judgement &judged)
{
    const auto refused = [&](Problem problem) {
        return std::unexpected(Error{.problem = problem, .object = name.display()});
    };
    if (judged.verdict != Verdict::Stale)
        return refused(Problem::NotStale);
    auto object = SharedObject::open(calls, name);
    if (!object)
        return std::unexpected(object.error());
    if (object->identity() != judged.status.identity)
        return refused(Problem::Replaced);
    for (const Role role : bothRoles) {
        const auto locked = object->tryLock(ownerLockRange(role));
        if (!locked)
            return std::unexpected(locked.error());
        if (!*locked)
            return refused(Problem::NotStale);
    }
    // Whoever came since it was judged is seen now; whoever comes later finds the owner locks taken.
    const SoleUse use = soleUse(calls, *object);
    if (use == SoleUse::Refused || (use == SoleUse::NotAsked && !judged.census.isComplete()))
        return refused(Problem::NotStale);
    object->takeName();
    const auto led = object->unlinkName();
    object->giveUpName(); // what is reported as not removed must not go later
    if (!led)
        return std::unexpected(led.error());
    if (*led != NameState::SameObject)
        return refused(Problem::Replaced);
    return {};
}

} // namespace shmlab
