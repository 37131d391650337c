// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/exchange_listener.h"

namespace shmlab::ui {

/// Reports each change of the two counters that is not this party's own turn, with the time at which it happened. In an
/// exchange the peer writes at most once between two turns of this party, so observing at each turn misses no value;
/// observing between the turns makes the time right.
class CounterFollower {
public:
    /// `party` and `listener` must outlive it; times count from `runStart`.
    CounterFollower(const Party &party, ExchangeListener &listener, Clock::time_point runStart);

    /// At most this long between two calls of observe().
    static constexpr std::chrono::milliseconds interval{4};

    /// Compares `counters`, read at `now`, with those of the observation before: a few loads. `isShmlabPeer`: the
    /// presence of the peer is that of a running process and has the exact time of its last write.
    void observe(const CounterPair &counters, Clock::time_point now, bool isShmlabPeer);
    /// Takes in a turn of this party, before the turn itself is reported.
    void addTurn(const Turn &turn, Clock::time_point now, bool isShmlabPeer);

    /// Reports the counters of one moment at full speed; `number` is that of the latest turn.
    void addSample(const CounterPair &counters, std::uint64_t number, Clock::time_point now);

private:
    void update(Counter own, Counter peer, Clock::time_point now, bool isShmlabPeer);
    void report(TurnRecord::Kind kind, Clock::time_point time, std::uint64_t number = 0);
    [[nodiscard]] Clock::time_point timeOfPeersWrite(Clock::time_point now, bool isShmlabPeer) const;

    const Party &m_party;
    ExchangeListener &m_listener;
    Clock::time_point m_runStart;
    Clock::time_point m_lastObservation;
    Counter m_own;
    Counter m_peer;
};

} // namespace shmlab::ui
