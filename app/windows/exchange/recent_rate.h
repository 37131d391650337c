// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>

namespace shmlab::ui {

/// Hand-overs per second over the last second, or longer, at most ten seconds, until there are enough of them that one
/// more or less does not show.
class RecentRate {
public:
    /// `elapsed` and `handOvers` are those of the run and never decrease.
    void add(std::chrono::nanoseconds elapsed, std::uint64_t handOvers)
    {
        constexpr std::chrono::seconds minimum{1};
        constexpr std::chrono::seconds maximum{10};
        constexpr std::uint64_t enough = 100;
        m_points.push_back({elapsed, handOvers});
        const auto isLongEnough = [&](const Point &from) {
            const auto duration = elapsed - from.elapsed;
            return duration >= maximum || (duration >= minimum && handOvers - from.handOvers >= enough);
        };
        while (m_points.size() > 2 && isLongEnough(m_points[1]))
            m_points.pop_front();
    }
    void clear() { m_points.clear(); }
    /// 0 before there are two points.
    [[nodiscard]] double perSecond() const
    {
        if (m_points.size() < 2)
            return 0;
        const auto &[elapsed, handOvers] = m_points.front();
        return static_cast<double>(m_points.back().handOvers - handOvers)
            / std::chrono::duration<double>(m_points.back().elapsed - elapsed).count();
    }

private:
    struct Point {
        std::chrono::nanoseconds elapsed;
        std::uint64_t handOvers;
    };
    std::deque<Point> m_points;
};

} // namespace shmlab::ui
