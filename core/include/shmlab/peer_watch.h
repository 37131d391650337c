// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/census.h>
#include <shmlab/party.h>

#include <optional>

namespace shmlab {

/// What is known of the other side.
struct Peer {
    enum class State : std::uint8_t {
        Nobody, ///< not seen since we joined
        Present,
        Left, ///< said goodbye, or a plain program's process ended
        Died, ///< a Shmlab party whose lock is gone though it never said goodbye
    };
    State state = State::Nobody;
    bool isShmlab = false; ///< holds the owner lock; else a plain program, known by its counter and in /proc
    std::optional<Process> process{}; ///< where it is known
    std::optional<PresenceRecord> presence{}; ///< of the latest Shmlab peer, present or gone
};

/// Follows the other side of a party by kernel evidence: its owner lock, its presence, the end of its process. Silence
/// proves nothing and is never taken for death. Not synchronised; the party must outlive it.
class PeerWatch {
public:
    explicit PeerWatch(const Party &party);

    /// Looks once: a lock probe, some loads, at most one poll; never blocks. Errors of the probe leave the state as it
    /// was.
    const Peer &look(SystemCalls calls);
    [[nodiscard]] const Peer &peer() const noexcept { return m_peer; }

    /// A plain program writes the counter, but which process it is has not been found yet: take a census and hand it
    /// in. Asked again only after the counter moved again.
    [[nodiscard]] bool wantsCensus() const noexcept { return m_wantsCensus; }
    void useCensus(SystemCalls calls, const Census &census);

private:
    void sawLock(SystemCalls calls);
    void sawNoLock(SystemCalls calls);

    const Party &m_party;
    Peer m_peer;
    ProcessWatch m_plainProcess;
    Counter m_lastSeen;
    std::uint64_t m_ownNamespace = 0;
    bool m_wantsCensus;
    bool m_hasLooked = false;
};

} // namespace shmlab
