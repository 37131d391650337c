// SPDX-License-Identifier: MIT
#include <shmlab/exchange/full_speed_stats.h>

#include <algorithm>
#include <array>

namespace shmlab {

FullSpeedStats &FullSpeedStats::operator+=(const FullSpeedStats &later)
{
    handOvers += later.handOvers;
    elapsed += later.elapsed;
    sleeping += later.sleeping;
    waking += later.waking;
    sleeps += later.sleeps;
    wakeUps += later.wakeUps;
    outOfOrder += later.outOfOrder;
    anomalies += later.anomalies;
    if (later.lastAnomaly != CounterAnomaly::None)
        lastAnomaly = later.lastAnomaly;
    roundTrips += later.roundTrips;
    return *this;
}

std::chrono::duration<double, std::nano> clockCost()
{
    constexpr int readings = 100;
    std::array<double, 9> costs{};
    const TickClock &clock = TickClock::calibrated();
    for (double &cost : costs) {
        const auto begin = clock.now();
        auto end = begin;
        for (int reading = 0; reading < readings; ++reading)
            end = clock.now();
        cost = std::chrono::duration<double, std::nano>(end - begin).count() / readings;
    }
    std::ranges::nth_element(costs, costs.begin() + costs.size() / 2);
    return std::chrono::duration<double, std::nano>(costs[costs.size() / 2]);
}

FullSpeedStats LiveFullSpeedStats::snapshot() const
{
    constexpr auto relaxed = std::memory_order_relaxed;
    FullSpeedStats stats{.handOvers = m_handOvers.load(relaxed),
                         .elapsed{},
                         .sleeping = std::chrono::nanoseconds(m_sleeping.load(relaxed)),
                         .waking = std::chrono::nanoseconds(m_waking.load(relaxed)),
                         .sleeps = m_sleeps.load(relaxed),
                         .wakeUps = m_wakeUps.load(relaxed),
                         .outOfOrder = m_outOfOrder.load(relaxed),
                         .anomalies = m_anomalies.load(relaxed),
                         .lastAnomaly = m_lastAnomaly.load(relaxed),
                         .roundTrips = m_roundTrips.snapshot()};
    const std::int64_t began = m_beganAt.load(relaxed);
    const std::int64_t ended = m_endedAt.load(relaxed);
    if (began != 0)
        stats.elapsed = std::chrono::nanoseconds((ended != 0 ? ended : ticks(Clock::calibrated().now())) - began);
    return stats;
}

} // namespace shmlab
