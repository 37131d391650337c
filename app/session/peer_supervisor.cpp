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
