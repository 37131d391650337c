// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>

#include <chrono>
#include <cstdint>

namespace shmlab {

/// A steady clock that is fine and cheap enough to time every hand-over: the processor's counter (TSC with RDTSCP, or
/// CNTVCT_EL0) where it runs at a constant rate, otherwise CLOCK_MONOTONIC. A value of a few words; any thread may read
/// it. Its zero is its own, and over hours it may differ from CLOCK_MONOTONIC, which is slewed: do not mix the two.
class SHMLAB_EXPORT TickClock {
public:
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<TickClock>;
    static constexpr bool is_steady = true;

    /// Reads CLOCK_MONOTONIC.
    TickClock() = default;
    /// The clock of this process, calibrated against CLOCK_MONOTONIC by the first call, which blocks for about 2 ms.
    /// Reads CLOCK_MONOTONIC if the processor's counter is not invariant or two calibrations differ by 0.1 %.
    [[nodiscard]] static const TickClock &calibrated();

    /// Not read before the preceding instructions have been executed.
    [[nodiscard]] time_point now() const noexcept
    {
        if (m_scale == 0) [[unlikely]]
            return time_point(std::chrono::steady_clock::now().time_since_epoch());
        return time_point(duration(static_cast<rep>((Wide{counter()} * m_scale) >> fractionBits)));
    }
    /// Whether it reads the processor's counter.
    [[nodiscard]] bool readsCounter() const noexcept { return m_scale != 0; }

private:
    __extension__ typedef unsigned __int128 Wide; // NOLINT: only this form takes __extension__
    static constexpr int fractionBits = 32;

    [[nodiscard]] static std::uint64_t counter() noexcept
    {
#if defined(__x86_64__)
        unsigned processor = 0;
        return __builtin_ia32_rdtscp(&processor);
#elif defined(__aarch64__)
        std::uint64_t value = 0;
        asm volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(value) : : "memory");
        return value;
#else
        return 0;
#endif
    }
    [[nodiscard]] static TickClock calibrate();
    [[nodiscard]] static double measuredRate(std::chrono::nanoseconds time);

    std::uint64_t m_scale = 0; ///< nanoseconds per tick, with fractionBits binary places; 0: CLOCK_MONOTONIC
};

} // namespace shmlab
