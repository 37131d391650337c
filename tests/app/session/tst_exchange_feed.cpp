// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/exchange_feed.h"
#include "test_support.h"

#include <QCoreApplication>
#include <QSignalSpy>

#include <array>

using namespace shmlab;
using namespace shmlab::ui;

class ExchangeFeedTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void announcesOnceUntilTaken();
    void fault43_memoryIsBounded();
    void newRunForgetsTheOld();
    void pageIsDeliveredOnlyWhenItChanges();
};

void ExchangeFeedTest::announcesOnceUntilTaken()
{
    ExchangeFeed feed;
    const QSignalSpy filled(&feed, &ExchangeFeed::dataAvailable);
    for (int i = 0; i < 1000; ++i)
        feed.turnCompleted({});
    QCOMPARE(filled.count(), 1);
    QCOMPARE(feed.take().turns.size(), std::size_t{1000});
    QVERIFY(feed.take().turns.empty());
    feed.turnCompleted({});
    QCOMPARE(filled.count(), 2);
}

void ExchangeFeedTest::fault43_memoryIsBounded()
{
    ExchangeFeed feed;
    for (std::uint64_t i = 0; i < maxLoggedTurns + 5; ++i)
        feed.turnCompleted({.turn = {.number = i}});
    for (std::size_t i = 0; i < maxLoggedCalls + 5; ++i)
        feed.callCompleted({}, false);
    const FeedBatch batch = feed.take();
    QCOMPARE(batch.turns.size(), maxLoggedTurns);
    QCOMPARE(batch.turns.front().turn.number, std::uint64_t{5});
    QCOMPARE(batch.turns.back().turn.number, std::uint64_t{maxLoggedTurns + 4});
    QCOMPARE(batch.calls.size(), maxLoggedCalls);
}

void ExchangeFeedTest::newRunForgetsTheOld()
{
    ExchangeFeed feed;
    feed.turnCompleted({.turn = {.number = 1}});
    feed.runStarted();
    feed.turnCompleted({.turn = {.number = 2}});
    const FeedBatch batch = feed.take();
    QVERIFY(batch.isNewRun);
    QCOMPARE(batch.turns.size(), std::size_t{1});
    QCOMPARE(batch.turns.front().turn.number, std::uint64_t{2});
    QVERIFY(!feed.take().isNewRun);
}

void ExchangeFeedTest::pageIsDeliveredOnlyWhenItChanges()
{
    ExchangeFeed feed;
    std::array<std::byte, 16> page{};
    feed.pageUpdated(page);
    QCOMPARE(feed.take().page.size(), page.size());
    feed.pageUpdated(page);
    QVERIFY(feed.take().page.empty());
    page[3] = std::byte{1};
    feed.pageUpdated(page);
    QCOMPARE(feed.take().page.at(3), std::byte{1});
}

SHMLAB_TEST_MAIN(ExchangeFeedTest)
#include "tst_exchange_feed.moc"
