// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/exchange/exchange_state.h>
#include <shmlab/exchange/party.h>
#include <shmlab/exchange/process_watch.h>
#include <shmlab/inspect/process_scan.h>

#include <optional>

namespace shmlab {

/// Last observed state of the peer.
struct Peer {
    enum class State : std::uint8_t {
        Absent, ///< not seen since this party joined
        Present,
        Left, ///< left in order, or a plain program's process ended
        Died, ///< a Shmlab party that released its owner lock without leaving in order; its process may still run
    };
    using Condition = PartyCondition;
    enum class ProcessState : std::uint8_t { Unknown, Running, Ended };
    State state = State::Absent;
    Condition condition = Condition::Active; ///< while it is present
    bool isShmlab = false; ///< holds the owner lock; otherwise a plain program, known by its counter and from /proc
    std::optional<Process> process{}; ///< if known
    std::optional<PresenceRecord> presence{}; ///< of the latest Shmlab peer, present or gone
    ProcessState processState = ProcessState::Unknown; ///< of one that died or a plain program that left
    std::optional<ProcessEnd> end{}; ///< how that process ended, if known
};

/// Follows a party's peer by kernel evidence: its owner lock, its presence, the end of its process. Silence alone is
/// never taken for death. A presence without its owner lock is history: it names a party that is gone, but only where
/// nobody else holds the object, since a plain program may have taken its place. Not synchronised; the party must
/// outlive it.
class SHMLAB_EXPORT PeerMonitor {
public:
    /// Makes its calls through those of the party's object, or through `calls`.
    explicit PeerMonitor(const Party &party) : PeerMonitor(party, party.object().calls()) { }
    PeerMonitor(const Party &party, SystemCalls calls);

    /// How long a peer may owe an answer before it is called stalled.
    static constexpr std::chrono::seconds stallTimeout = partyStallTimeout;

    /// Observes once: a lock probe, some loads, at most one poll(2) and, while the peer is silent or once it is gone,
    /// its /proc/PID/stat. Never blocks. A released lock is judged by the next poll if the peer's process has not ended
    /// yet. If the probe fails, the state stays as it was. After a gap between two calls, as when this process
    /// was stopped, silence is counted anew.
    const Peer &poll(Party::Clock::time_point now);
    [[nodiscard]] const Peer &peer() const noexcept { return m_peer; }

    /// True while a plain program may be the peer and its process is not known: pass a process scan of the party's
    /// object to useProcessScan(). After an unsuccessful scan, true again once the counter has moved.
    [[nodiscard]] bool wantsProcessScan() const noexcept { return m_wantsProcessScan; }
    void useProcessScan(const ObjectHolders &processScan);

private:
    void onLockHeld();
    void onLockFree();
    void onLockReleased();
    void onCounterMoved(bool isNewRecord);
    void identify(const PresenceRecord &presence);
    void concludeFromPresence();
    void observeEnd();
    void updateCondition(Party::Clock::time_point now, bool moved);
    [[nodiscard]] bool owesAnswer() const;

    const Party &m_party;
    SystemCalls m_calls;
    Peer m_peer;
    ProcessWatch m_process; ///< of the peer
    std::optional<PresenceRecord> m_history; ///< the peer's record as last seen without its owner lock
    Counter m_lastSeen;
    std::uint64_t m_ownNamespace = 0;
    Party::Clock::time_point m_lastPoll{};
    Party::Clock::time_point m_silentSince{};
    bool m_wantsProcessScan;
    bool m_hasPolled = false;
    bool m_hasMoved = false; ///< the counter has, and a scan has not told yet who wrote it
    bool m_isDeserted = false; ///< a scan found no other holder: the peer is gone once it has been silent
    bool m_wasReleased = false; ///< the owner lock, at the last poll
};

/// The verdict of a party on its own object, from what its name leads to and the state of the peer.
[[nodiscard]] SHMLAB_EXPORT Verdict verdictOn(NameState name, const Peer &peer) noexcept;

} // namespace shmlab
