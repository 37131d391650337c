// SPDX-License-Identifier: GPL-3.0-or-later

// For LD_PRELOAD: each reading of the wall clock jumps, alternately back by an hour and ahead by a year. The monotonic
// clock stays correct, as in the kernel.

#include <atomic>
#include <cerrno>
#include <ctime>

#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

time_t nextJump()
{
    static std::atomic<unsigned> reads{static_cast<unsigned>(getpid())};
    constexpr time_t hour = 3600;
    constexpr time_t year = 365 * 24 * hour;
    return reads++ % 2 == 0 ? -hour : year;
}

} // namespace

extern "C" int clock_gettime(clockid_t clock, timespec *now) noexcept
{
    const auto result = syscall(SYS_clock_gettime, clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += nextJump();
    return static_cast<int>(result);
}

extern "C" int gettimeofday(timeval *now, void *) noexcept
{
    timespec precise{};
    if (clock_gettime(CLOCK_REALTIME, &precise) != 0)
        return -1;
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1000;
    return 0;
}

extern "C" time_t time(time_t *where) noexcept
{
    timespec precise{};
    clock_gettime(CLOCK_REALTIME, &precise);
    if (where != nullptr)
        *where = precise.tv_sec;
    return precise.tv_sec;
}
