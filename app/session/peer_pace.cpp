// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/peer_pace.h"

#include <utility>

namespace shmlab::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto timerWindow = 2s;
/// With some margin for turns that a timer catches up on.
constexpr double maxTimerRate = 1.1 / std::chrono::duration<double>(minPeriod).count();

} // namespace

bool PeerPace::observe(Clock::time_point now, const Peer &peer, Pace ownPace)
{
    const auto before = m_pace;
    const bool isRunning = peer.state == Peer::State::Present && peer.isShmlab && peer.presence
        && peer.presence->activity == static_cast<std::uint32_t>(Activity::Running);
    if (!isRunning || std::exchange(m_pid, peer.presence->pid) != peer.presence->pid) {
        m_pace.reset();
        m_samples.clear();
    }
    if (isRunning)
        addSample(now, *peer.presence, ownPace);
    return m_pace != before;
}

void PeerPace::addSample(Clock::time_point now, const PresenceRecord &presence, Pace ownPace)
{
    if (presence.sleeping != 0 || ownPace != Pace::FullSpeed) // the rate of a peer of a timer tells nothing
        m_samples.clear();
    if (presence.sleeping != 0) {
        m_pace = Pace::FullSpeed;
        return;
    }
    if (ownPace != Pace::FullSpeed) {
        m_pace.reset();
        return;
    }
    const Sample sample{.time = now, .handOvers = presence.handOvers};
    if (!m_samples.empty() && m_samples.front().handOvers == sample.handOvers)
        m_samples.clear(); // the rate counts from the moment on at which the peer begins to move
    m_samples.push_back(sample);
    while (m_samples.size() > 2 && now - m_samples[1].time >= timerWindow)
        m_samples.pop_front();
    judgeRate();
}

void PeerPace::judgeRate()
{
    const auto time = m_samples.back().time - m_samples.front().time;
    const auto handOvers = m_samples.back().handOvers - m_samples.front().handOvers;
    const double rate = static_cast<double>(handOvers) / std::chrono::duration<double>(time).count();
    if (time > 0s && rate > maxTimerRate)
        m_pace = Pace::FullSpeed;
    else if (time >= timerWindow && handOvers > 0)
        m_pace = Pace::Timer;
}

} // namespace shmlab::ui
