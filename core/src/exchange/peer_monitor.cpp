// SPDX-License-Identifier: MIT
#include <shmlab/exchange/peer_monitor.h>

#include <shmlab/inspect/object_reader.h>

#include <algorithm>
#include <utility>

#include <unistd.h>

namespace shmlab {
namespace {

bool isGone(const Peer &peer)
{
    return peer.state == Peer::State::Left || peer.state == Peer::State::Died;
}

} // namespace

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
    const Peer::State stateBefore = m_peer.state;
    const auto locked =
        isLockedByOthers(m_calls, m_party.object().descriptor(), ownerLockRange(peerRoleOf(m_party.role())));
    if (locked && *locked)
        onLockHeld();
    else if (locked)
        onLockFree();
    if (isGone(m_peer) && m_process.isOpen())
        observeEnd();
    updateCondition(now, before != m_lastSeen || stateBefore != m_peer.state);
    return m_peer;
}

void PeerMonitor::updateCondition(Party::Clock::time_point now, bool moved)
{
    // After a gap between polls: this process itself did not run, so the peer's silence means nothing.
    constexpr auto gap = stallTimeout / 2;
    const bool wasAway = now - std::exchange(m_lastPoll, now) > gap;
    if (isGone(m_peer) || moved || wasAway || !owesAnswer()) {
        m_silentSince = now;
        m_peer.condition = Peer::Condition::Active;
        return;
    }
    if (now - m_silentSince < stallTimeout)
        return;
    if (m_isDeserted)
        concludeFromPresence();
    if (m_peer.state != Peer::State::Present)
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
    m_wasReleased = m_hasMoved = m_isDeserted = false;
    auto presence = loadPresence(m_party.bytes(), peerRoleOf(m_party.role()));
    const bool isNew = m_peer.state != Peer::State::Present || !m_peer.isShmlab || !m_peer.presence != !presence
        || (presence && m_peer.presence->pid != presence->pid);
    if (isNew) {
        m_process = {};
        m_wantsProcessScan = false;
        m_peer = {.state = Peer::State::Present, .isShmlab = true};
        if (presence)
            identify(*presence);
    }
    m_peer.presence = presence;
    m_lastSeen = m_party.counterOf(peerRoleOf(m_party.role()));
}

/// The process that wrote the presence, if it still runs and pids mean the same here.
void PeerMonitor::identify(const PresenceRecord &presence)
{
    if (m_ownNamespace == 0)
        m_ownNamespace = ownNamespace(m_calls, "pid");
    if (presence.pidNamespace != m_ownNamespace)
        return;
    const auto process = readProcess(m_calls, presence.pid);
    if (!process || process->startTicks != presence.processStart)
        return;
    m_peer.process = *process;
    if (auto watch = ProcessWatch::open(m_calls, *process))
        m_process = std::move(*watch);
}

void PeerMonitor::onLockFree()
{
    const Counter seen = m_party.counterOf(peerRoleOf(m_party.role()));
    const bool moved = seen != std::exchange(m_lastSeen, seen);
    const bool isFirstPoll = !std::exchange(m_hasPolled, true);
    auto record = loadPresence(m_party.bytes(), peerRoleOf(m_party.role()));
    const bool isNewRecord = record != std::exchange(m_history, record) && record && !isFirstPoll;
    if (m_peer.state == Peer::State::Present && m_peer.isShmlab)
        onLockReleased();
    else if (moved)
        onCounterMoved(isNewRecord);
    if (!m_peer.isShmlab && m_process.isOpen() && m_process.hasEnded().value_or(false))
        m_peer.state = Peer::State::Left;
}

/// A party that is known is gone.
void PeerMonitor::onLockReleased()
{
    // Without room for presence a party cannot tell how it ends; the lock shows only that it is gone.
    const bool leftInOrder =
        !m_party.hasPresence() || (m_history && m_history->activity == static_cast<std::uint32_t>(Activity::Leaving));
    const bool mayBeEnding = m_process.isOpen() && !m_process.hasEnded().value_or(true);
    if (!leftInOrder && mayBeEnding && !std::exchange(m_wasReleased, true))
        return; // a process releases its locks shortly before it has ended: the next poll shows how
    m_peer.state = leftInOrder ? Peer::State::Left : Peer::State::Died;
    m_peer.presence = m_history;
    if (leftInOrder)
        m_process = {}; // it may run on
}

/// A plain program wrote the counter: without its owner lock a presence is history or garbage. If the record is new as
/// well, a Shmlab party may have come and gone since the last poll; a scan tells, or the next number.
void PeerMonitor::onCounterMoved(bool isNewRecord)
{
    const bool mayHaveGone = isNewRecord && !m_hasMoved;
    m_hasMoved = true;
    m_isDeserted = false;
    m_wantsProcessScan = m_peer.isShmlab || !m_process.isOpen();
    if (m_peer.state != Peer::State::Present && !mayHaveGone)
        m_peer = {.state = Peer::State::Present, .presence = m_peer.presence};
}

void PeerMonitor::useProcessScan(const ObjectHolders &processScan)
{
    m_wantsProcessScan = false;
    const bool isShmlabPresent = m_peer.state == Peer::State::Present && m_peer.isShmlab;
    if (isShmlabPresent || (isGone(m_peer) && !m_hasMoved))
        return;
    const auto couldBePeer = [](const Holder &holder) {
        return (holder.mapsWritable || holder.opensWritable) && holder.process.pid != ::getpid();
    };
    const auto candidate = std::ranges::find_if(processScan.holders, couldBePeer);
    if (candidate == processScan.holders.end()) {
        const bool isSeen = m_peer.state == Peer::State::Present; // it may open the object for each turn
        m_isDeserted = processScan.isComplete() || !isSeen;
        if (processScan.isComplete() && !isSeen)
            concludeFromPresence();
        return;
    }
    if (std::ranges::count_if(processScan.holders, couldBePeer) > 1)
        return;
    if (auto watch = ProcessWatch::open(m_calls, candidate->process)) {
        m_process = std::move(*watch);
        m_hasMoved = false;
        m_peer = {.state = Peer::State::Present, .process = candidate->process, .presence = m_peer.presence};
    }
}

/// Nobody else is known to hold the object: a plain program that was seen has left, and so has the party that the
/// presence names.
void PeerMonitor::concludeFromPresence()
{
    m_hasMoved = m_isDeserted = false;
    if (m_peer.state == Peer::State::Present) {
        m_peer.state = Peer::State::Left;
        return;
    }
    const auto record = loadPresence(m_party.bytes(), peerRoleOf(m_party.role()));
    if (!record)
        return;
    const bool leftInOrder = record->activity == static_cast<std::uint32_t>(Activity::Leaving);
    m_peer = {.state = leftInOrder ? Peer::State::Left : Peer::State::Died, .isShmlab = true, .presence = record};
}

/// Once a peer is gone: whether its process has ended, and how.
void PeerMonitor::observeEnd()
{
    const auto hasEnded = m_process.hasEnded();
    if (!hasEnded)
        return;
    m_peer.processState = *hasEnded ? Peer::ProcessState::Ended : Peer::ProcessState::Running;
    if (!*hasEnded)
        return;
    m_peer.end = m_process.end();
    m_process = {};
}

Verdict verdictOn(NameState name, const Peer &peer) noexcept
{
    return joinVerdict(name == NameState::SameObject ? Verdict::Live : Verdict::Orphaned, peer.condition);
}

} // namespace shmlab
