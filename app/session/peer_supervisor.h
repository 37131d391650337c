// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/background_process_scan.h"
#include "wording/exchange_types.h"

namespace shmlab::ui {

/// Follows what a party depends on: its peer, its object, and what the object's name leads to.
class PeerSupervisor {
public:
    /// `party` must outlive it.
    PeerSupervisor(const Party &party, SystemCalls calls);

    enum class Change : std::uint8_t {
        None,
        Changed, ///< something that is shown to the user
        ServerLost, ///< a client is alone with an object that no server uses any more
    };
    /// Observes once, without blocking.
    [[nodiscard]] Change poll(Clock::time_point now);

    /// Whether bytes that the party has mapped were cut off, wherever the page boundary lies. One call.
    [[nodiscard]] bool isObjectCutShort() const;
    /// Whether `now`, just read, are counters of the object, which was last seen with those of `before`. Makes a call
    /// only where they went to 0 or back.
    [[nodiscard]] bool areCounters(const CounterPair &now, const CounterPair &before) const;
    /// Of the mapped bytes, those that the object still has.
    [[nodiscard]] std::size_t remainingBytes() const;

    [[nodiscard]] const Peer &peer() const { return m_monitor.peer(); }
    [[nodiscard]] NameState name() const { return m_name; }

private:
    [[nodiscard]] Change pollPeer(Clock::time_point now);
    [[nodiscard]] Change pollName();

    const Party &m_party;
    SystemCalls m_calls;
    PeerMonitor m_monitor;
    BackgroundProcessScan m_processScan;
    NameState m_name = NameState::SameObject;
};

} // namespace shmlab::ui
