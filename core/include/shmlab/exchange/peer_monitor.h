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
        Died, ///< a Shmlab party that released its owner lock without leaving in order
    };
    using Condition = PartyCondition;
    State state = State::Absent;
    Condition condition = Condition::Active; ///< while it is present
    bool isShmlab = false; ///< holds the owner lock; otherwise a plain program, known by its counter and from /proc
    std::optional<Process> process{}; ///< if known
    std::optional<PresenceRecord> presence{}; ///< of the latest Shmlab peer, present or gone
};

/// Follows a party's peer by kernel evidence: its owner lock, its presence, the end of its process. Silence alone is
/// never taken for death. Not synchronised; the party must outlive it.
class SHMLAB_EXPORT PeerMonitor {
public:
    /// Makes its calls through those of the party's object, or through `calls`.
    explicit PeerMonitor(const Party &party) : PeerMonitor(party, party.object().calls()) { }
    PeerMonitor(const Party &party, SystemCalls calls);

    /// How long a peer may owe an answer before it is called stalled.
    static constexpr std::chrono::seconds stallTimeout = partyStallTimeout;

    /// Observes once: a lock probe, some loads, at most one poll(2) and, while the peer is silent, its /proc/PID/stat.
    /// Never blocks. If the probe fails, the state stays as it was. After a gap between two calls, as when this process
    /// was stopped, silence is counted anew.
    const Peer &poll(Party::Clock::time_point now);
    [[nodiscard]] const Peer &peer() const noexcept { return m_peer; }

    /// True while a plain program writes the peer's counter and its process is not known: pass a process scan of the
    /// party's object to useProcessScan(). After an unsuccessful scan, true again once the counter has moved.
    [[nodiscard]] bool wantsProcessScan() const noexcept { return m_wantsProcessScan; }
    void useProcessScan(const ObjectHolders &processScan);

private:
    void onLockHeld();
    void onLockFree();
    void updateCondition(Party::Clock::time_point now, bool moved);
    [[nodiscard]] bool owesAnswer() const;

    const Party &m_party;
    SystemCalls m_calls;
    Peer m_peer;
    ProcessWatch m_plainProcess;
    Counter m_lastSeen;
    std::uint64_t m_ownNamespace = 0;
    Party::Clock::time_point m_lastPoll{};
    Party::Clock::time_point m_silentSince{};
    bool m_wantsProcessScan;
    bool m_hasPolled = false;
};

/// The verdict of a party on its own object, from what its name leads to and the state of the peer.
[[nodiscard]] SHMLAB_EXPORT Verdict verdictOn(NameState name, const Peer &peer) noexcept;

} // namespace shmlab
