// SPDX-License-Identifier: MIT
#include <shmlab/exchange/exchange_state.h>

#include <shmlab/inspect/object_reader.h>

#include <shmlab/exchange/layout.h>
#include <shmlab/inspect/process.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <span>
#include <utility>

#include <unistd.h>

namespace shmlab {
namespace {

constexpr std::array bothRoles{Role::Server, Role::Client};

bool hasHandedOver(const std::optional<PresenceRecord> &presence)
{
    return presence && presence->lastHandOver > 0;
}

/// For how long nothing has been written, as far as that is known.
std::chrono::nanoseconds silenceOf(const ExchangeState &state)
{
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::nanoseconds observed = now - state.unchangedSince;
    std::chrono::nanoseconds latest{0};
    for (const auto &presence : state.presence) {
        if (!hasHandedOver(presence))
            continue;
        if (presence->timeNamespace != ownTimeNamespace())
            return observed; // its clock is not ours
        latest = std::max(latest, std::chrono::nanoseconds(presence->lastHandOver));
    }
    return latest > now.time_since_epoch() // any process can write arbitrary values there
        ? observed
        : std::max(observed, now.time_since_epoch() - latest);
}

/// A party that runs and is not the taller one, although neither side has written for longer than an answer may take.
/// Before the first hand-over nothing is owed.
bool owesAnswer(const ExchangeState &state, Role role)
{
    const auto &presence = state.presenceOf(role);
    if (!state.isLocked(role) || !presence || !state.counters
        || presence->activity != static_cast<std::uint32_t>(Activity::Running)
        || std::ranges::none_of(state.presence, hasHandedOver))
        return false;
    return !isTaller(state.counters->of(role), state.counters->of(peerRoleOf(role)))
        && silenceOf(state) > partyStallTimeout;
}

bool showsTheSame(const ExchangeState &state, const ExchangeState &other)
{
    return state.counters == other.counters && state.locked == other.locked && state.presence == other.presence;
}

PartyCondition conditionOf(const ExchangeState &state, const ObjectHolders &processScan)
{
    auto condition = PartyCondition::Active;
    for (const Role role : bothRoles) {
        if (!owesAnswer(state, role))
            continue;
        const auto isStoppedParty = [&](const Holder &holder) {
            return holder.process.pid == state.presenceOf(role)->pid
                && holder.process.startTicks == state.presenceOf(role)->processStart && holder.process.isStopped();
        };
        if (std::ranges::any_of(processScan.holders, isStoppedParty))
            return PartyCondition::Stopped;
        condition = PartyCondition::Stalled;
    }
    return condition;
}

/// An owner lock proves use where neither the scan nor the kernel's lease could see it.
Verdict verdictWith(const ExchangeState &state, Verdict use)
{
    const bool isLocked = std::ranges::find(state.locked, true) != state.locked.end();
    const bool isUnseen = !isInUse(use) && use != Verdict::NotAnObject;
    return joinVerdict(isLocked && isUnseen ? Verdict::Live : use, state.condition);
}

/// The server created the object and wrote who it is into it, unless another program has written there.
void addMaker(ObjectReport &report, const ExchangeState &state, InspectCalls calls)
{
    const auto &server = state.presenceOf(Role::Server);
    const ObjectHolders &scan = report.usage.processScan;
    if (!server || server->pid <= 0)
        return;
    Maker maker{.pid = server->pid, .source = Maker::Source::Presence, .startTicks = server->processStart};
    auto process = readProcess(calls, maker.pid);
    if (process && process->startTicks == maker.startTicks && !process->hasEnded())
        maker.process = std::move(*process);
    else if (!scan.isHiddenCountKnown || !scan.isSystemWide)
        return; // a process that is not listed may run nevertheless
    report.maker = std::move(maker);
}

OccupantMismatch mismatchOf(const ObjectStatus &status, Kind kind, off_t expectedSize)
{
    if (!status.isRegular())
        return OccupantMismatch::OtherType;
    if (status.owner != ::geteuid())
        return OccupantMismatch::OtherOwner;
    const bool isExpectedSize = status.sizeBytes == 0 || status.sizeBytes == expectedSize;
    if (!isExpectedSize)
        return OccupantMismatch::OtherSize;
    return factsOf(kind).lifetime == Lifetime::WaitsForNextUser ? OccupantMismatch::WaitsForNextUser
                                                                : OccupantMismatch::None;
}

} // namespace

Result<ExchangeState> inspectExchange(const ByteSource &object, const ObjectHolders &processScan,
                                      const ExchangeState *before)
{
    ExchangeState state;
    for (const Role role : bothRoles) {
        const auto locked = object.isLockedByOthers(ownerLockRange(role));
        if (!locked)
            return std::unexpected(locked.error());
        state.locked[static_cast<std::size_t>(role)] = *locked;
    }
    alignas(std::uint64_t) std::array<std::byte, presenceEnd> bytes{};
    const auto got = object.readAt(0, bytes);
    if (!got)
        return std::unexpected(got.error());
    const std::span page = std::span(bytes).first(*got);
    for (const Role role : bothRoles)
        state.presence[static_cast<std::size_t>(role)] = loadPresence(page, role);
    if (page.size() >= countersSizeBytes)
        state.counters = loadPair(page.data());
    const bool isUnchanged = before != nullptr && showsTheSame(state, *before);
    state.unchangedSince = isUnchanged ? before->unchangedSince : std::chrono::steady_clock::now();
    state.condition = conditionOf(state, processScan);
    return state;
}

void probeExchange(InspectCalls calls, const ByteSource &object, ObjectReport &report, const ObjectReport *before)
{
    if (!isExchange(report.kind))
        return;
    const ExchangeState *last = before != nullptr ? before->exchange.get() : nullptr;
    const auto state = inspectExchange(object, report.usage.processScan, last);
    if (!state)
        return;
    const bool isSame = last != nullptr && *last == *state;
    report.exchange = isSame ? before->exchange : std::make_shared<const ExchangeState>(*state);
    addMaker(report, *state, calls);
    report.usage.verdict = verdictWith(*state, verdictOn(report.usage, report.kind, report.maker));
}

Verdict joinVerdict(Verdict use, PartyCondition condition) noexcept
{
    if (use != Verdict::Live)
        return use;
    switch (condition) {
    case PartyCondition::Active: break;
    case PartyCondition::Stalled: return Verdict::Stalled;
    case PartyCondition::Stopped: return Verdict::Stopped;
    }
    return Verdict::Live;
}

std::vector<EvidenceFact> evidenceOf(const ExchangeState &state)
{
    std::vector<EvidenceFact> facts;
    for (const Role role : bothRoles) {
        if (state.isLocked(role))
            facts.emplace_back(evidence::OwnerLockHeld{role});
        else if (const auto &left = state.presenceOf(role))
            facts.emplace_back(evidence::FormerParty{role, left->pid,
                                                     left->activity == static_cast<std::uint32_t>(Activity::Leaving)});
    }
    return facts;
}

Result<NameOccupant> inspectOccupant(InspectCalls calls, const ObjectName &name, off_t expectedSize,
                                     const std::stop_token &stop)
{
    auto usage = inspectUsage(calls, name, stop);
    if (!usage)
        return std::unexpected(usage.error());
    NameOccupant occupant{.usage = std::move(*usage), .exchange = {}};
    const ObjectStatus &status = occupant.usage.status;
    const auto mismatch = [&](std::span<const std::byte> head) {
        return mismatchOf(status, detectKind(name.bytes().substr(1), status.sizeBytes, head), expectedSize);
    };
    occupant.mismatch = mismatch({});
    if (!occupant.usage.isOpenable)
        return occupant;
    const auto object = ObjectReader::open(calls, name);
    if (!object && object.error().problem == Problem::Leased) // leased: its usage is known, its content is not
        return occupant;
    if (!object)
        return std::unexpected(object.error());
    if (object->identity() != occupant.usage.status.identity)
        return std::unexpected(Error{.problem = Problem::Replaced, .object = name.display()});
    std::array<std::byte, headBytes> head{};
    auto got = object->readAt(0, head);
    if (!got)
        return errorFor(name, got);
    occupant.mismatch = mismatch(std::span(head).first(*got));
    auto state = inspectExchange(*object, occupant.usage.processScan);
    if (!state)
        return errorFor(name, state);
    occupant.exchange = *state;
    occupant.usage.verdict = verdictWith(occupant.exchange, occupant.usage.verdict);
    return occupant;
}

} // namespace shmlab
