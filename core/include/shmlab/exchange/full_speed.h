// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/exchange/first_look.h>
#include <shmlab/exchange/full_speed_stats.h>
#include <shmlab/exchange/party.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

namespace shmlab {

/// How a party at full speed waits for the peer's number.
enum class WaitMode : std::uint8_t {
    Spin, ///< polls all the time: the lowest latency, at the cost of a full core
    Adaptive, ///< polls for as long as sleeping and being woken would take, then sleeps
    Sleep, ///< polls for the 3 µs that going to sleep takes anyway, then sleeps
};

struct FullSpeedOptions {
    WaitMode waitMode = WaitMode::Adaptive;
    std::optional<std::uint64_t> handOvers{}; ///< ends after this number of hand-overs of this party; empty: no limit
    std::optional<std::chrono::nanoseconds> duration{}; ///< ends after this time; empty: no limit
    std::optional<int> processor{}; ///< pins the thread of run() to it
    bool pollsFirst = true; ///< WaitMode::Sleep polls before it sleeps, so that a quick answer saves both sides a pass
                            ///< through the kernel; false: it sleeps each time
    /// Upper bound for one sleep next to a Shmlab peer, which wakes us: the cost of a lost wake-up.
    std::chrono::nanoseconds maxSleep = std::chrono::milliseconds(100);
};

enum class FullSpeedOutcome : std::uint8_t {
    Done, ///< all hand-overs made, or the duration has elapsed
    Stopped, ///< by stop()
    Truncated, ///< the object was truncated under the mapping
};

/// The exchange without a timer: the party whose counter is not larger answers at once. Runs a party on one thread;
/// meanwhile other threads may call stop(), stats() and the const members of the party, and nothing else. Allocates
/// nothing while it runs. Times every hand-over by TickClock, which the first run of a process calibrates in 2 ms. A
/// plain peer, which does not wake us, is answered within 1 ms, or within 3 ms after 2 s of silence.
class SHMLAB_EXPORT FullSpeed {
public:
    using Clock = Party::Clock;

    /// `party` must outlive it. Makes its calls through `calls`, by default unobserved.
    FullSpeed(Party &party, const FullSpeedOptions &options, SystemCalls calls = {});

    /// Exchanges on the calling thread until it ends. Call it once. Errors: EINVAL no such processor, or not allowed.
    [[nodiscard]] Result<FullSpeedOutcome> run();
    /// Ends run() and blocks until it is about to return. Call it from another thread; a run() that begins later ends
    /// at once.
    void stop() noexcept;

    /// Any thread. The values are loaded one by one, so they need not be of the same instant.
    [[nodiscard]] FullSpeedStats stats() const { return m_stats.snapshot(); }

private:
    [[nodiscard]] FullSpeedOutcome exchange();
    [[nodiscard]] bool isOver() const noexcept;
    [[nodiscard]] std::chrono::nanoseconds pollTime() const noexcept;
    void handOver(Counter seen) noexcept;
    void recordAnomaly(Counter own) noexcept;
    [[nodiscard]] Counter waitForChange(Counter seen);
    [[nodiscard]] Counter pollForChange(Counter seen) const noexcept;
    void wakePeer() noexcept;
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
    bool m_isSleepFlagSet = false; ///< in our presence: the peer is to wake us
    bool m_isInStep = false; ///< the peer has answered one of our numbers
    bool m_isWokenByPeer = false;
    bool m_isSleepOpen = false; ///< a number has ended a sleep that is not in the statistics yet
    unsigned m_sleepsUntilProbe = 0;
    FirstLook m_firstLook;
    TickClock m_clock; ///< a copy: the calibrated one is behind a check
    TickClock::time_point m_now; ///< last reading
    TickClock::time_point m_sleepBegan;
    TickClock::time_point m_handedOverAt; ///< our last hand-over
    TickClock::time_point m_presencePublishedAt;

    std::atomic<bool> m_isStopped{false};
    LiveFullSpeedStats m_stats;
};

} // namespace shmlab
