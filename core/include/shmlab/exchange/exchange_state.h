// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/protocol.h>
#include <shmlab/inspect/evidence.h>
#include <shmlab/inspect/object_report.h>

#include <array>
#include <chrono>
#include <optional>
#include <vector>

namespace shmlab {

/// How a present party takes its turns. None of these is death: a stalled or stopped party may continue at any time.
enum class PartyCondition : std::uint8_t {
    Active,
    Stalled, ///< has owed an answer for partyStallTimeout: starved, blocked, or just slow
    Stopped, ///< as Stalled, and its process is stopped by a signal or held by a debugger
};

/// How long a party may owe an answer before it is called stalled.
inline constexpr std::chrono::seconds partyStallTimeout{3};

/// The state of an exchange, read from its object and the owner locks.
struct ExchangeState {
    std::optional<CounterPair> counters{}; ///< empty if the object is too small for them
    std::array<bool, 2> locked{}; ///< the owner lock of Role::Server, Role::Client is held
    std::array<std::optional<PresenceRecord>, 2> presence{}; ///< as found in the object, also of ended parties
    PartyCondition condition = PartyCondition::Active; ///< of the party that owes an answer
    std::chrono::steady_clock::time_point unchangedSince{}; ///< when this process first read these values
    bool operator==(const ExchangeState &) const = default;

    [[nodiscard]] bool isLocked(Role role) const noexcept { return locked[static_cast<std::size_t>(role)]; }
    [[nodiscard]] const std::optional<PresenceRecord> &presenceOf(Role role) const noexcept
    {
        return presence[static_cast<std::size_t>(role)];
    }
};

/// Reads the state of an exchange from its object; `processScan` shows which parties are stopped, `before` is what was
/// read the last time. How long a party has been silent follows from what was observed, and from the times of the
/// parties where their clocks are this process's: not in another time namespace. Errors: those of the calls.
[[nodiscard]] SHMLAB_EXPORT Result<ExchangeState>
inspectExchange(const ByteSource &object, const ObjectHolders &processScan, const ExchangeState *before = nullptr);

/// The ObjectProbe of exchanges: fills ObjectReport::exchange and maker, and refines the verdict by it. Leaves out what
/// cannot be read.
SHMLAB_EXPORT void probeExchange(InspectCalls calls, const ByteSource &object, ObjectReport &report,
                                 const ObjectReport *before);

/// The verdict on an object of an exchange: `use` refined by the condition of its parties.
[[nodiscard]] SHMLAB_EXPORT Verdict joinVerdict(Verdict use, PartyCondition condition) noexcept;

/// What the state adds to the evidence of the object's usage.
[[nodiscard]] SHMLAB_EXPORT std::vector<EvidenceFact> evidenceOf(const ExchangeState &state);

/// Why a server does not offer to remove the object that has its name, even where nobody uses it.
enum class OccupantMismatch : std::uint8_t {
    None,
    OtherType,
    OtherOwner,
    OtherSize,
    WaitsForNextUser, ///< Lifetime::WaitsForNextUser
    OnKeepList, ///< the program keeps objects of this name, or cannot tell; inspectOccupant() knows no such list
};

/// The object that already has the name which a server is to create.
struct NameOccupant {
    Usage usage; ///< its verdict is joined with the exchange's state
    ExchangeState exchange;
    OccupantMismatch mismatch = OccupantMismatch::None;

    /// It belongs to an exchange like the server's own and is not in use.
    [[nodiscard]] bool isReplaceable() const noexcept
    {
        return mismatch == OccupantMismatch::None
            && (usage.verdict == Verdict::Stale || usage.verdict == Verdict::Unused);
    }
};

/// Inspects what `name` leads to for a server of this user that would create an object of `expectedSize` bytes. Changes
/// nothing. Blocks for a pass over /proc. Errors: those of statx(2), ENOENT first; Replaced.
[[nodiscard]] SHMLAB_EXPORT Result<NameOccupant> inspectOccupant(InspectCalls calls, const ObjectName &name,
                                                                 off_t expectedSize, const std::stop_token &stop = {});

} // namespace shmlab
