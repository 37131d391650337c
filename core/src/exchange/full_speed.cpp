// SPDX-License-Identifier: MIT
#include <shmlab/exchange/full_speed.h>

#include <shmlab/inspect/object_reader.h>

#include <algorithm>
#include <cerrno>
#include <thread>
#include <utility>

namespace shmlab {
namespace {

using namespace std::chrono_literals;

constexpr auto relaxed = std::memory_order_relaxed;
constexpr auto ordered = std::memory_order_seq_cst;

constexpr int pollsPerClockRead = 256;
constexpr int sleepPollsPerClockRead = 16; ///< WaitMode::Sleep
constexpr auto adaptivePollTime = 25us; ///< about what sleeping and being woken takes
constexpr auto sleepPollTime = 3us; ///< WaitMode::Sleep: more than an answer takes while both sides are awake
constexpr auto plainPeerSleep = 900us; ///< a plain peer does not wake us and is to be answered within a millisecond
constexpr auto idleAfter = 2s; ///< without a number from a plain peer; then one wake-up per millisecond is too many
constexpr auto idlePeerSleep = 3ms;
constexpr unsigned sleepsPerProbe = 64; ///< next to a plain peer; then a Shmlab party may have taken its place
constexpr auto presenceInterval = 1ms;

/// Tells the processor that this is a spin loop.
inline void relax() noexcept
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("isb");
#endif
}

} // namespace

// What follows is done for every hand-over. It is inline because a shared library must otherwise call what it exports;
// until the store each instruction counts.

inline bool FullSpeed::isOver() const noexcept
{
    return (m_options.handOvers && m_stats.handOvers() >= *m_options.handOvers)
        || (m_options.duration && m_stats.elapsedAt(m_now) >= *m_options.duration);
}

inline void FullSpeed::clearSleepFlag() noexcept
{
    if (!m_isSleepFlagSet) [[likely]]
        return;
    m_isSleepFlagSet = false;
    m_party.setSleeping(false);
}

inline std::chrono::nanoseconds FullSpeed::pollTime() const noexcept
{
    switch (m_options.waitMode) {
    case WaitMode::Spin: break;
    case WaitMode::Adaptive: return adaptivePollTime;
    case WaitMode::Sleep: return m_options.pollsFirst ? sleepPollTime : 0us;
    }
    return std::chrono::nanoseconds::max();
}

inline Counter FullSpeed::pollForChange(Counter seen) const noexcept
{
    const int polls = m_options.waitMode == WaitMode::Sleep ? sleepPollsPerClockRead : pollsPerClockRead;
    for (int poll = 0; poll < polls; ++poll) {
        if (const Counter now = m_peerCounter.load(std::memory_order_acquire); now != seen)
            return now;
        relax();
    }
    return seen;
}

/// Returns the peer's counter when it is no longer `seen`, or when the other conditions are due to be checked.
inline Counter FullSpeed::waitForChange(Counter seen)
{
    if (m_spins && m_now - m_handedOverAt < pollTime()) {
        m_firstLook.pause();
        if (const Counter changed = pollForChange(seen); changed != seen) [[likely]] {
            clearSleepFlag();
            return changed;
        }
        m_now = m_clock.now();
        if (m_options.waitMode == WaitMode::Spin) {
            publishPresenceIfStale();
            m_calls.yield(); // to the peer, if both run on one processor
            return seen;
        }
        if (m_now - m_handedOverAt < pollTime())
            return seen;
    }
    sleepUntilChange(seen);
    return m_peerCounter.load(std::memory_order_acquire);
}

/// Everything after the store happens while the number travels: it delays nothing as long as it takes less time than
/// the round trip.
inline void FullSpeed::handOver(Counter seen) noexcept
{
    const bool isInOrder = seen == nextCounter(m_party.m_lastWritten);
    const Counter own = nextCounter(seen);
    // Sequentially consistent, like the sleeper's flag and load: either the sleeper sees this number, or its flag is
    // seen.
    m_ownCounter.store(own, ordered);
    m_party.m_lastWritten = own;
    m_now = m_clock.now();
    if (m_isSleepOpen) [[unlikely]] {
        m_isSleepOpen = false;
        m_stats.addSleep(m_now - m_sleepBegan);
    }
    if (!m_party.isIntact()) [[unlikely]]
        return; // the store went into a private page
    if (m_party.isPeerSleeping()) [[unlikely]]
        wakePeer();
    m_isInStep = m_isInStep || isInOrder; // two parties that begin at the same time write the same number at first
    if (m_isInStep && !isInOrder)
        m_stats.addOutOfOrder();
    if (m_stats.handOvers() > 1) // the first answer waits for the peer to join
        m_stats.addRoundTrip(m_now - m_handedOverAt);
    m_handedOverAt = m_now;
    m_firstLook.roundTripEnded(m_now);
    m_stats.addHandOver();
    ++m_party.m_presence.handOvers;
    if (m_now - m_presencePublishedAt >= presenceInterval)
        publishPresence();
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
    // On a single processor, polling would only keep the peer from running.
    m_spins = m_options.waitMode == WaitMode::Spin || m_calls.processors().value_or(2) > 1;
    if (m_options.processor) {
        if (auto pinned = m_calls.pinTo(*m_options.processor); !pinned)
            return errorFor(m_party.object().name(), pinned);
    }
    m_clock = TickClock::calibrated();
    m_now = m_handedOverAt = m_clock.now();
    m_stats.begin(m_now);
    const FullSpeedOutcome end = exchange();
    clearSleepFlag();
    publishPresence();
    m_stats.end(m_clock.now());
    return end;
}

FullSpeedOutcome FullSpeed::exchange()
{
    for (Counter seen = m_peerCounter.load(std::memory_order_acquire);; seen = waitForChange(seen)) {
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
    }
}

void FullSpeed::wakePeer() noexcept
{
    (void)m_calls.futexWake(m_ownWord);
    m_stats.addWakeUp(m_clock.now() - m_now);
}

void FullSpeed::recordAnomaly(Counter own) noexcept
{
    if (!m_party.isIntact())
        return; // the private page that replaced it is zero
    const CounterAnomaly anomaly = m_party.classifyAnomaly(own);
    if (anomaly == CounterAnomaly::Cleared)
        m_party.writePresence();
    m_party.m_lastWritten = own;
    m_stats.addAnomaly(anomaly);
}

void FullSpeed::sleepUntilChange(Counter seen)
{
    setSleepFlag();
    if (m_peerCounter.load(ordered) != seen)
        return;
    const bool isIdle = m_now - m_handedOverAt > idleAfter;
    std::chrono::nanoseconds timeout = isWokenByPeer() ? m_options.maxSleep : isIdle ? idlePeerSleep : plainPeerSleep;
    if (m_options.duration) {
        timeout = std::clamp(*m_options.duration - m_stats.elapsedAt(m_now), 0ns, timeout);
    }
    m_sleepBegan = m_now;
    const auto slept = m_calls.futexWait(m_peerWord, seen, timeout);
    m_isSleepOpen = !isTaller(m_party.m_lastWritten, m_peerCounter.load(std::memory_order_acquire));
    if (m_isSleepOpen)
        return; // handOver() reads the clock, after the store
    m_now = m_clock.now();
    m_stats.addSleep(m_now - m_sleepBegan);
    if (!slept && slept.error().errorNumber == ETIMEDOUT) {
        m_sleepsUntilProbe -= m_sleepsUntilProbe > 0 ? 1 : 0;
        publishPresenceIfStale();
    }
}

/// Whether the peer is a Shmlab party. Probed before the first sleep and after sleeps that timed out.
bool FullSpeed::isWokenByPeer()
{
    if (m_sleepsUntilProbe > 0)
        return m_isWokenByPeer;
    const auto isLocked =
        shmlab::isLockedByOthers(m_calls, m_party.object().descriptor(), ownerLockRange(peerRoleOf(m_party.role())));
    m_isWokenByPeer = m_party.hasPresence() && isLocked.value_or(false)
        && loadPresence(m_party.bytes(), peerRoleOf(m_party.role())).has_value();
    m_sleepsUntilProbe = m_isWokenByPeer ? 1 : sleepsPerProbe;
    return m_isWokenByPeer;
}

/// The flag stays set from sleep to sleep: each change would cost the peer a cache miss.
void FullSpeed::setSleepFlag() noexcept
{
    if (!std::exchange(m_isSleepFlagSet, true))
        m_party.setSleeping(true);
}

/// Otherwise the last hand-overs before a pause would not be published.
void FullSpeed::publishPresenceIfStale() noexcept
{
    if (m_now - m_presencePublishedAt >= presenceInterval && m_presencePublishedAt < m_handedOverAt)
        publishPresence();
}

void FullSpeed::publishPresence() noexcept
{
    m_presencePublishedAt = m_now;
    m_party.publishHandOvers(Clock::now() - (m_clock.now() - m_handedOverAt));
}

void FullSpeed::stop() noexcept
{
    m_isStopped.store(true, ordered);
    // Repeated, since it may be about to sleep.
    while (m_stats.isRunning()) {
        (void)m_calls.futexWake(m_peerWord);
        std::this_thread::sleep_for(100us);
    }
}

} // namespace shmlab
