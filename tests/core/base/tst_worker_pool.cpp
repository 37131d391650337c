// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "base/worker_pool.h"

#include <array>
#include <atomic>
#include <chrono>
#include <new>
#include <thread>
#include <vector>

using namespace shmlab;

class ParallelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachItemIsProcessedOnce_data();
    void eachItemIsProcessedOnce();
    void allPartsRunEachTime();
    void exceptionsAreRethrownInTheCaller_data();
    void exceptionsAreRethrownInTheCaller();
    void anObserverSeesOneThread();
};

void ParallelTest::eachItemIsProcessedOnce_data()
{
    QTest::addColumn<std::size_t>("parts");
    QTest::addColumn<std::size_t>("count");
    QTest::addColumn<std::size_t>("chunk");
    for (const std::size_t parts : {1U, 2U, 4U}) {
        for (const std::size_t count : {0U, 1U, 31U, 32U, 33U, 1000U}) {
            for (const std::size_t chunk : {1U, 32U})
                QTest::addRow("%zu of %zu by %zu", count, parts, chunk) << parts << count << chunk;
        }
    }
}

void ParallelTest::eachItemIsProcessedOnce()
{
    QFETCH(std::size_t, parts);
    QFETCH(std::size_t, count);
    QFETCH(std::size_t, chunk);
    std::vector<std::atomic<int>> done(count);
    std::atomic<bool> isPartKnown = true;
    WorkerPool workers;
    for (int round = 1; round <= 3; ++round) {
        workers.parallelFor(parts, count, chunk, [&](std::size_t part, std::size_t i) {
            ++done[i];
            isPartKnown = isPartKnown && part < parts;
        });
        QVERIFY(isPartKnown);
        QVERIFY(std::ranges::all_of(done, [=](const std::atomic<int> &times) { return times == round; }));
    }
}

void ParallelTest::allPartsRunEachTime()
{
    WorkerPool workers;
    workers.ensureThreads(4); // more than there are parts
    for (int round = 0; round < 1000; ++round) {
        const auto late = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        std::atomic<int> here = 0;
        std::atomic<bool> isPartKnown = true;
        workers.parallelFor(2, 2, 1, [&](std::size_t part, std::size_t) {
            isPartKnown = isPartKnown && part < 2;
            ++here;
            while (here < 2 && std::chrono::steady_clock::now() < late)
                std::this_thread::yield(); // a thread that works alone waits here forever
        });
        QVERIFY(std::chrono::steady_clock::now() < late);
        QCOMPARE(here.load(), 2);
        QVERIFY(isPartKnown);
    }
}

void ParallelTest::exceptionsAreRethrownInTheCaller_data()
{
    QTest::addColumn<bool>("isOfTheCaller");
    QTest::newRow("of the calling thread") << true;
    QTest::newRow("of another thread") << false;
}

void ParallelTest::exceptionsAreRethrownInTheCaller()
{
    QFETCH(bool, isOfTheCaller);
    const auto late = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    const auto isLate = [=] { return std::chrono::steady_clock::now() > late; };
    std::atomic<int> running = 0;
    std::array<std::atomic<bool>, 2> hasBegun{};
    const auto caller = std::this_thread::get_id();
    const auto work = [&](std::size_t part, std::size_t) {
        ++running;
        hasBegun.at(part) = true;
        while (!(hasBegun[0] && hasBegun[1]) && !isLate())
            std::this_thread::yield(); // so that both have something to do
        --running;
        if ((std::this_thread::get_id() == caller) == isOfTheCaller || isLate())
            throw std::bad_alloc();
    };
    WorkerPool workers;
    constexpr std::size_t endless = std::size_t{1} << 60U; // unless the exception ends both
    QVERIFY_THROWS_EXCEPTION(std::bad_alloc, workers.parallelFor(2, endless, 1, work));
    QCOMPARE(running.load(), 0); // nobody works any more
    QVERIFY(!isLate());
    std::atomic<std::size_t> later = 0;
    workers.parallelFor(2, 1000, 1, [&](std::size_t, std::size_t) { ++later; });
    QCOMPARE(later.load(), std::size_t{1000}); // the pool can be used again
}

void ParallelTest::anObserverSeesOneThread()
{
    class Observer : public CallObserver {
    } observer;
    QCOMPARE(partCount(InspectCalls(&observer), 100'000, 1), std::size_t{1});
    QVERIFY(partCount(InspectCalls(), 100'000, 1) <= 4);
    QCOMPARE(partCount(InspectCalls(), 10, 100), std::size_t{1});
}

SHMLAB_TEST_MAIN(ParallelTest)
#include "tst_worker_pool.moc"
