// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/histogram.h>
#include <shmlab/base/tick_clock.h>
#include <shmlab/exchange/party.h>

#include <atomic>
#include <chrono>
#include <cstdint>

namespace shmlab {

/// The measurements of a run at full speed. Times are those of the party's own thread, by TickClock.
struct SHMLAB_EXPORT FullSpeedStats {
    std::uint64_t handOvers = 0; ///< how often this party wrote its counter
    std::chrono::nanoseconds elapsed{0}; ///< since the run began
    std::chrono::nanoseconds sleeping{0}; ///< part of elapsed spent asleep in the kernel
    std::chrono::nanoseconds waking{0}; ///< part of elapsed spent in calls that wake the peer; the rest is polling
    std::uint64_t sleeps = 0;
    std::uint64_t wakeUps = 0; ///< how often this party woke the peer
    std::uint64_t outOfOrder = 0; ///< how often the peer's number was not the successor of ours, after it once had been
    std::uint64_t anomalies = 0; ///< how often our own counter was not what we had written
    CounterAnomaly lastAnomaly = CounterAnomaly::None;
    Histogram roundTrips; ///< from one hand-over of ours to the next, from the second on

    /// Adds the stats of a later run.
    FullSpeedStats &operator+=(const FullSpeedStats &later);
    /// The latency of a hand-over in one direction, at this share (0 to 1) of the distribution: half a round trip.
    [[nodiscard]] std::chrono::duration<double, std::nano> oneWay(double share) const
    {
        return std::chrono::duration<double, std::nano>(roundTrips.percentile(share)) / 2;
    }
};

/// Stats that one thread writes and others read, without locks. The values are loaded one by one, so they need not be
/// of the same instant.
class SHMLAB_EXPORT LiveFullSpeedStats {
public:
    using Clock = TickClock;

    /// Only the thread of the run writes.
    void begin(Clock::time_point now) noexcept { m_beganAt.store(ticks(now)); }
    void end(Clock::time_point now) noexcept { m_endedAt.store(ticks(now)); }
    void addHandOver() noexcept { increase(m_handOvers); }
    void addRoundTrip(std::chrono::nanoseconds time) noexcept { m_roundTrips.add(time); }
    void addSleep(std::chrono::nanoseconds time) noexcept
    {
        increase(m_sleeping, time.count());
        increase(m_sleeps);
    }
    void addWakeUp(std::chrono::nanoseconds time) noexcept
    {
        increase(m_waking, time.count());
        increase(m_wakeUps);
    }
    void addOutOfOrder() noexcept { increase(m_outOfOrder); }
    void addAnomaly(CounterAnomaly anomaly) noexcept
    {
        m_lastAnomaly.store(anomaly, std::memory_order_relaxed);
        increase(m_anomalies);
    }

    /// Any thread.
    [[nodiscard]] FullSpeedStats snapshot() const;
    [[nodiscard]] std::uint64_t handOvers() const noexcept { return m_handOvers.load(std::memory_order_relaxed); }
    [[nodiscard]] bool isRunning() const noexcept { return m_beganAt.load() != 0 && m_endedAt.load() == 0; }
    /// Since begin(). Only for the thread of the run.
    [[nodiscard]] std::chrono::nanoseconds elapsedAt(Clock::time_point now) const noexcept
    {
        return std::chrono::nanoseconds(ticks(now) - m_beganAt.load(std::memory_order_relaxed));
    }

private:
    using Count = std::atomic<std::uint64_t>;
    using Nanoseconds = std::atomic<std::int64_t>;

    [[nodiscard]] static std::int64_t ticks(Clock::time_point time) noexcept
    {
        return std::chrono::nanoseconds(time.time_since_epoch()).count();
    }
    /// With a single writer no locked instruction is needed.
    template <typename T>
    static void increase(std::atomic<T> &number, T by = 1) noexcept
    {
        number.store(number.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
    }

    Nanoseconds m_beganAt{0};
    Nanoseconds m_endedAt{0}; ///< 0 while it runs
    Count m_handOvers{0};
    Nanoseconds m_sleeping{0};
    Nanoseconds m_waking{0};
    Count m_sleeps{0};
    Count m_wakeUps{0};
    Count m_outOfOrder{0};
    Count m_anomalies{0};
    std::atomic<CounterAnomaly> m_lastAnomaly{CounterAnomaly::None};
    LiveHistogram m_roundTrips;
};

/// The cost of reading TickClock on this machine: the median of some hundred readings. Blocks for some microseconds.
[[nodiscard]] SHMLAB_EXPORT std::chrono::duration<double, std::nano> clockCost();

} // namespace shmlab
