// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/tick_clock.h>

#include <array>
#include <cstddef>

namespace shmlab {

/// When a party that has just written looks for the answer for the first time. A look that comes too soon takes the
/// cache line away from the peer, which must write to it; how soon that is depends on the processors. Hence several
/// pauses are tried in turn, some hundred round trips each, and the best is kept for a while. A pause takes less than a
/// tenth of a microsecond.
class SHMLAB_EXPORT FirstLook {
public:
    /// The pauses that are tried, in iterations of an empty loop, which take about a cycle each.
    static constexpr std::array<int, 4> pauses{0, 16, 32, 64};

    /// Call it after each round trip.
    void roundTripEnded(TickClock::time_point now) noexcept
    {
        if (--m_roundTripsLeft == 0) [[unlikely]]
            endWindow(now);
    }
    /// Waits until the first look is due.
    void pause() const noexcept { pauseFor(m_pause); }
    static void pauseFor(int iterations) noexcept
    {
        for (; iterations > 0; --iterations)
            asm volatile("" : "+r"(iterations));
    }
    /// The current pause, in iterations.
    [[nodiscard]] int iterations() const noexcept { return m_pause; }

private:
    static constexpr std::size_t windows = 7; ///< each pause is tried so often; the median counts
    static constexpr int windowRoundTrips = 200;
    static constexpr int settledRoundTrips = 1'000'000; ///< trying takes less than 1 % of all round trips

    void endWindow(TickClock::time_point now) noexcept;
    [[nodiscard]] int best() const noexcept;

    int m_pause = 0;
    int m_roundTripsLeft = windowRoundTrips; ///< of the current window, or until pauses are tried again
    std::size_t m_window = 0; ///< of all pauses, in turn; the first one only begins
    TickClock::time_point m_windowBegan{};
    std::array<std::array<TickClock::duration, windows>, pauses.size()> m_times{}; ///< by pause
};

} // namespace shmlab
