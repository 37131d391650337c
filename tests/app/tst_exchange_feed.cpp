// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/exchange_feed.h"
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
    void fault43_neverGrowsWithoutBound();
    void newRunForgetsTheOld();
    void pagesOnlyWhenTheyChange();
};

void ExchangeFeedTest::announcesOnceUntilTaken()
{
    ExchangeFeed feed;
    const QSignalSpy filled(&feed, &ExchangeFeed::filled);
    for (int i = 0; i < 1000; ++i)
        feed.turnMade({});
    QCOMPARE(filled.count(), 1);
    QCOMPARE(feed.take().turns.size(), std::size_t{1000});
    QVERIFY(feed.take().turns.empty());
    feed.turnMade({});
    QCOMPARE(filled.count(), 2);
}

void ExchangeFeedTest::fault43_neverGrowsWithoutBound()
{
    ExchangeFeed feed;
    for (std::uint64_t i = 0; i < keptTurns + 5; ++i)
        feed.turnMade({.turn = {.number = i}});
    for (std::size_t i = 0; i < keptCalls + 5; ++i)
        feed.callMade({}, false);
    const FeedBatch batch = feed.take();
    QCOMPARE(batch.turns.size(), keptTurns);
    QCOMPARE(batch.turns.front().turn.number, std::uint64_t{5});
    QCOMPARE(batch.turns.back().turn.number, std::uint64_t{keptTurns + 4});
    QCOMPARE(batch.calls.size(), keptCalls);
}

void ExchangeFeedTest::newRunForgetsTheOld()
{
    ExchangeFeed feed;
    feed.turnMade({.turn = {.number = 1}});
    feed.runBegan();
    feed.turnMade({.turn = {.number = 2}});
    const FeedBatch batch = feed.take();
    QVERIFY(batch.isNewRun);
    QCOMPARE(batch.turns.size(), std::size_t{1});
    QCOMPARE(batch.turns.front().turn.number, std::uint64_t{2});
    QVERIFY(!feed.take().isNewRun);
}

void ExchangeFeedTest::pagesOnlyWhenTheyChange()
{
    ExchangeFeed feed;
    std::array<std::byte, 16> page{};
    feed.pageSeen(page);
    QCOMPARE(feed.take().page.size(), page.size());
    feed.pageSeen(page);
    QVERIFY(feed.take().page.empty());
    page[3] = std::byte{1};
    feed.pageSeen(page);
    QCOMPARE(feed.take().page.at(3), std::byte{1});
}

SHMLAB_TEST_MAIN(ExchangeFeedTest)
#include "tst_exchange_feed.moc"
