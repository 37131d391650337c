// SPDX-License-Identifier: MIT
#include <shmlab/exchange/first_look.h>

#include <algorithm>

namespace shmlab {

void FirstLook::endWindow(TickClock::time_point now) noexcept
{
    constexpr std::size_t allWindows = windows * pauses.size();
    if (m_window > 0) {
        const std::size_t ended = m_window - 1;
        m_times.at(ended % pauses.size()).at(ended / pauses.size()) = now - m_windowBegan;
    }
    m_windowBegan = now;
    if (m_window < allWindows) {
        m_pause = pauses.at(m_window % pauses.size());
        m_roundTripsLeft = windowRoundTrips;
        ++m_window;
    } else {
        m_pause = best();
        m_roundTripsLeft = settledRoundTrips;
        m_window = 0;
    }
}

/// The pause with the least median; the shortest one unless a longer one gains 3 %.
int FirstLook::best() const noexcept
{
    constexpr double worthwhile = 0.97;
    const auto median = [&](std::size_t pause) {
        auto times = m_times.at(pause);
        std::ranges::nth_element(times, times.begin() + windows / 2);
        return std::chrono::duration<double, std::nano>(times.at(windows / 2));
    };
    std::size_t best = 0;
    for (std::size_t pause = 1; pause < pauses.size(); ++pause) {
        if (median(pause) < median(best) * (best == 0 ? worthwhile : 1))
            best = pause;
    }
    return pauses.at(best);
}

} // namespace shmlab
