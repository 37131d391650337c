// SPDX-License-Identifier: GPL-3.0-or-later
#include "worker_fixture.h"

#include <QCoreApplication>

#include <algorithm>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

class FullSpeedWorkerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fullSpeedMakesTheHandOversAskedFor();
    void paceChangesWhileItRuns();
    void pausesAndStepsAtFullSpeed();
    void invalidProcessorIsReported();
    void oneSidedFullSpeedIsSeenOnBothSides();
    void paceOfAPeerIsNotGuessed();
    void promptAnswersTellFullSpeed();
    void spinningPeerIsSeenFromATimer();
    void fault11_killedServerEndsTheClientAtFullSpeed();
    void fault13_clientFollowsARestartedServerAtFullSpeed();
    void fault14_unlinkAtFullSpeedIsReported();
    void fault19_resetAtFullSpeedIsReported();
};

void FullSpeedWorkerTest::fullSpeedMakesTheHandOversAskedFor()
{
    const ExchangeMachine machine;
    const ObjectName &name = machine.name;
    Side server(machine, fullSpeed(Role::Server, name, 5000));
    Side client(machine, fullSpeed(Role::Client, name, 5000));
    QVERIFY(server.waitUntilIdle());
    QVERIFY(client.waitUntilIdle());
    for (const Side *side : {&server, &client}) {
        QCOMPARE(side->last().end, ExchangeEnd::Done);
        QCOMPARE(side->last().turns, 5000U);
        QCOMPARE(side->recorder.stats.handOvers, 5000U);
        QCOMPARE(side->recorder.stats.outOfOrder, 0U);
        QVERIFY(side->recorder.stats.roundTrips.total() > 4000);
        QVERIFY(side->recorder.turns.empty());
        const auto samples = std::ranges::count(side->recorder.changes, TurnRecord::Kind::Sample, &TurnRecord::kind);
        QVERIFY(samples > 0 && samples < 1000);
    }
    const auto [last, lastOfAll] = std::minmax({server.last().counters.server, client.last().counters.client});
    QCOMPARE(last, 9999); // either side may have begun
    QCOMPARE(lastOfAll, 10000);
    QVERIFY(!machine.exists(name));
}

void FullSpeedWorkerTest::paceChangesWhileItRuns()
{
    const ExchangeMachine machine;
    const ObjectName &name = machine.name;
    Side server(machine, settings(Role::Server, name));
    Side client(machine, fullSpeed(Role::Client, name));
    QVERIFY(test::eventually([&] { return server.recorder.turns.size() > 5; }));
    QCOMPARE(server.recorder.stats.handOvers, 0U);
    server.worker.setPace(Pace::FullSpeed, WaitMode::Sleep);
    QVERIFY(test::eventually([&] { return server.recorder.stats.handOvers > 10'000; }));
    server.worker.setPace(Pace::FullSpeed, WaitMode::Adaptive);
    QVERIFY(test::eventually([&] { return server.recorder.stats.handOvers > 50'000; })); // the sum of both stretches
    server.worker.setPace(Pace::Timer, WaitMode::Adaptive);
    const auto turns = server.recorder.turns.size();
    QVERIFY(test::eventually([&] { return server.recorder.turns.size() > turns + 5; }));
    const auto &record = server.recorder.turns;
    QCOMPARE(record.back().turn.number, record.at(record.size() - 2).turn.number + 1); // every turn is reported again
    server.worker.setTurns(server.recorder.turns.back().turn.number + 100'000);
    server.worker.setPace(Pace::FullSpeed, WaitMode::Adaptive);
    QVERIFY(server.waitUntilIdle());
    QCOMPARE(server.last().end, ExchangeEnd::Done);
}

void FullSpeedWorkerTest::pausesAndStepsAtFullSpeed()
{
    const ExchangeMachine machine;
    const ObjectName &name = machine.name;
    Side server(machine, fullSpeed(Role::Server, name));
    Side client(machine, fullSpeed(Role::Client, name));
    QVERIFY(test::eventually([&] { return server.recorder.stats.handOvers > 1000; }));
    server.worker.pause();
    QCOMPARE(server.state(), RunState::Paused);
    const auto made = server.last().turns;
    QVERIFY(test::eventually([&] {
        return client.last().peer.presence
            && client.last().peer.presence->activity == static_cast<std::uint32_t>(Activity::Paused);
    }));
    QCOMPARE(server.last().turns, made);
    server.worker.step(fullSpeed(Role::Server, name));
    QCOMPARE(server.recorder.turns.back().turn.number, made);
    server.worker.resume();
    QVERIFY(test::eventually([&] { return server.recorder.stats.handOvers > made + 1000; }));
    server.worker.stop();
    QCOMPARE(server.last().end, ExchangeEnd::Stopped);
}

void FullSpeedWorkerTest::invalidProcessorIsReported()
{
    const ExchangeMachine machine;
    const ObjectName &name = machine.name;
    Side server(machine);
    ExchangeSettings wrong = fullSpeed(Role::Server, name);
    wrong.processor = 5000;
    server.worker.start(wrong);
    QVERIFY(server.waitUntilIdle());
    QCOMPARE(server.last().end, ExchangeEnd::Failed);
    QCOMPARE(server.last().error->call, Call::SchedSetaffinity);
    QVERIFY(!machine.exists(name));
}

void FullSpeedWorkerTest::oneSidedFullSpeedIsSeenOnBothSides()
{
    const ExchangeMachine machine;
    Side server(machine, fullSpeed(Role::Server, machine.name));
    Side client(machine, settings(Role::Client, machine.name));
    QVERIFY(test::eventually([&] { return server.last().peerPace == Pace::Timer; }));
    QVERIFY(test::eventually([&] { return client.last().peerPace == Pace::FullSpeed; }));
    client.worker.setPace(Pace::FullSpeed, WaitMode::Adaptive);
    QVERIFY(test::eventually([&] { return server.last().peerPace == Pace::FullSpeed; }));
    server.worker.setPace(Pace::Timer, WaitMode::Adaptive);
    QVERIFY(test::eventually([&] { return client.last().peerPace == Pace::Timer; }));
    server.worker.stop();
    client.worker.stop();
}

void FullSpeedWorkerTest::paceOfAPeerIsNotGuessed()
{
    PresenceRecord presence{};
    presence.activity = static_cast<std::uint32_t>(Activity::Running);
    Peer peer{.state = Peer::State::Present, .isShmlab = true};
    PeerPace pace;
    Clock::time_point now(1s);
    const auto observe = [&](std::uint64_t handOvers, Pace own, int times) {
        for (int i = 0; i < times; ++i) {
            presence.handOvers += handOvers;
            peer.presence = presence;
            (void)pace.observe(now += 250ms, peer, own);
        }
        return pace.pace();
    };
    QVERIFY(!observe(250, Pace::Timer, 20)); // the own timer is the limit
    QVERIFY(!observe(0, Pace::FullSpeed, 20)); // a peer that does nothing
    QVERIFY(!observe(250, Pace::FullSpeed, 4)); // too short a time
    QCOMPARE(observe(250, Pace::FullSpeed, 8), Pace::Timer); // the shortest period
    QCOMPARE(observe(0, Pace::FullSpeed, 8), Pace::Timer); // a long one
    QCOMPARE(observe(10'000, Pace::FullSpeed, 8), Pace::FullSpeed);
    presence.activity = static_cast<std::uint32_t>(Activity::Paused);
    QVERIFY(!observe(0, Pace::FullSpeed, 1));
    presence.activity = static_cast<std::uint32_t>(Activity::Running);
    presence.sleeping = 1; // only a party at full speed does that
    QCOMPARE(observe(1, Pace::Timer, 1), Pace::FullSpeed);
    peer.isShmlab = false;
    QVERIFY(!observe(1, Pace::FullSpeed, 20)); // of a plain program nothing is known
}

/// A peer that polls all the time never sleeps, and cannot be faster than the timer of this side.
void FullSpeedWorkerTest::promptAnswersTellFullSpeed()
{
    PresenceRecord presence{};
    presence.activity = static_cast<std::uint32_t>(Activity::Running);
    PeerPace pace;
    Clock::time_point now(1s);
    const auto answer = [&](std::chrono::nanoseconds after, int times) {
        for (int i = 0; i < times; ++i) {
            presence.lastHandOver = (now + after).time_since_epoch().count();
            pace.addTurn(now += 10ms, presence);
        }
        (void)pace.observe(now, {.state = Peer::State::Present, .isShmlab = true, .presence = presence}, Pace::Timer);
        return pace.pace();
    };
    QVERIFY(!answer(4ms, 100)); // another timer
    QVERIFY(!answer(1us, 3)); // by chance
    QVERIFY(!answer(60us, 1));
    QVERIFY(!answer(-1h, 100)); // another clock
    QCOMPARE(answer(200ns, 6), Pace::FullSpeed);
    QCOMPARE(answer(2ms, 3), Pace::FullSpeed); // it had to wait for a processor
    QVERIFY(!answer(2ms, 6)); // it has a timer now
}

/// The peer is scripted: on a busy machine one that spins does not get a processor at once.
void FullSpeedWorkerTest::spinningPeerIsSeenFromATimer()
{
    class PromptPeer : public Recorder {
    public:
        std::optional<Party> party;
        Clock::time_point runStart;
        void turnCompleted(const TurnRecord &record) override
        {
            Recorder::turnCompleted(record);
            (void)party->step(runStart + record.time + 1us);
        }
    };
    const ExchangeMachine machine;
    PromptPeer peer;
    peer.party.emplace(Party::join(machine.calls(), Role::Server, machine.name).value());
    peer.party->setActivity(Activity::Running);
    ExchangeWorker client(peer, 30, machine.roots());
    std::optional<Pace> pace;
    connect(&client, &ExchangeWorker::statusChanged, this, [&](const ExchangeStatus &status) {
        peer.runStart = status.runStart;
        pace = status.peerPace;
    });
    client.start(settings(Role::Client, machine.name));
    QVERIFY(test::eventually([&] { return pace == Pace::FullSpeed; }));
    client.stop();
    peer.party.reset();
}

void FullSpeedWorkerTest::fault11_killedServerEndsTheClientAtFullSpeed()
{
    const ExchangeMachine machine;
    const ObjectName &name = machine.name;
    test::FaultPeer peer(machine.folderPath()); // does nothing, so that the client sleeps until it is woken
    QVERIFY(peer.create(name));
    QCOMPARE(peer.execute("map 4096"), 0L);
    QCOMPARE(peer.execute("lock 0 4"), 0L);
    QVERIFY(peer.execute("put 0 7") >= 0);
    Side client(machine);
    ExchangeSettings once = fullSpeed(Role::Client, name);
    once.rejoins = false;
    client.worker.start(once);
    QVERIFY(test::eventually(
        [&] { return client.last().peer.state == Peer::State::Present && client.recorder.stats.handOvers == 1; }));
    peer.killHard();
    QVERIFY(client.waitFor(RunState::Idle, test::soon.count()));
    QCOMPARE(client.last().end, ExchangeEnd::PeerGone);
    machine.remove(name);
}

void FullSpeedWorkerTest::fault13_clientFollowsARestartedServerAtFullSpeed()
{
    const ExchangeMachine machine;
    const ObjectName &name = machine.name;
    Side client(machine);
    {
        Side server(machine, fullSpeed(Role::Server, name));
        client.worker.start(fullSpeed(Role::Client, name));
        QVERIFY(test::eventually([&] { return client.recorder.stats.handOvers > 1000; }));
        server.worker.stop();
    }
    QVERIFY(client.waitFor(RunState::Waiting));
    const auto soFar = client.recorder.stats.handOvers;
    Side server(machine, fullSpeed(Role::Server, name));
    QVERIFY(test::eventually([&] { return client.recorder.stats.handOvers > soFar + 1000; })); // one run, one count
    QVERIFY(server.recorder.stats.outOfOrder == 0);
}

void FullSpeedWorkerTest::fault14_unlinkAtFullSpeedIsReported()
{
    const ExchangeMachine machine;
    const ObjectName &name = machine.name;
    Side server(machine, fullSpeed(Role::Server, name));
    Side client(machine, fullSpeed(Role::Client, name));
    QVERIFY(client.waitFor(Peer::State::Present));
    machine.remove(name);
    QVERIFY(test::eventually([&] { return server.last().name == NameState::Gone; }, test::soon.count()));
    const auto soFar = server.recorder.stats.handOvers;
    QVERIFY(test::eventually([&] { return server.recorder.stats.handOvers > soFar + 1000; }));
}

void FullSpeedWorkerTest::fault19_resetAtFullSpeedIsReported()
{
    const ExchangeMachine machine;
    const ObjectName &name = machine.name;
    Side server(machine, fullSpeed(Role::Server, name));
    QVERIFY(test::eventually([&] { return server.recorder.stats.handOvers == 1; }));
    test::FaultPeer peer(machine.folderPath());
    QVERIFY(peer.execute("open", name) >= 0);
    QCOMPARE(peer.execute("map 4096"), 0L);
    QVERIFY(peer.execute("put 0 0") >= 0);
    QVERIFY(test::eventually([&] { return server.last().anomaly == CounterAnomaly::Reset; }));
}

SHMLAB_TEST_MAIN(FullSpeedWorkerTest)
#include "tst_full_speed_worker.moc"
