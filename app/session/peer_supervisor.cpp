// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/peer_supervisor.h"

#include <algorithm>
#include <utility>

namespace shmlab::ui {
namespace {

/// Whether the views show something else.
bool differs(const Peer &before, const Peer &now)
{
    const auto pidOf = [](const Peer &peer) { return peer.process ? peer.process->pid : 0; };
    const auto activityOf = [](const Peer &peer) { return peer.presence ? peer.presence->activity : 0; };
    return before.state != now.state || before.condition != now.condition || before.isShmlab != now.isShmlab
        || before.processState != now.processState || before.end != now.end || pidOf(before) != pidOf(now)
        || activityOf(before) != activityOf(now);
}

/// Zeros are what a cut leaves, and no party counts backwards.
bool isDoubtful(const CounterPair &now, const CounterPair &before)
{
    const auto isOdd = [](Counter was, Counter is) { return is == 0 || isTaller(was, is); };
    return now != before && (isOdd(before.server, now.server) || isOdd(before.client, now.client));
}

} // namespace

PeerSupervisor::PeerSupervisor(const Party &party, SystemCalls calls)
    : m_party(party),
      m_calls(calls),
      m_monitor(party, calls)
{
}

PeerSupervisor::Change PeerSupervisor::poll(Clock::time_point now)
{
    const Change ofPeer = pollPeer(now);
    return std::max(ofPeer, pollName());
}

bool PeerSupervisor::isObjectCutShort() const
{
    return !m_party.isIntact() || m_party.isCutShort(m_calls).value_or(false);
}

bool PeerSupervisor::areCounters(const CounterPair &now, const CounterPair &before) const
{
    return isDoubtful(now, before) ? !isObjectCutShort() : m_party.isIntact();
}

std::size_t PeerSupervisor::remainingBytes() const
{
    const auto status = m_party.isIntact() ? m_party.object().status() : Result<ObjectStatus>();
    const auto mapped = static_cast<off_t>(m_party.bytes().size());
    return status ? static_cast<std::size_t>(std::min(status->sizeBytes, mapped)) : 0;
}

PeerSupervisor::Change PeerSupervisor::pollPeer(Clock::time_point now)
{
    const ObjectId object = m_party.object().identity();
    const Peer before = m_monitor.peer();
    if (const auto processScan = m_processScan.take(object))
        m_monitor.useProcessScan(*processScan);
    const Peer &peer = m_monitor.poll(now);
    if (m_monitor.wantsProcessScan())
        m_processScan.start(m_calls.roots(), object);
    const bool isGone = peer.state == Peer::State::Died || peer.state == Peer::State::Left;
    if (m_party.role() == Role::Client && isGone && peer.state != before.state)
        return Change::ServerLost;
    return differs(before, peer) ? Change::Changed : Change::None;
}

PeerSupervisor::Change PeerSupervisor::pollName()
{
    const auto name = nameStateOf(m_calls, m_party.object().name(), m_party.object().identity());
    if (!name || *name == std::exchange(m_name, *name))
        return Change::None;
    // That the name is gone does not mean that a server which is seen is gone: some programs unlink what they only
    // opened.
    const bool isServerSeen = peer().state == Peer::State::Present && (peer().isShmlab || peer().process.has_value());
    const bool isLost = m_party.role() == Role::Client && (m_name == NameState::OtherObject || !isServerSeen);
    return isLost ? Change::ServerLost : Change::Changed;
}

} // namespace shmlab::ui
