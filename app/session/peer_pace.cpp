// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/peer_pace.h"

#include <utility>

namespace shmlab::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto timerWindow = 2s;
/// With some margin for turns that a timer catches up on.
/// A timer's wake-ups spread over more than this, even where those of both sides are in phase.
constexpr auto promptAnswer = 5us;
constexpr int answersForPace = 6; ///< alike, one after another
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
        m_answersAtOnce = false;
    }
    if (isRunning)
        addSample(now, *peer.presence, ownPace);
    return m_pace != before;
}

void PeerPace::addTurn(Clock::time_point now, const std::optional<PresenceRecord> &peer)
{
    const Clock::time_point last = std::exchange(m_lastTurn, now);
    const Clock::time_point answered(std::chrono::nanoseconds(peer ? peer->lastHandOver : 0));
    if (answered < last || answered >= now)
        return; // not published yet, or by another clock
    const bool isAtOnce = answered - last < promptAnswer;
    if (std::exchange(m_isLastAtOnce, isAtOnce) != isAtOnce)
        m_likeAnswers = 0;
    if (++m_likeAnswers >= answersForPace)
        m_answersAtOnce = isAtOnce;
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
        m_pace = m_answersAtOnce ? std::optional(Pace::FullSpeed) : std::nullopt;
        return;
    }
    m_answersAtOnce = false;
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
