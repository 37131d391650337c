// SPDX-License-Identifier: MIT
#include <shmlab/exchange/full_speed.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <thread>
#include <utility>

namespace shmlab {
namespace {

using namespace std::chrono_literals;

constexpr auto relaxed = std::memory_order_relaxed;
constexpr auto ordered = std::memory_order_seq_cst;

constexpr int pollsPerClockRead = 256; ///< before the clock is asked
constexpr int sleepPollsPerClockRead = 16;
constexpr auto adaptivePollTime = 25us; ///< adaptive: about what sleeping and being woken takes
constexpr auto sleepPollTime = 3us; ///< sleep: what an answer takes when both sides are awake, with room
constexpr auto plainPeerSleep = 900us; ///< a plain peer wakes nobody and is answered within a millisecond
constexpr auto idleAfter = 2s; ///< without a number from it; then a wake-up per millisecond is too much
constexpr auto idlePeerSleep = 3ms;
constexpr unsigned sleepsPerProbe = 64; ///< of those; then it is asked whether a Shmlab party has come
constexpr auto presenceInterval = 1ms;

/// Tells the processor that this is a loop that waits.
inline void relax() noexcept
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("isb");
#endif
}

/// For numbers that only the running thread writes: an addition that others see whole, without a locked instruction.
template <typename T>
void increase(std::atomic<T> &number, T by = 1) noexcept
{
    number.store(number.load(relaxed) + by, relaxed);
}

std::int64_t nanoseconds(FullSpeed::Clock::time_point time)
{
    return std::chrono::nanoseconds(time.time_since_epoch()).count();
}

} // namespace

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
    for (double &cost : costs) {
        const auto begin = FullSpeed::Clock::now();
        auto end = begin;
        for (int reading = 0; reading < readings; ++reading)
            end = FullSpeed::Clock::now();
        cost = std::chrono::duration<double, std::nano>(end - begin).count() / readings;
    }
    std::ranges::nth_element(costs, costs.begin() + costs.size() / 2);
    return std::chrono::duration<double, std::nano>(costs[costs.size() / 2]);
}

FullSpeed::FullSpeed(Party &party, const FullSpeedOptions &options, SystemCalls calls)
    : m_party(party),
      m_options(options),
      m_calls(calls),
      m_ownCounter(counterIn(party.m_mapping.bytes().data(), party.role())),
      m_peerCounter(counterIn(party.m_mapping.bytes().data(), peerRoleOf(party.role()))),
      m_ownWord(party.counterWord(party.role())),
      m_peerWord(party.counterWord(peerRoleOf(party.role())))
{
}

Result<FullSpeedOutcome> FullSpeed::run()
{
    // A lone processor must not be kept from the other side by looking.
    m_spins = m_options.waitMode == WaitMode::Spin || m_calls.processors().value_or(2) > 1;
    if (m_options.processor) {
        if (auto pinned = m_calls.pinTo(*m_options.processor); !pinned)
            return errorFor(m_party.object().name(), pinned);
    }
    m_now = m_handedOverAt = Clock::now();
    m_beganAt.store(nanoseconds(m_now), ordered);
    const FullSpeedOutcome end = exchange();
    clearSleepFlag();
    publishPresence();
    m_endedAt.store(nanoseconds(Clock::now()), ordered);
    return end;
}

FullSpeedOutcome FullSpeed::exchange()
{
    for (;;) {
        const Counter seen = m_peerCounter.load(std::memory_order_acquire);
        const Counter own = m_ownCounter.load(relaxed);
        if (own != m_party.m_lastWritten) [[unlikely]]
            recordAnomaly(own);
        if (!isTaller(own, seen))
            handOver(seen);
        if (!m_party.isIntact()) [[unlikely]]
            return FullSpeedOutcome::Truncated;
        if (m_isStopped.load(ordered)) [[unlikely]]
            return FullSpeedOutcome::Stopped;
        if (isOver()) [[unlikely]]
            return FullSpeedOutcome::Done;
        waitForChange(seen);
    }
}

bool FullSpeed::isOver() const noexcept
{
    return (m_options.handOvers && m_handOvers.load(relaxed) >= *m_options.handOvers)
        || (m_options.duration && nanoseconds(m_now) - m_beganAt.load(relaxed) >= m_options.duration->count());
}

/// All behind the store happens while the number travels: it costs the exchange nothing as long as it takes less time
/// than the way there and back.
void FullSpeed::handOver(Counter seen) noexcept
{
    const bool isInOrder = seen == nextCounter(m_party.m_lastWritten);
    m_party.m_lastWritten = nextCounter(seen);
    // With the sleeper's own store and look this makes one order, in which one of both sees what the other did.
    m_ownCounter.store(m_party.m_lastWritten, ordered);
    m_now = Clock::now();
    if (!m_party.isIntact()) [[unlikely]]
        return; // it went into a page of our own
    if (m_party.isPeerSleeping()) {
        (void)m_calls.futexWake(m_ownWord);
        increase(m_wakeUps);
        increase(m_waking, std::chrono::nanoseconds(Clock::now() - m_now).count());
    }
    const auto before = m_handOvers.load(relaxed);
    m_isInStep = m_isInStep || isInOrder; // two who begin in the same moment write the same number at first
    if (m_isInStep && !isInOrder)
        increase(m_outOfOrder);
    if (before > 1) // the first answer comes when the other side joins
        m_roundTrips.add(m_now - m_handedOverAt);
    m_handedOverAt = m_now;
    increase(m_handOvers);
    ++m_party.m_presence.handOvers;
    if (m_now - m_presencePublishedAt >= presenceInterval)
        publishPresence();
}

void FullSpeed::recordAnomaly(Counter own) noexcept
{
    if (!m_party.isIntact())
        return; // the zero of the page that took the place
    const CounterAnomaly anomaly = m_party.classifyAnomaly(own);
    if (anomaly == CounterAnomaly::Cleared)
        m_party.writePresence();
    m_party.m_lastWritten = own;
    m_lastAnomaly.store(anomaly, relaxed);
    increase(m_anomalies);
}

/// Returns when the other's counter is no longer `seen`, or when it is time to look at all the rest.
void FullSpeed::waitForChange(Counter seen)
{
    if (m_spins && m_now - m_handedOverAt < pollTime()) {
        if (pollForChange(seen)) {
            if (m_isSleepFlagSet)
                clearSleepFlag();
            return;
        }
        m_now = Clock::now();
        if (m_options.waitMode == WaitMode::Spin) {
            publishPresenceIfStale();
            m_calls.yield(); // to the other side, if it has but this processor
            return;
        }
        if (m_now - m_handedOverAt < pollTime())
            return;
    }
    sleepUntilChange(seen);
}

std::chrono::nanoseconds FullSpeed::pollTime() const noexcept
{
    switch (m_options.waitMode) {
    case WaitMode::Spin: break;
    case WaitMode::Adaptive: return adaptivePollTime;
    case WaitMode::Sleep: return m_options.pollsFirst ? sleepPollTime : 0us;
    }
    return std::chrono::nanoseconds::max();
}

bool FullSpeed::pollForChange(Counter seen) const noexcept
{
    const int polls = m_options.waitMode == WaitMode::Sleep ? sleepPollsPerClockRead : pollsPerClockRead;
    for (int poll = 0; poll < polls; ++poll) {
        if (m_peerCounter.load(std::memory_order_acquire) != seen)
            return true;
        relax();
    }
    return false;
}

void FullSpeed::sleepUntilChange(Counter seen)
{
    setSleepFlag();
    if (m_peerCounter.load(ordered) != seen)
        return;
    const bool isIdle = m_now - m_handedOverAt > idleAfter;
    std::chrono::nanoseconds timeout = isWokenByPeer() ? m_options.maxSleep : isIdle ? idlePeerSleep : plainPeerSleep;
    if (m_options.duration) {
        const std::chrono::nanoseconds left(m_beganAt.load(relaxed) + m_options.duration->count() - nanoseconds(m_now));
        timeout = std::clamp(left, 0ns, timeout);
    }
    const auto before = m_now;
    const auto slept = m_calls.futexWait(m_peerWord, seen, timeout);
    m_now = Clock::now();
    increase(m_sleeping, std::chrono::nanoseconds(m_now - before).count());
    increase(m_sleeps);
    if (!slept && slept.error().errorNumber == ETIMEDOUT) {
        m_sleepsUntilProbe -= m_sleepsUntilProbe > 0 ? 1 : 0;
        publishPresenceIfStale();
    }
}

/// Whether a Shmlab party is on the other side. Asked before the first sleep and after sleeps that nobody ended.
bool FullSpeed::isWokenByPeer()
{
    if (m_sleepsUntilProbe > 0)
        return m_isWokenByPeer;
    const auto isLocked = m_party.object().isLockedByOthers(m_calls, ownerLockRange(peerRoleOf(m_party.role())));
    m_isWokenByPeer = m_party.hasPresence() && isLocked.value_or(false)
        && loadPresence(m_party.bytes(), peerRoleOf(m_party.role())).has_value();
    m_sleepsUntilProbe = m_isWokenByPeer ? 1 : sleepsPerProbe;
    return m_isWokenByPeer;
}

/// Stays raised from sleep to sleep: a change of it would cost the waker a cache miss each time.
void FullSpeed::setSleepFlag() noexcept
{
    if (!std::exchange(m_isSleepFlagSet, true))
        m_party.setSleeping(true);
}

void FullSpeed::clearSleepFlag() noexcept
{
    if (std::exchange(m_isSleepFlagSet, false))
        m_party.setSleeping(false);
}

/// What the last hand-overs of a stretch would otherwise never show.
void FullSpeed::publishPresenceIfStale() noexcept
{
    if (m_now - m_presencePublishedAt >= presenceInterval && m_presencePublishedAt < m_handedOverAt)
        publishPresence();
}

void FullSpeed::publishPresence() noexcept
{
    m_presencePublishedAt = m_now;
    m_party.publishHandOvers(m_handedOverAt);
}

void FullSpeed::stop() noexcept
{
    m_isStopped.store(true, ordered);
    // Again and again: it may be on its way to sleep.
    while (m_beganAt.load(ordered) != 0 && m_endedAt.load(ordered) == 0) {
        (void)m_calls.futexWake(m_peerWord);
        std::this_thread::sleep_for(100us);
    }
}

FullSpeedStats FullSpeed::stats() const
{
    const std::int64_t began = m_beganAt.load(relaxed);
    const std::int64_t ended = m_endedAt.load(relaxed);
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
    if (began != 0)
        stats.elapsed = std::chrono::nanoseconds((ended != 0 ? ended : nanoseconds(Clock::now())) - began);
    return stats;
}

} // namespace shmlab
