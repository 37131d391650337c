// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/peer_watch.h>

#include <QThread>

#include <csignal>

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr Party::Clock::time_point now{std::chrono::seconds{1000}};

/// A client in a process of its own that waits to be killed.
pid_t forkClient(const ObjectName &name, int &ready)
{
    int ends[2];
    if (::pipe(ends) != 0)
        return -1;
    const pid_t child = ::fork();
    if (child == 0) {
        auto client = Party::join(SystemCalls(), Role::Client, name);
        if (client) {
            client->setActivity(Activity::Running);
            client->step({});
        }
        const char answer = client ? 'y' : 'n';
        (void)!::write(ends[1], &answer, 1);
        ::pause();
        ::_exit(0);
    }
    char answer = 0;
    (void)!::read(ends[0], &answer, 1);
    ready = answer == 'y';
    ::close(ends[0]);
    ::close(ends[1]);
    return child;
}

} // namespace

class PeerWatchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void seesShmlabComeAndLeave();
    void seesOneThatCameAndWentBetweenLooks();
    void fault11_killedPeerIsDead();
    void fault11_plainPeerIsFollowedToItsEnd();
    void fault12_stoppedPeerIsNotDead();
    void fault12_silenceOfAPlainPeerIsStalling();
    void fault31_ourOwnSleepIsNotThePeersSilence();
    void clientFindsItsServerDead();
    void failedProbeChangesNothing();
};

void PeerWatchTest::seesShmlabComeAndLeave()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerWatch watch(*server);
    QCOMPARE(watch.look(SystemCalls(), now).state, Peer::State::Nobody);
    {
        auto client = Party::join(SystemCalls(), Role::Client, name);
        QVERIFY(client);
        const Peer &peer = watch.look(SystemCalls(), now);
        QCOMPARE(peer.state, Peer::State::Present);
        QVERIFY(peer.isShmlab);
        QCOMPARE(peer.process->pid, ::getpid());
        client->setActivity(Activity::Paused);
        QCOMPARE(watch.look(SystemCalls(), now).presence->activity, static_cast<std::uint32_t>(Activity::Paused));
    }
    QCOMPARE(watch.look(SystemCalls(), now).state, Peer::State::Left);
    QCOMPARE(watch.look(SystemCalls(), now).state, Peer::State::Left);
}

void PeerWatchTest::seesOneThatCameAndWentBetweenLooks()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerWatch watch(*server);
    QCOMPARE(watch.look(SystemCalls(), now).state, Peer::State::Nobody);
    {
        auto client = Party::join(SystemCalls(), Role::Client, name);
        QVERIFY(client);
        client->step({});
    }
    QCOMPARE(watch.look(SystemCalls(), now).state, Peer::State::Left);
    QVERIFY(watch.peer().isShmlab);
    QVERIFY(!watch.wantsCensus());
}

void PeerWatchTest::fault11_killedPeerIsDead()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerWatch watch(*server);
    int ready = 0;
    const pid_t child = forkClient(name, ready);
    QVERIFY(ready);
    QCOMPARE(watch.look(SystemCalls(), now).state, Peer::State::Present);
    QCOMPARE(watch.peer().process->pid, child);
    ::kill(child, SIGKILL);
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    QCOMPARE(watch.look(SystemCalls(), now).state, Peer::State::Died);
}

void PeerWatchTest::fault11_plainPeerIsFollowedToItsEnd()
{
    if (!test::hasPidfds())
        QSKIP("no pidfd_open here");
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerWatch watch(*server);
    QCOMPARE(watch.look(SystemCalls(), now).state, Peer::State::Nobody);
    test::FaultPeer plain;
    QVERIFY(plain.tell("open", name) > 0);
    QCOMPARE(plain.tell("map 4096"), 0);
    QCOMPARE(watch.look(SystemCalls(), now).state, Peer::State::Nobody); // it has not written yet
    QCOMPARE(plain.tell("put 4 1"), 0);
    QCOMPARE(watch.look(SystemCalls(), now).state, Peer::State::Present);
    QVERIFY(!watch.peer().isShmlab);
    QVERIFY(watch.wantsCensus());
    watch.useCensus(SystemCalls(), *takeCensus(SystemCalls(), server->object().identity()));
    QVERIFY(!watch.wantsCensus());
    QCOMPARE(watch.peer().process->pid, plain.pid());
    QCOMPARE(watch.look(SystemCalls(), now).state, Peer::State::Present);
    plain.killHard();
    QCOMPARE(watch.look(SystemCalls(), now).state, Peer::State::Left);
}

void PeerWatchTest::fault12_stoppedPeerIsNotDead()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerWatch watch(*server);
    int ready = 0;
    const pid_t child = forkClient(name, ready);
    QVERIFY(ready);
    ::kill(child, SIGSTOP);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, WUNTRACED), child);
    QVERIFY(WIFSTOPPED(status));
    // An hour later it still is no more than stopped.
    for (auto later = now; later < now + std::chrono::hours{1}; later += std::chrono::seconds{1})
        QCOMPARE(watch.look(SystemCalls(), later).state, Peer::State::Present);
    QCOMPARE(watch.peer().condition, Peer::Condition::Active); // it was the server's turn all the time
    server->step(now);
    const auto silent = now + std::chrono::hours{1};
    for (auto later = silent; later <= silent + 2 * PeerWatch::patience; later += std::chrono::seconds{1})
        QCOMPARE(watch.look(SystemCalls(), later).state, Peer::State::Present);
    QCOMPARE(watch.peer().condition, Peer::Condition::Stopped);
    ::kill(child, SIGCONT);
    QCOMPARE(::waitpid(child, &status, WCONTINUED), child);
    QCOMPARE(watch.look(SystemCalls(), silent + 2 * PeerWatch::patience).condition, Peer::Condition::Stalled);
    ::kill(child, SIGKILL);
    QCOMPARE(::waitpid(child, nullptr, 0), child);
}

void PeerWatchTest::fault12_silenceOfAPlainPeerIsStalling()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerWatch watch(*server);
    watch.look(SystemCalls(), now);
    test::FaultPeer plain;
    QVERIFY(plain.tell("open", name) > 0);
    QCOMPARE(plain.tell("map 4096"), 0);
    QCOMPARE(plain.tell("put 4 1"), 0);
    watch.look(SystemCalls(), now);
    server->step(now);
    const auto lookUntil = [&](auto from, auto to) {
        for (auto time = from; time <= to; time += std::chrono::milliseconds{250})
            watch.look(SystemCalls(), time);
        return watch.peer().condition;
    };
    QCOMPARE(lookUntil(now, now + PeerWatch::patience - std::chrono::milliseconds{1}), Peer::Condition::Active);
    QCOMPARE(lookUntil(now + PeerWatch::patience, now + 2 * PeerWatch::patience), Peer::Condition::Stalled);
    QCOMPARE(watch.peer().state, Peer::State::Present);
    QCOMPARE(plain.tell("put 4 3"), 0); // and goes on by itself
    QCOMPARE(watch.look(SystemCalls(), now + 2 * PeerWatch::patience).condition, Peer::Condition::Active);
}

void PeerWatchTest::fault31_ourOwnSleepIsNotThePeersSilence()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(server && client);
    client->setActivity(Activity::Running);
    PeerWatch watch(*server);
    server->step(now);
    watch.look(SystemCalls(), now);
    QCOMPARE(watch.look(SystemCalls(), now + std::chrono::hours{8}).condition, Peer::Condition::Active);
    QCOMPARE(watch.look(SystemCalls(), now + std::chrono::hours{8} + std::chrono::seconds{1}).condition,
             Peer::Condition::Active);
}

void PeerWatchTest::clientFindsItsServerDead()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    const pid_t child = ::fork();
    if (child == 0) {
        auto server = Party::join(SystemCalls(), Role::Server, name);
        if (server)
            server->setActivity(Activity::Running);
        ::kill(::getpid(), SIGKILL);
    }
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(client);
    PeerWatch watch(*client);
    QVERIFY(watch.wantsCensus());
    QCOMPARE(watch.look(SystemCalls(), now).state, Peer::State::Died);
}

void PeerWatchTest::failedProbeChangesNothing()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(server && client);
    PeerWatch watch(*server);
    QCOMPARE(watch.look(SystemCalls(), now).state, Peer::State::Present);
    test::ScriptedCalls script;
    script.failNext(Call::Fcntl, EIO);
    QCOMPARE(watch.look(script.calls(), now).state, Peer::State::Present);
}

SHMLAB_TEST_MAIN(PeerWatchTest)
#include "tst_peer_watch.moc"
