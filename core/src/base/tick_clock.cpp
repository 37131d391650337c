// SPDX-License-Identifier: MIT
#include <shmlab/base/tick_clock.h>

#include <cmath>
#include <limits>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace shmlab {
namespace {

using namespace std::chrono_literals;
using Monotonic = std::chrono::steady_clock;

constexpr auto calibrationTime = 1ms;
constexpr double maxDeviation = 1e-3;
constexpr int attempts = 3; ///< a calibration may be disturbed

/// Whether the counter runs at one rate, whatever the processor's frequency and idle state.
bool isCounterInvariant()
{
#if defined(__x86_64__)
    constexpr unsigned extendedFeatures = 0x80000001;
    constexpr unsigned powerManagement = 0x80000007;
    constexpr unsigned hasRdtscp = 1U << 27;
    constexpr unsigned hasInvariantTsc = 1U << 8;
    unsigned eax = 0;
    unsigned ebx = 0;
    unsigned ecx = 0;
    unsigned edx = 0;
    return __get_cpuid(extendedFeatures, &eax, &ebx, &ecx, &edx) != 0 && (edx & hasRdtscp) != 0
        && __get_cpuid(powerManagement, &eax, &ebx, &ecx, &edx) != 0 && (edx & hasInvariantTsc) != 0;
#elif defined(__aarch64__)
    return true; // by the architecture
#else
    return false;
#endif
}

struct Reading {
    std::uint64_t ticks = 0;
    Monotonic::time_point time;
};

/// Both clocks at the same instant: the closest of several pairs of readings, since an interrupt may come between.
Reading readBoth(std::uint64_t (*counter)())
{
    constexpr int readings = 16;
    Reading best;
    auto smallest = std::numeric_limits<std::uint64_t>::max();
    for (int reading = 0; reading < readings; ++reading) {
        const std::uint64_t before = counter();
        const auto time = Monotonic::now();
        const std::uint64_t width = counter() - before;
        if (width < smallest) {
            smallest = width;
            best = {.ticks = before + width / 2, .time = time};
        }
    }
    return best;
}

} // namespace

/// Nanoseconds per tick.
double TickClock::measuredRate(std::chrono::nanoseconds time)
{
    const auto ticks = [] { return counter(); };
    const Reading begin = readBoth(ticks);
    while (Monotonic::now() - begin.time < time) { }
    const Reading end = readBoth(ticks);
    return static_cast<double>(std::chrono::nanoseconds(end.time - begin.time).count())
        / static_cast<double>(end.ticks - begin.ticks);
}

TickClock TickClock::calibrate()
{
    TickClock clock;
    for (int attempt = 0; attempt < attempts && isCounterInvariant() && !clock.readsCounter(); ++attempt) {
        const double first = measuredRate(calibrationTime);
        const double second = measuredRate(calibrationTime);
        if (std::abs(first / second - 1) < maxDeviation)
            clock.m_scale = static_cast<std::uint64_t>(std::llround(std::ldexp((first + second) / 2, fractionBits)));
    }
    return clock;
}

const TickClock &TickClock::calibrated()
{
    static const TickClock clock = calibrate();
    return clock;
}

} // namespace shmlab
