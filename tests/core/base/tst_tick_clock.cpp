// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/base/tick_clock.h>

#include <QCoreApplication>

#include <chrono>
#include <cmath>
#include <thread>

using namespace shmlab;
using namespace std::chrono_literals;

namespace {

using Monotonic = std::chrono::steady_clock;

/// How much the clock gains on CLOCK_MONOTONIC in this time, as a share of it.
double deviation(const TickClock &clock, std::chrono::nanoseconds time)
{
    // CLOCK_MONOTONIC is read between two readings of the clock; a wide pair was interrupted.
    const auto readBoth = [&] {
        for (;;) {
            const auto before = clock.now();
            const auto monotonic = Monotonic::now();
            const auto after = clock.now();
            if (after - before < 5us)
                return std::pair(before, monotonic);
        }
    };
    const auto [begin, monotonicBegin] = readBoth();
    while (Monotonic::now() - monotonicBegin < time)
        std::this_thread::yield();
    const auto [end, monotonicEnd] = readBoth();
    return std::chrono::duration<double>(end - begin) / std::chrono::duration<double>(monotonicEnd - monotonicBegin)
        - 1;
}

} // namespace

class TickClockTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithMonotonicTime();
    void neverGoesBack();
    void goesOnAcrossThreads();
    void withoutACounterItIsMonotonicTime();
    void isFine();
};

void TickClockTest::agreesWithMonotonicTime()
{
    const double off = deviation(TickClock::calibrated(), 50ms);
    QVERIFY2(std::abs(off) < 1e-3, qPrintable(QString::number(off)));
}

void TickClockTest::neverGoesBack()
{
    const TickClock clock = TickClock::calibrated();
    auto last = clock.now();
    for (int reading = 0; reading < 1'000'000; ++reading) {
        const auto now = clock.now();
        QVERIFY(now >= last);
        last = now;
    }
}

void TickClockTest::goesOnAcrossThreads()
{
    auto last = TickClock::calibrated().now();
    for (int turn = 0; turn < 100; ++turn) {
        TickClock::time_point there;
        std::thread([&] { there = TickClock::calibrated().now(); }).join();
        QVERIFY(there >= last);
        last = TickClock::calibrated().now();
        QVERIFY(last >= there);
    }
}

void TickClockTest::withoutACounterItIsMonotonicTime()
{
    const TickClock clock;
    QVERIFY(!clock.readsCounter());
    const auto before = Monotonic::now().time_since_epoch();
    const auto now = clock.now().time_since_epoch();
    QVERIFY(before <= now && now <= Monotonic::now().time_since_epoch());
    QVERIFY(std::abs(deviation(clock, 5ms)) < 1e-3);
}

/// Where there is a counter, its step is smaller than a hand-over between cores that share a cache.
void TickClockTest::isFine()
{
    const TickClock clock = TickClock::calibrated();
    if (!clock.readsCounter())
        QSKIP("the processor's counter is not invariant");
    auto smallest = 1h + 0ns;
    for (int reading = 0; reading < 100'000; ++reading) {
        const auto before = clock.now();
        if (const auto step = clock.now() - before; step > 0ns)
            smallest = std::min(smallest, step);
    }
    QVERIFY2(smallest <= 50ns, qPrintable(QString::number(smallest.count())));
}

SHMLAB_TEST_MAIN(TickClockTest)
#include "tst_tick_clock.moc"
