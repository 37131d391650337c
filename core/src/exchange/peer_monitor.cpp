// SPDX-License-Identifier: MIT
#include <shmlab/exchange/peer_monitor.h>

#include <shmlab/inspect/object_reader.h>

#include <algorithm>
#include <utility>

#include <unistd.h>

namespace shmlab {

PeerMonitor::PeerMonitor(const Party &party, SystemCalls calls)
    : m_party(party),
      m_calls(calls),
      m_lastSeen(party.counterOf(peerRoleOf(party.role()))),
      m_wantsProcessScan(party.role() == Role::Client)
{
}

const Peer &PeerMonitor::poll(Party::Clock::time_point now)
{
    const Counter before = m_lastSeen;
    const auto locked =
        isLockedByOthers(m_calls, m_party.object().descriptor(), ownerLockRange(peerRoleOf(m_party.role())));
    if (locked && *locked)
        onLockHeld();
    else if (locked)
        onLockFree();
    updateCondition(now, before != m_lastSeen);
    return m_peer;
}

void PeerMonitor::updateCondition(Party::Clock::time_point now, bool moved)
{
    // After a gap between polls: this process itself did not run, so the peer's silence means nothing.
    constexpr auto gap = stallTimeout / 2;
    const bool wasAway = now - std::exchange(m_lastPoll, now) > gap;
    if (m_peer.state != Peer::State::Present || moved || wasAway || !owesAnswer()) {
        m_silentSince = now;
        m_peer.condition = Peer::Condition::Active;
        return;
    }
    if (now - m_silentSince < stallTimeout)
        return;
    m_peer.condition = Peer::Condition::Stalled;
    if (m_peer.process) {
        const auto process = readProcess(m_calls, m_peer.process->pid);
        if (process && process->isSameProcess(*m_peer.process) && process->isStopped())
            m_peer.condition = Peer::Condition::Stopped;
    }
}

bool PeerMonitor::owesAnswer() const
{
    const bool isPaused = m_peer.isShmlab && m_peer.presence
        && m_peer.presence->activity != static_cast<std::uint32_t>(Activity::Running);
    return !isPaused && isTaller(m_party.counterOf(m_party.role()), m_party.counterOf(peerRoleOf(m_party.role())));
}

void PeerMonitor::onLockHeld()
{
    m_hasPolled = true;
    auto presence = loadPresence(m_party.bytes(), peerRoleOf(m_party.role()));
    const bool isNew = m_peer.state != Peer::State::Present || !m_peer.isShmlab || !m_peer.presence != !presence
        || (presence && m_peer.presence->pid != presence->pid);
    if (isNew) {
        m_plainProcess = {};
        m_wantsProcessScan = false;
        m_peer = {.state = Peer::State::Present, .isShmlab = true};
        if (m_ownNamespace == 0)
            m_ownNamespace = ownNamespace(m_calls, "pid");
        if (presence && presence->pidNamespace == m_ownNamespace) {
            const auto process = readProcess(m_calls, presence->pid);
            if (process && process->startTicks == presence->processStart)
                m_peer.process = *process;
        }
    }
    m_peer.presence = presence;
    m_lastSeen = m_party.counterOf(peerRoleOf(m_party.role()));
}

void PeerMonitor::onLockFree()
{
    const Counter seen = m_party.counterOf(peerRoleOf(m_party.role()));
    const bool moved = seen != std::exchange(m_lastSeen, seen);
    const bool isFirstPoll = !std::exchange(m_hasPolled, true);
    const bool wasShmlab = m_peer.state == Peer::State::Present && m_peer.isShmlab;
    // A record without its owner lock is that of a party that is gone: the known one, one that left before this party
    // joined, or one that came and went since the last poll.
    auto presence = loadPresence(m_party.bytes(), peerRoleOf(m_party.role()));
    const bool isNewRecord = presence
        && (!m_peer.presence || m_peer.presence->pid != presence->pid
            || m_peer.presence->handOvers != presence->handOvers);
    if (wasShmlab || (isNewRecord && (isFirstPoll || moved))) {
        // Without room for presence a party cannot tell how it ends; the lock shows only that it is gone.
        const bool leftInOrder =
            !m_party.hasPresence() || (presence && presence->activity == static_cast<std::uint32_t>(Activity::Leaving));
        m_peer.state = leftInOrder ? Peer::State::Left : Peer::State::Died;
        m_peer.isShmlab = true;
        m_peer.presence = presence;
        return;
    }
    if (moved && m_peer.state != Peer::State::Present)
        m_peer = {.state = Peer::State::Present, .presence = m_peer.presence};
    if (moved)
        m_wantsProcessScan = !m_plainProcess.isOpen();
    if (m_plainProcess.isOpen() && m_plainProcess.hasEnded().value_or(false)) {
        m_plainProcess = {};
        m_peer.state = Peer::State::Left;
    }
}

void PeerMonitor::useProcessScan(const ObjectHolders &processScan)
{
    m_wantsProcessScan = false;
    if (m_peer.isShmlab || m_peer.state == Peer::State::Left)
        return;
    const auto couldBePeer = [](const Holder &holder) {
        return (holder.mapsWritable || holder.opensWritable) && holder.process.pid != ::getpid();
    };
    const auto candidate = std::ranges::find_if(processScan.holders, couldBePeer);
    if (candidate == processScan.holders.end() || std::ranges::count_if(processScan.holders, couldBePeer) > 1)
        return;
    if (auto watch = ProcessWatch::open(m_calls, candidate->process)) {
        m_plainProcess = std::move(*watch);
        m_peer.state = Peer::State::Present;
        m_peer.process = candidate->process;
    }
}

Verdict verdictOn(NameState name, const Peer &peer) noexcept
{
    return joinVerdict(name == NameState::SameObject ? Verdict::Live : Verdict::Orphaned, peer.condition);
}

} // namespace shmlab
