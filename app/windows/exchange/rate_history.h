// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/exchange/recent_rate.h"

#include <shmlab/exchange/full_speed.h>

#include <chrono>
#include <deque>
#include <limits>

namespace shmlab::ui {

/// The hand-overs per second of a run over its last minute at full speed, about four values a second.
class RateHistory {
public:
    struct Point {
        double seconds; ///< at full speed, since the run began
        double perSecond; ///< NaN: full speed has ended here
    };
    static constexpr double keptSeconds = 60;

    RateHistory() { m_rate.add({}, 0); }
    /// The latest stats; `isRunning`: the exchange is at full speed now.
    void add(const FullSpeedStats &stats, bool isRunning)
    {
        constexpr std::chrono::milliseconds interval{250};
        const double seconds = std::chrono::duration<double>(stats.elapsed).count();
        const auto since = stats.elapsed - m_latest;
        if (since >= interval || (!isRunning && since.count() > 0)) {
            m_latest = stats.elapsed;
            m_rate.add(stats.elapsed, stats.handOvers);
            m_points.push_back({seconds, m_rate.perSecond()});
        }
        while (!m_points.empty() && m_points.front().seconds < seconds - keptSeconds)
            m_points.pop_front();
        if (isRunning || !isAtFullSpeed())
            return;
        m_points.push_back({seconds, std::numeric_limits<double>::quiet_NaN()});
        m_rate.clear();
        m_rate.add(stats.elapsed, stats.handOvers);
    }
    [[nodiscard]] const std::deque<Point> &points() const { return m_points; }
    [[nodiscard]] bool isAtFullSpeed() const { return !m_points.empty() && m_points.back().perSecond >= 0; }

private:
    std::deque<Point> m_points;
    std::chrono::nanoseconds m_latest{0}; ///< of the last point
    RecentRate m_rate;
};

} // namespace shmlab::ui
