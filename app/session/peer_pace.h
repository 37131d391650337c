// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <deque>
#include <optional>

namespace shmlab::ui {

/// Tells from its presence whether a Shmlab peer makes its turns by a timer or at full speed. Only a party at full
/// speed sleeps until it is woken, or hands over more often than the shortest period allows. A peer of a party at full
/// speed that does neither for two seconds, but makes turns, is on its timer. Next to a party on its timer a peer that
/// polls all the time can only answer; it is known by answers that come sooner than any timer fires, one after another.
class PeerPace {
public:
    /// Observes once, some times a second. `ownPace` is the pace of this party. True if pace() has changed.
    bool observe(Clock::time_point now, const Peer &peer, Pace ownPace);
    /// Takes in that this party, on its timer, wrote its counter at `now`; `peer` is what its peer published right
    /// before.
    void addTurn(Clock::time_point now, const std::optional<PresenceRecord> &peer);
    /// Empty if it is not known, or the peer is not a Shmlab party that is running.
    [[nodiscard]] std::optional<Pace> pace() const { return m_pace; }

private:
    struct Sample {
        Clock::time_point time;
        std::uint64_t handOvers = 0;
    };

    void addSample(Clock::time_point now, const PresenceRecord &presence, Pace ownPace);
    void judgeRate();

    std::optional<Pace> m_pace;
    std::deque<Sample> m_samples; ///< of the last seconds, of the same peer, while this party is at full speed
    int m_pid = 0;
    Clock::time_point m_lastTurn;
    int m_likeAnswers = 0; ///< how many of the latest answers came at once, or did not
    bool m_isLastAtOnce = false;
    bool m_answersAtOnce = false;
};

} // namespace shmlab::ui
