// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/histogram.h>
#include <shmlab/exchange/party.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

namespace shmlab {

/// How a party at full speed waits for the other side's number.
enum class WaitMode : std::uint8_t {
    Spin, ///< looks all the time: the quickest, and a core of its own
    Adaptive, ///< looks for as long as going to sleep and being woken would take, then sleeps
    Sleep, ///< sleeps, unless the number comes within the 3 µs that going to sleep takes anyway
};

struct FullSpeedOptions {
    WaitMode waitMode = WaitMode::Adaptive;
    std::optional<std::uint64_t> handOvers{}; ///< ends after so many of its own; never if empty
    std::optional<std::chrono::nanoseconds> duration{}; ///< ends after this time
    std::optional<int> processor{}; ///< pins the thread of run() to it
    bool pollsFirst = true; ///< Sleep: those 3 µs; an answer that comes meanwhile saves both sides a way through the
                            ///< kernel's idle loop. False: sleeps each time
    /// An upper bound for one sleep when the other side wakes us: what a lost wake-up would cost.
    std::chrono::nanoseconds maxSleep = std::chrono::milliseconds(100);
};

/// What a run at full speed has come to. Times are those of the party's own thread.
struct SHMLAB_EXPORT FullSpeedStats {
    std::uint64_t handOvers = 0; ///< how often this party wrote its counter
    std::chrono::nanoseconds elapsed{0}; ///< since the run began
    std::chrono::nanoseconds sleeping{0}; ///< of it, asleep in the kernel; with waking, the rest was spent looking
    std::chrono::nanoseconds waking{0}; ///< of it, in the calls that wake the other side
    std::uint64_t sleeps = 0;
    std::uint64_t wakeUps = 0; ///< how often it woke the other side
    std::uint64_t outOfOrder = 0; ///< how often the other's number was not the one after ours, once it had been
    std::uint64_t anomalies = 0; ///< how often our own counter was not what we had written
    CounterAnomaly lastAnomaly = CounterAnomaly::None;
    Histogram roundTrips; ///< from one hand-over of ours to the next, from the second on: one there and one back

    /// Adds what a later stretch came to.
    FullSpeedStats &operator+=(const FullSpeedStats &later);
    /// A hand-over one way: half a round trip.
    [[nodiscard]] std::chrono::duration<double, std::nano> oneWay(double share) const
    {
        return std::chrono::duration<double, std::nano>(roundTrips.percentile(share)) / 2;
    }
};

/// What reading the clock costs here: the median of some hundred readings. Blocks for some microseconds.
[[nodiscard]] SHMLAB_EXPORT std::chrono::duration<double, std::nano> clockCost();

enum class FullSpeedOutcome : std::uint8_t {
    Done, ///< all hand-overs made, or the time is over
    Stopped, ///< by stop()
    Truncated, ///< the object was truncated under the mapping
};

/// The exchange without a timer: whoever is not the taller one answers at once. Runs a party on one thread; while it
/// does, other threads may call stop(), figures() and the const members of the party, and nothing else of it. Allocates
/// nothing while it runs. A plain peer, which wakes nobody, is answered within a millisecond; one that was silent for
/// two seconds, within three.
class SHMLAB_EXPORT FullSpeed {
public:
    using Clock = Party::Clock;

    /// `party` must outlive it. A value of `calls` that observes is told of every futex call.
    FullSpeed(Party &party, const FullSpeedOptions &options, SystemCalls calls = {});

    /// Exchanges on the calling thread until it ends. To be called once. Errors: EINVAL no such processor for us.
    [[nodiscard]] Result<FullSpeedOutcome> run();
    /// Ends run() and waits until it is about to return. From any other thread; a run() that begins later ends at once.
    void stop() noexcept;

    /// Any thread. Each number is of its own moment.
    [[nodiscard]] FullSpeedStats stats() const;

private:
    using Count = std::atomic<std::uint64_t>;
    using Nanoseconds = std::atomic<std::int64_t>;

    [[nodiscard]] FullSpeedOutcome exchange();
    [[nodiscard]] bool isOver() const noexcept;
    [[nodiscard]] std::chrono::nanoseconds pollTime() const noexcept;
    void handOver(Counter seen) noexcept;
    void recordAnomaly(Counter own) noexcept;
    void waitForChange(Counter seen);
    [[nodiscard]] bool pollForChange(Counter seen) const noexcept;
    void sleepUntilChange(Counter seen);
    [[nodiscard]] bool isWokenByPeer();
    void setSleepFlag() noexcept;
    void clearSleepFlag() noexcept;
    void publishPresenceIfStale() noexcept;
    void publishPresence() noexcept;

    Party &m_party;
    FullSpeedOptions m_options;
    SystemCalls m_calls;
    CounterRef m_ownCounter;
    CounterRef m_peerCounter;
    std::int32_t *m_ownWord;
    std::int32_t *m_peerWord;
    bool m_spins = true;
    bool m_isSleepFlagSet = false; ///< our presence says that we want to be woken
    bool m_isInStep = false; ///< the other side has answered one of our numbers
    bool m_isWokenByPeer = false;
    unsigned m_sleepsUntilProbe = 0;
    Clock::time_point m_now; ///< read last
    Clock::time_point m_handedOverAt; ///< our last hand-over
    Clock::time_point m_presencePublishedAt; ///< when our presence was written last

    std::atomic<bool> m_isStopped{false};
    std::atomic<std::int64_t> m_beganAt{0};
    std::atomic<std::int64_t> m_endedAt{0}; ///< 0 while it runs
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

} // namespace shmlab
