// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/counter_follower.h"

#include <algorithm>
#include <utility>

namespace shmlab::ui {

CounterFollower::CounterFollower(const Party &party, ExchangeListener &listener, Clock::time_point runStart)
    : m_party(party),
      m_listener(listener),
      m_runStart(runStart),
      m_lastObservation(Clock::now()),
      m_own(party.counterOf(party.role())),
      m_peer(party.counterOf(peerRoleOf(party.role())))
{
    report(TurnRecord::Kind::Joined, m_lastObservation);
}

void CounterFollower::observe(const CounterPair &counters, Clock::time_point now, bool isShmlabPeer)
{
    update(counters.of(m_party.role()), counters.of(peerRoleOf(m_party.role())), now, isShmlabPeer);
}

void CounterFollower::addTurn(const Turn &turn, Clock::time_point now, bool isShmlabPeer)
{
    update(m_own, turn.peer, now, isShmlabPeer);
    m_own = turn.own;
}

void CounterFollower::addSample(const CounterPair &counters, std::uint64_t number, Clock::time_point now)
{
    m_own = counters.of(m_party.role());
    m_peer = counters.of(peerRoleOf(m_party.role()));
    m_lastObservation = now;
    report(TurnRecord::Kind::Sample, now, number);
}

void CounterFollower::update(Counter own, Counter peer, Clock::time_point now, bool isShmlabPeer)
{
    if (std::exchange(m_own, own) != own)
        report(TurnRecord::Kind::OwnOverwritten, now);
    if (std::exchange(m_peer, peer) != peer)
        report(TurnRecord::Kind::PeerWrote, timeOfPeersWrite(now, isShmlabPeer));
    m_lastObservation = now;
}

/// The peer takes its time before it writes the counter, and publishes it afterwards: a time outside of the interval
/// between two observations is that of another write, or of another clock.
Clock::time_point CounterFollower::timeOfPeersWrite(Clock::time_point now, bool isShmlabPeer) const
{
    const auto presence = isShmlabPeer ? loadPresence(m_party.bytes(), peerRoleOf(m_party.role())) : std::nullopt;
    const Clock::time_point published(std::chrono::nanoseconds(presence ? presence->lastHandOver : 0));
    return published >= m_lastObservation && published <= now ? published : now;
}

void CounterFollower::report(TurnRecord::Kind kind, Clock::time_point time, std::uint64_t number)
{
    m_listener.counterChanged(
        {.turn = {.number = number, .own = m_own, .peer = m_peer}, .time = time - m_runStart, .kind = kind});
}

} // namespace shmlab::ui
