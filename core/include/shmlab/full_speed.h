// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/histogram.h>
#include <shmlab/party.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

namespace shmlab {

/// How a party at full speed waits for the other side's number.
enum class WaitBy : std::uint8_t {
    Spin, ///< looks all the time: the quickest, and a core of its own
    Adaptive, ///< looks for as long as going to sleep and being woken would take, then sleeps
    Sleep, ///< sleeps, unless the number comes within the 3 µs that going to sleep takes anyway
};

struct FullSpeedOptions {
    WaitBy waitBy = WaitBy::Adaptive;
    std::optional<std::uint64_t> handOvers{}; ///< ends after so many of its own; never if empty
    std::optional<std::chrono::nanoseconds> duration{}; ///< ends after this time
    std::optional<int> processor{}; ///< pins the thread of run() to it
    bool looksFirst = true; ///< Sleep: those 3 µs; an answer that comes meanwhile saves both sides a way through the
                            ///< kernel's idle loop. False: sleeps each time
    /// An upper bound for one sleep when the other side wakes us: what a lost wake-up would cost.
    std::chrono::nanoseconds longestSleep = std::chrono::milliseconds(100);
};

/// What a run at full speed has come to. Times are those of the party's own thread.
struct FullSpeedFigures {
    std::uint64_t handOvers = 0; ///< how often this party wrote its counter
    std::chrono::nanoseconds elapsed{0}; ///< since the run began
    std::chrono::nanoseconds sleeping{0}; ///< of it, asleep in the kernel; with waking, the rest was spent looking
    std::chrono::nanoseconds waking{0}; ///< of it, in the calls that wake the other side
    std::uint64_t sleeps = 0;
    std::uint64_t wakeUps = 0; ///< how often it woke the other side
    std::uint64_t outOfOrder = 0; ///< how often the other's number was not the one after ours, once it had been
    std::uint64_t surprises = 0; ///< how often our own counter was not what we had written
    Surprise lastSurprise = Surprise::None;
    Histogram roundTrips; ///< from one hand-over of ours to the next, from the second on: one there and one back

    /// Adds what a later stretch came to.
    FullSpeedFigures &operator+=(const FullSpeedFigures &later);
    /// A hand-over one way: half a round trip.
    [[nodiscard]] std::chrono::duration<double, std::nano> oneWay(double share) const
    {
        return std::chrono::duration<double, std::nano>(roundTrips.percentile(share)) / 2;
    }
};

/// What reading the clock costs here: the median of some hundred readings. Blocks for some microseconds.
[[nodiscard]] std::chrono::duration<double, std::nano> clockCost();

enum class FullSpeedEnd : std::uint8_t {
    Done, ///< all hand-overs made, or the time is over
    Stopped, ///< by stop()
    CutShort, ///< the object was truncated under the mapping
};

/// The exchange without a timer: whoever is not the taller one answers at once. Runs a party on one thread; while it
/// does, other threads may call stop(), figures() and the const members of the party, and nothing else of it. Allocates
/// nothing while it runs. A plain peer, which wakes nobody, is answered within a millisecond; one that was silent for
/// two seconds, within three.
class FullSpeed {
public:
    using Clock = Party::Clock;

    /// `party` must outlive it. A value of `calls` that observes is told of every futex call.
    FullSpeed(Party &party, const FullSpeedOptions &options, SystemCalls calls = {});

    /// Exchanges on the calling thread until it ends. To be called once. Errors: EINVAL no such processor for us.
    [[nodiscard]] Result<FullSpeedEnd> run();
    /// Ends run() and waits until it is about to return. From any other thread; a run() that begins later ends at once.
    void stop() noexcept;

    /// Any thread. Each number is of its own moment.
    [[nodiscard]] FullSpeedFigures figures() const;

private:
    using Count = std::atomic<std::uint64_t>;
    using Nanoseconds = std::atomic<std::int64_t>;

    [[nodiscard]] FullSpeedEnd exchange();
    [[nodiscard]] bool isOver() const noexcept;
    [[nodiscard]] std::chrono::nanoseconds patienceOfLooking() const noexcept;
    void handOver(Counter seen) noexcept;
    void noteSurprise(Counter own) noexcept;
    void waitForChange(Counter seen);
    [[nodiscard]] bool lookForChange(Counter seen) const noexcept;
    void sleepUntilChange(Counter seen);
    [[nodiscard]] bool isWokenByOther();
    void raiseFlag() noexcept;
    void lowerFlag() noexcept;
    void showPresenceIfStale() noexcept;
    void showPresence() noexcept;

    Party &m_party;
    FullSpeedOptions m_options;
    SystemCalls m_calls;
    CounterRef m_own;
    CounterRef m_other;
    std::int32_t *m_ownWord;
    std::int32_t *m_otherWord;
    bool m_spins = true;
    bool m_isFlagRaised = false; ///< our presence says that we want to be woken
    bool m_isInStep = false; ///< the other side has answered one of our numbers
    bool m_isWokenByOther = false;
    unsigned m_sleepsUntilProbe = 0;
    Clock::time_point m_now; ///< read last
    Clock::time_point m_handedOverAt; ///< our last hand-over
    Clock::time_point m_presenceAt; ///< when our presence was written last

    std::atomic<bool> m_isStopped{false};
    std::atomic<std::int64_t> m_beganAt{0};
    std::atomic<std::int64_t> m_endedAt{0}; ///< 0 while it runs
    Count m_handOvers{0};
    Nanoseconds m_sleeping{0};
    Nanoseconds m_waking{0};
    Count m_sleeps{0};
    Count m_wakeUps{0};
    Count m_outOfOrder{0};
    Count m_surprises{0};
    std::atomic<Surprise> m_lastSurprise{Surprise::None};
    LiveHistogram m_roundTrips;
};

} // namespace shmlab
