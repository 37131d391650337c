// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace shmlab::ui {

/// When the turns of a run with a timer are due: a whole number of periods after the first one, so that delays do not
/// add up.
class TurnSchedule {
public:
    /// Restarts the schedule: the next turn is due at `first`.
    void start(Clock::time_point first, std::chrono::microseconds period)
    {
        m_first = first;
        m_period = period;
        m_turns = 0;
    }
    /// When the next turn is due.
    [[nodiscard]] Clock::time_point due() const { return m_first + m_turns * m_period; }
    /// Schedules the turn after the one that was due. Turns that were missed while this process or the machine was
    /// suspended are dropped, not made up for.
    void advance(Clock::time_point now)
    {
        ++m_turns;
        if (now - due() > std::max<Clock::duration>(3 * m_period, std::chrono::milliseconds(100)))
            start(now, m_period);
    }

private:
    Clock::time_point m_first;
    std::chrono::microseconds m_period{0};
    std::int64_t m_turns = 0;
};

} // namespace shmlab::ui
