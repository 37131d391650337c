// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/exchange/party.h>
#include <shmlab/exchange/process_watch.h>
#include <shmlab/inspect/process_scan.h>
#include <shmlab/inspect/usage.h>

#include <optional>

namespace shmlab {

/// What is known of the other side.
struct Peer {
    enum class State : std::uint8_t {
        Absent, ///< not seen since we joined
        Present,
        Left, ///< said goodbye, or a plain program's process ended
        Died, ///< a Shmlab party whose lock is gone though it never said goodbye
    };
    /// Of one that is present. None of these is death: a stalled or stopped peer goes on by itself.
    enum class Condition : std::uint8_t {
        Active,
        Stalled, ///< owes an answer for three seconds: starved, blocked, or in no hurry
        Stopped, ///< as Stalled, and its process is stopped by a signal or held by a debugger
    };
    State state = State::Absent;
    Condition condition = Condition::Active;
    bool isShmlab = false; ///< holds the owner lock; else a plain program, known by its counter and in /proc
    std::optional<Process> process{}; ///< where it is known
    std::optional<PresenceRecord> presence{}; ///< of the latest Shmlab peer, present or gone
};

/// Follows the other side of a party by kernel evidence: its owner lock, its presence, the end of its process. Silence
/// proves nothing and is never taken for death. Not synchronised; the party must outlive it.
class SHMLAB_EXPORT PeerWatch {
public:
    explicit PeerWatch(const Party &party);

    /// How long a peer may owe an answer before it is called stalled.
    static constexpr std::chrono::seconds stallTimeout = partyStallTimeout;

    /// Looks once: a lock probe, some loads, at most one poll and, while the peer is silent, its /proc/PID/stat; never
    /// blocks. Errors of the probe leave the state as it was. `now` may jump, as it does when this process was stopped:
    /// then silence is counted anew.
    const Peer &poll(SystemCalls calls, Party::Clock::time_point now);
    [[nodiscard]] const Peer &peer() const noexcept { return m_peer; }

    /// A plain program writes the counter, but which process it is has not been found yet: take a process scan and hand
    /// it in. Asked again only after the counter moved again.
    [[nodiscard]] bool wantsProcessScan() const noexcept { return m_wantsProcessScan; }
    void useProcessScan(SystemCalls calls, const ProcessScan &processScan);

private:
    void onLockHeld(SystemCalls calls);
    void onLockFree(SystemCalls calls);
    void updateCondition(SystemCalls calls, Party::Clock::time_point now, bool moved);
    [[nodiscard]] bool owesAnswer() const;

    const Party &m_party;
    Peer m_peer;
    ProcessWatch m_plainProcess;
    Counter m_lastSeen;
    std::uint64_t m_ownNamespace = 0;
    Party::Clock::time_point m_lastPoll{};
    Party::Clock::time_point m_silentSince{};
    bool m_wantsProcessScan;
    bool m_hasPolled = false;
};

/// What a party may say of its own object: what its name leads to, who the other side is.
[[nodiscard]] SHMLAB_EXPORT Verdict verdictOn(NameState name, const Peer &peer) noexcept;

} // namespace shmlab
