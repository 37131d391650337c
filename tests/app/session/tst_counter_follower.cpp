// SPDX-License-Identifier: GPL-3.0-or-later
#include "worker_fixture.h"

#include <QCoreApplication>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

class CounterFollowerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void peersWritesHaveTheirTime_data();
    void peersWritesHaveTheirTime();
    void ownTurnsAreNotChanges();
};

void CounterFollowerTest::peersWritesHaveTheirTime_data()
{
    QTest::addColumn<std::chrono::milliseconds>("published");
    QTest::addColumn<bool>("isShmlab");
    QTest::addColumn<std::chrono::milliseconds>("reported");
    QTest::newRow("in the interval") << 1ms << true << 1ms;
    QTest::newRow("at its begin") << 0ms << true << 0ms;
    QTest::newRow("at its end") << 4ms << true << 4ms;
    QTest::newRow("before it: of another write") << -1ms << true << 4ms;
    QTest::newRow("after it: by another clock") << 1000s + 0ms << true << 4ms;
    QTest::newRow("presence of a killed party") << 1ms << false << 4ms;
}

/// Times count from one observation; the next one is 4 ms later.
void CounterFollowerTest::peersWritesHaveTheirTime()
{
    QFETCH(std::chrono::milliseconds, published);
    QFETCH(bool, isShmlab);
    QFETCH(std::chrono::milliseconds, reported);
    const ExchangeMachine machine;
    const auto server = Party::join(machine.calls(), Role::Server, machine.name);
    auto client = Party::join(machine.calls(), Role::Client, machine.name);
    QVERIFY(server && client);
    Recorder recorder;
    const auto start = Clock::now();
    CounterFollower follower(*server, recorder, start);
    const auto observed = Clock::now() + 10ms;
    follower.observe(server->counters(), observed, isShmlab);
    QCOMPARE(recorder.changes.size(), std::size_t{1}); // Joined
    QVERIFY(client->step(observed + published).wrote);
    follower.observe(server->counters(), observed + 4ms, isShmlab);
    follower.observe(server->counters(), observed + 8ms, isShmlab);
    QCOMPARE(recorder.changes.size(), std::size_t{2});
    const TurnRecord &change = recorder.changes.back();
    QCOMPARE(change.kind, TurnRecord::Kind::PeerWrote);
    QCOMPARE(change.turn.peer, 1);
    QVERIFY(change.time == observed + reported - start);
}

void CounterFollowerTest::ownTurnsAreNotChanges()
{
    const ExchangeMachine machine;
    auto server = Party::join(machine.calls(), Role::Server, machine.name);
    auto client = Party::join(machine.calls(), Role::Client, machine.name);
    QVERIFY(server && client);
    Recorder recorder;
    const auto start = Clock::now();
    CounterFollower follower(*server, recorder, start);
    const auto observed = Clock::now();
    follower.addTurn(server->step(observed + 1ms), observed + 1ms, true);
    follower.observe(server->counters(), observed + 2ms, true);
    QCOMPARE(recorder.changes.size(), std::size_t{1});
    QVERIFY(client->step(observed + 3ms).wrote);
    follower.addTurn(server->step(observed + 5ms), observed + 5ms, true); // first seen by a turn
    QCOMPARE(recorder.changes.size(), std::size_t{2});
    QCOMPARE(recorder.changes.back().turn.own, 1);
    QCOMPARE(recorder.changes.back().turn.peer, 2);
    QVERIFY(recorder.changes.back().time == observed + 3ms - start);
    counterIn(const_cast<std::byte *>(server->bytes().data()), Role::Server).store(0);
    follower.observe(server->counters(), observed + 6ms, true);
    QCOMPARE(recorder.changes.back().kind, TurnRecord::Kind::OwnOverwritten);
}

SHMLAB_TEST_MAIN(CounterFollowerTest)
#include "tst_counter_follower.moc"
