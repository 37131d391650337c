// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/peer_watch.h>

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
    void seesPeerThatCameAndWentBetweenPolls();
    void fault11_killedPeerIsDead();
    void fault11_plainPeerIsFollowedToItsEnd();
    void fault12_stoppedPeerIsNotDead();
    void fault12_silentPlainPeerIsStalled();
    void fault31_ownSleepIsNotAPeerStall();
    void clientFindsItsServerDead();
    void failedProbeChangesNothing();
};

void PeerWatchTest::seesShmlabComeAndLeave()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerWatch watch(*server);
    QCOMPARE(watch.poll(now).state, Peer::State::Absent);
    {
        auto client = Party::join(SystemCalls(), Role::Client, name);
        QVERIFY(client);
        const Peer &peer = watch.poll(now);
        QCOMPARE(peer.state, Peer::State::Present);
        QVERIFY(peer.isShmlab);
        QCOMPARE(peer.process->pid, ::getpid());
        client->setActivity(Activity::Paused);
        QCOMPARE(watch.poll(now).presence->activity, static_cast<std::uint32_t>(Activity::Paused));
    }
    QCOMPARE(watch.poll(now).state, Peer::State::Left);
    QCOMPARE(watch.poll(now).state, Peer::State::Left);
}

void PeerWatchTest::seesPeerThatCameAndWentBetweenPolls()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerWatch watch(*server);
    QCOMPARE(watch.poll(now).state, Peer::State::Absent);
    {
        auto client = Party::join(SystemCalls(), Role::Client, name);
        QVERIFY(client);
        client->step({});
    }
    QCOMPARE(watch.poll(now).state, Peer::State::Left);
    QVERIFY(watch.peer().isShmlab);
    QVERIFY(!watch.wantsProcessScan());
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
    QCOMPARE(watch.poll(now).state, Peer::State::Present);
    QCOMPARE(watch.peer().process->pid, child);
    ::kill(child, SIGKILL);
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    QCOMPARE(watch.poll(now).state, Peer::State::Died);
}

void PeerWatchTest::fault11_plainPeerIsFollowedToItsEnd()
{
    if (!test::hasPidfds())
        QSKIP("no pidfd_open here");
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerWatch watch(*server);
    QCOMPARE(watch.poll(now).state, Peer::State::Absent);
    test::FaultPeer plain;
    QVERIFY(plain.execute("open", name) > 0);
    QCOMPARE(plain.execute("map 4096"), 0);
    QCOMPARE(watch.poll(now).state, Peer::State::Absent); // it has not written yet
    QCOMPARE(plain.execute("put 4 1"), 0);
    QCOMPARE(watch.poll(now).state, Peer::State::Present);
    QVERIFY(!watch.peer().isShmlab);
    QVERIFY(watch.wantsProcessScan());
    watch.useProcessScan(*scanHolders(SystemCalls(), server->object().identity()));
    QVERIFY(!watch.wantsProcessScan());
    QCOMPARE(watch.peer().process->pid, plain.pid());
    QCOMPARE(watch.poll(now).state, Peer::State::Present);
    plain.killHard();
    QCOMPARE(watch.poll(now).state, Peer::State::Left);
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
    // An hour later it still is stopped and not dead.
    for (auto later = now; later < now + std::chrono::hours{1}; later += std::chrono::seconds{1})
        QCOMPARE(watch.poll(later).state, Peer::State::Present);
    QCOMPARE(watch.peer().condition, Peer::Condition::Active); // it was the server's turn
    server->step(now);
    const auto silent = now + std::chrono::hours{1};
    for (auto later = silent; later <= silent + 2 * PeerWatch::stallTimeout; later += std::chrono::seconds{1})
        QCOMPARE(watch.poll(later).state, Peer::State::Present);
    QCOMPARE(watch.peer().condition, Peer::Condition::Stopped);
    ::kill(child, SIGCONT);
    QCOMPARE(::waitpid(child, &status, WCONTINUED), child);
    QCOMPARE(watch.poll(silent + 2 * PeerWatch::stallTimeout).condition, Peer::Condition::Stalled);
    ::kill(child, SIGKILL);
    QCOMPARE(::waitpid(child, nullptr, 0), child);
}

void PeerWatchTest::fault12_silentPlainPeerIsStalled()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerWatch watch(*server);
    watch.poll(now);
    test::FaultPeer plain;
    QVERIFY(plain.execute("open", name) > 0);
    QCOMPARE(plain.execute("map 4096"), 0);
    QCOMPARE(plain.execute("put 4 1"), 0);
    watch.poll(now);
    server->step(now);
    const auto pollUntil = [&](auto from, auto to) {
        for (auto time = from; time <= to; time += std::chrono::milliseconds{250})
            watch.poll(time);
        return watch.peer().condition;
    };
    QCOMPARE(pollUntil(now, now + PeerWatch::stallTimeout - std::chrono::milliseconds{1}), Peer::Condition::Active);
    QCOMPARE(pollUntil(now + PeerWatch::stallTimeout, now + 2 * PeerWatch::stallTimeout), Peer::Condition::Stalled);
    QCOMPARE(watch.peer().state, Peer::State::Present);
    QCOMPARE(plain.execute("put 4 3"), 0); // and continues
    QCOMPARE(watch.poll(now + 2 * PeerWatch::stallTimeout).condition, Peer::Condition::Active);
}

void PeerWatchTest::fault31_ownSleepIsNotAPeerStall()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(server && client);
    client->setActivity(Activity::Running);
    PeerWatch watch(*server);
    server->step(now);
    watch.poll(now);
    QCOMPARE(watch.poll(now + std::chrono::hours{8}).condition, Peer::Condition::Active);
    QCOMPARE(watch.poll(now + std::chrono::hours{8} + std::chrono::seconds{1}).condition, Peer::Condition::Active);
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
    QVERIFY(watch.wantsProcessScan());
    QCOMPARE(watch.poll(now).state, Peer::State::Died);
}

void PeerWatchTest::failedProbeChangesNothing()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(server && client);
    test::ScriptedCalls script;
    PeerWatch watch(*server, script.calls());
    QCOMPARE(watch.poll(now).state, Peer::State::Present);
    script.failNext(Call::Fcntl, EIO);
    QCOMPARE(watch.poll(now).state, Peer::State::Present);
    QCOMPARE(script.records().back().errorNumber, EIO);
}

SHMLAB_TEST_MAIN(PeerWatchTest)
#include "tst_peer_watch.moc"
