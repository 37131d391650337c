// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/peer_monitor.h>

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

class PeerMonitorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void seesShmlabComeAndLeave();
    void seesPeerThatCameAndWentBetweenPolls();
    void fault11_killedPeerIsDead();
    void fault11_endOfAPlainPeerIsDetected();
    void fault12_stoppedPeerIsNotDead();
    void fault12_silentPlainPeerIsStalled();
    void fault31_ownSleepIsNotAPeerStall();
    void clientFindsItsServerDead();
    void failedProbeChangesNothing();
};

void PeerMonitorTest::seesShmlabComeAndLeave()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerMonitor monitor(*server);
    QCOMPARE(monitor.poll(now).state, Peer::State::Absent);
    {
        auto client = Party::join(SystemCalls(), Role::Client, name);
        QVERIFY(client);
        const Peer &peer = monitor.poll(now);
        QCOMPARE(peer.state, Peer::State::Present);
        QVERIFY(peer.isShmlab);
        QCOMPARE(peer.process->pid, ::getpid());
        client->setActivity(Activity::Paused);
        QCOMPARE(monitor.poll(now).presence->activity, static_cast<std::uint32_t>(Activity::Paused));
    }
    QCOMPARE(monitor.poll(now).state, Peer::State::Left);
    QCOMPARE(monitor.poll(now).state, Peer::State::Left);
}

void PeerMonitorTest::seesPeerThatCameAndWentBetweenPolls()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerMonitor monitor(*server);
    QCOMPARE(monitor.poll(now).state, Peer::State::Absent);
    {
        auto client = Party::join(SystemCalls(), Role::Client, name);
        QVERIFY(client);
        client->step({});
    }
    QCOMPARE(monitor.poll(now).state, Peer::State::Left);
    QVERIFY(monitor.peer().isShmlab);
    QVERIFY(!monitor.wantsProcessScan());
}

void PeerMonitorTest::fault11_killedPeerIsDead()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerMonitor monitor(*server);
    int ready = 0;
    const pid_t child = forkClient(name, ready);
    QVERIFY(ready);
    QCOMPARE(monitor.poll(now).state, Peer::State::Present);
    QCOMPARE(monitor.peer().process->pid, child);
    ::kill(child, SIGKILL);
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    QCOMPARE(monitor.poll(now).state, Peer::State::Died);
}

void PeerMonitorTest::fault11_endOfAPlainPeerIsDetected()
{
    if (!test::hasPidfds())
        QSKIP("no pidfd_open here");
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerMonitor monitor(*server);
    QCOMPARE(monitor.poll(now).state, Peer::State::Absent);
    test::FaultPeer plain;
    QVERIFY(plain.execute("open", name) > 0);
    QCOMPARE(plain.execute("map 4096"), 0);
    QCOMPARE(monitor.poll(now).state, Peer::State::Absent); // it has not written yet
    QCOMPARE(plain.execute("put 4 1"), 0);
    QCOMPARE(monitor.poll(now).state, Peer::State::Present);
    QVERIFY(!monitor.peer().isShmlab);
    QVERIFY(monitor.wantsProcessScan());
    monitor.useProcessScan(*scanHolders(SystemCalls(), server->object().identity()));
    QVERIFY(!monitor.wantsProcessScan());
    QCOMPARE(monitor.peer().process->pid, plain.pid());
    QCOMPARE(monitor.poll(now).state, Peer::State::Present);
    plain.killHard();
    QCOMPARE(monitor.poll(now).state, Peer::State::Left);
}

void PeerMonitorTest::fault12_stoppedPeerIsNotDead()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerMonitor monitor(*server);
    int ready = 0;
    const pid_t child = forkClient(name, ready);
    QVERIFY(ready);
    ::kill(child, SIGSTOP);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, WUNTRACED), child);
    QVERIFY(WIFSTOPPED(status));
    // An hour later it is still stopped and not dead.
    for (auto later = now; later < now + std::chrono::hours{1}; later += std::chrono::seconds{1})
        QCOMPARE(monitor.poll(later).state, Peer::State::Present);
    QCOMPARE(monitor.peer().condition, Peer::Condition::Active); // it was the server's turn
    server->step(now);
    const auto silent = now + std::chrono::hours{1};
    for (auto later = silent; later <= silent + 2 * PeerMonitor::stallTimeout; later += std::chrono::seconds{1})
        QCOMPARE(monitor.poll(later).state, Peer::State::Present);
    QCOMPARE(monitor.peer().condition, Peer::Condition::Stopped);
    ::kill(child, SIGCONT);
    QCOMPARE(::waitpid(child, &status, WCONTINUED), child);
    QCOMPARE(monitor.poll(silent + 2 * PeerMonitor::stallTimeout).condition, Peer::Condition::Stalled);
    ::kill(child, SIGKILL);
    QCOMPARE(::waitpid(child, nullptr, 0), child);
}

void PeerMonitorTest::fault12_silentPlainPeerIsStalled()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    PeerMonitor monitor(*server);
    monitor.poll(now);
    test::FaultPeer plain;
    QVERIFY(plain.execute("open", name) > 0);
    QCOMPARE(plain.execute("map 4096"), 0);
    QCOMPARE(plain.execute("put 4 1"), 0);
    monitor.poll(now);
    server->step(now);
    const auto pollUntil = [&](auto from, auto to) {
        for (auto time = from; time <= to; time += std::chrono::milliseconds{250})
            monitor.poll(time);
        return monitor.peer().condition;
    };
    QCOMPARE(pollUntil(now, now + PeerMonitor::stallTimeout - std::chrono::milliseconds{1}), Peer::Condition::Active);
    QCOMPARE(pollUntil(now + PeerMonitor::stallTimeout, now + 2 * PeerMonitor::stallTimeout), Peer::Condition::Stalled);
    QCOMPARE(monitor.peer().state, Peer::State::Present);
    QCOMPARE(plain.execute("put 4 3"), 0); // and continues
    QCOMPARE(monitor.poll(now + 2 * PeerMonitor::stallTimeout).condition, Peer::Condition::Active);
}

void PeerMonitorTest::fault31_ownSleepIsNotAPeerStall()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(server && client);
    client->setActivity(Activity::Running);
    PeerMonitor monitor(*server);
    server->step(now);
    monitor.poll(now);
    QCOMPARE(monitor.poll(now + std::chrono::hours{8}).condition, Peer::Condition::Active);
    QCOMPARE(monitor.poll(now + std::chrono::hours{8} + std::chrono::seconds{1}).condition, Peer::Condition::Active);
}

void PeerMonitorTest::clientFindsItsServerDead()
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
    PeerMonitor monitor(*client);
    QVERIFY(monitor.wantsProcessScan());
    QCOMPARE(monitor.poll(now).state, Peer::State::Died);
}

void PeerMonitorTest::failedProbeChangesNothing()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(server && client);
    test::ScriptedCalls script;
    PeerMonitor monitor(*server, script.calls());
    QCOMPARE(monitor.poll(now).state, Peer::State::Present);
    script.failNext(Call::Fcntl, EIO);
    QCOMPARE(monitor.poll(now).state, Peer::State::Present);
    QCOMPARE(script.records().back().errorNumber, EIO);
}

SHMLAB_TEST_MAIN(PeerMonitorTest)
#include "tst_peer_monitor.moc"
