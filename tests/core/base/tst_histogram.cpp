// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/base/histogram.h>

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>

using namespace shmlab;
using std::chrono::nanoseconds;

class HistogramTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bucketsAreContiguous();
    void extremeDurationsHaveABucket();
    void percentilesAreExactToOnePercent_data();
    void percentilesAreExactToOnePercent();
    void emptyHistogramHasNoFigures();
    void differencesAndSums();
    void canBeReadWhileItIsFilled();
};

void HistogramTest::bucketsAreContiguous()
{
    for (std::size_t index = 0; index < buckets::count; ++index) {
        const auto lower = buckets::lowerBound(index);
        const auto upper = buckets::lowerBound(index + 1);
        QCOMPARE(buckets::indexOf(lower), index);
        QCOMPARE(buckets::indexOf(upper - nanoseconds(1)), index);
        QVERIFY(upper - lower == nanoseconds(1) || (upper - lower) * 64 <= lower);
    }
}

void HistogramTest::extremeDurationsHaveABucket()
{
    QCOMPARE(buckets::indexOf(nanoseconds(-5)), std::size_t{0});
    QCOMPARE(buckets::indexOf(nanoseconds::max()), buckets::count - 1);
    Histogram histogram;
    histogram.add(nanoseconds::max());
    QCOMPARE(histogram.maximum(), nanoseconds::max());
    QCOMPARE(histogram.total(), std::uint64_t{1});
}

void HistogramTest::percentilesAreExactToOnePercent_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("uniform") << 0;
    QTest::newRow("exponential") << 1;
    QTest::newRow("lognormal, over six decades") << 2;
    QTest::newRow("two peaks") << 3;
    QTest::newRow("constant") << 4;
}

void HistogramTest::percentilesAreExactToOnePercent()
{
    QFETCH(int, kind);
    std::mt19937_64 random(1); // NOLINT: the same numbers each time
    std::uniform_real_distribution<double> uniform(1, 1e6);
    std::exponential_distribution<double> exponential(1e-4);
    std::lognormal_distribution<double> lognormal(10, 3);
    std::normal_distribution<double> peak(0, 50);
    const auto next = [&]() -> double {
        switch (kind) {
        case 0: return uniform(random);
        case 1: return exponential(random);
        case 2: return lognormal(random);
        case 3: return (uniform(random) < 5e5 ? 800 : 40'000) + peak(random);
        default: return 12'345;
        }
    };
    constexpr int samples = 200'000;
    std::vector<nanoseconds> exact;
    Histogram histogram;
    for (int i = 0; i < samples; ++i) {
        const nanoseconds value(std::llround(std::max(0.0, next())));
        exact.push_back(value);
        histogram.add(value);
    }
    std::ranges::sort(exact);
    for (const double share : {0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 0.9999, 1.0}) {
        const auto rank = static_cast<std::size_t>(std::ceil(share * samples)) - 1;
        const auto wanted = static_cast<double>(exact[rank].count());
        const auto got = static_cast<double>(histogram.percentile(share).count());
        QVERIFY2(std::abs(got - wanted) <= 0.01 * wanted,
                 qPrintable(QStringLiteral("%1: %2 for %3").arg(share).arg(got).arg(wanted)));
    }
    QCOMPARE(histogram.maximum(), exact.back());
}

void HistogramTest::emptyHistogramHasNoFigures()
{
    QCOMPARE(Histogram().percentile(0.5), nanoseconds(0));
    QCOMPARE(Histogram().total(), std::uint64_t{0});
}

void HistogramTest::differencesAndSums()
{
    Histogram first;
    first.add(nanoseconds(100), 10);
    Histogram second = first;
    second.add(nanoseconds(5000), 30);
    Histogram since = second;
    since -= first;
    QCOMPARE(since.total(), std::uint64_t{30});
    QCOMPARE(since.mean().count(), 5000.0);
    QVERIFY(since.percentile(0.01) > nanoseconds(4900));
    since += first;
    QCOMPARE(since.counts(), second.counts());
    QCOMPARE(since.total(), second.total());
    QCOMPARE(since.sum(), second.sum());
}

void HistogramTest::canBeReadWhileItIsFilled()
{
    LiveHistogram histogram;
    constexpr std::uint64_t entries = 100'000;
    std::thread writer([&] {
        for (std::uint64_t i = 0; i < entries; ++i)
            histogram.add(nanoseconds(static_cast<std::int64_t>(i % 1000)));
    });
    std::uint64_t seen = 0;
    bool goesForward = true;
    while (seen < entries && goesForward) {
        const auto total = histogram.snapshot().total();
        goesForward = total >= seen;
        seen = total;
    }
    writer.join();
    QVERIFY(goesForward);
    QCOMPARE(histogram.snapshot().maximum(), nanoseconds(999));
    QCOMPARE(histogram.snapshot().mean().count(), 499.5); // exact: the sum is kept
}

SHMLAB_TEST_MAIN(HistogramTest)
#include "tst_histogram.moc"
