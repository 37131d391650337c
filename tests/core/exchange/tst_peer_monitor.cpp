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

/// A client in a process of its own that waits to be killed; -1 if it could not join.
pid_t forkClient(const ObjectName &name)
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
    ::close(ends[0]);
    ::close(ends[1]);
    return answer == 'y' ? child : -1;
}

/// A party and what it knows of its peer.
struct Monitored {
    explicit Monitored(Role role, const ObjectName &object = test::objectName())
        : name(object),
          party(Party::join(SystemCalls(), role, name).value()),
          monitor(party)
    {
    }
    const ObjectName name;
    Party party;
    PeerMonitor monitor;
};

/// Makes a plain program hold it.
bool maps(test::FaultPeer &plain, const ObjectName &name)
{
    return plain.execute("open", name) > 0 && plain.execute("map 4096") == 0;
}

/// A server that was killed: its object and its presence are left.
void leaveKilledServer(const ObjectName &name)
{
    const int ended = test::inChild([&] {
        auto server = Party::join(SystemCalls(), Role::Server, name);
        if (server)
            server->setActivity(Activity::Running);
        ::kill(::getpid(), SIGKILL);
        return 0;
    });
    QCOMPARE(ended, -SIGKILL);
}

/// Writes into the object, without a mapping, what a Shmlab party with this process would.
void writePresence(test::FaultPeer &peer, Role role, int pid, std::uint64_t start, std::uint64_t pidNamespace)
{
    const auto offset = static_cast<long>(presenceOffset(role));
    const auto poke = [&](long at, std::uint32_t value) {
        return peer.execute(QByteArray("poke ") + QByteArray::number(static_cast<qlonglong>(offset + at)) + ' '
                            + QByteArray::number(value));
    };
    QCOMPARE(poke(0, presenceMagic), 4);
    QCOMPARE(poke(4, presenceVersion), 4);
    QCOMPARE(poke(8, static_cast<std::uint32_t>(pid)), 4);
    QCOMPARE(poke(12, static_cast<std::uint32_t>(Activity::Running)), 4);
    QCOMPARE(poke(16, static_cast<std::uint32_t>(start)), 4);
    QCOMPARE(poke(20, static_cast<std::uint32_t>(start >> 32U)), 4);
    QCOMPARE(poke(48, static_cast<std::uint32_t>(pidNamespace)), 4);
    QCOMPARE(poke(52, static_cast<std::uint32_t>(pidNamespace >> 32U)), 4);
}

/// As on a machine on which no process is hidden.
ObjectHolders scanOf(const Party &party)
{
    auto scan = scanHolders(SystemCalls(), party.object().identity()).value_or(ObjectHolders());
    scan.hidden = 0;
    scan.isSystemWide = true;
    return scan;
}

} // namespace

class PeerMonitorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void seesShmlabComeAndLeave();
    void seesPeerThatCameAndWentBetweenPolls();
    void fault11_killedPeerIsDead();
    void fault11_endOfAPlainPeerIsDetected();
    void fault11_signalOfAKilledPeerIsKnown();
    void fault11_runningProcessIsNotCalledGone();
    void fault49_presenceWithoutItsLockIsHistory();
    void fault49_unseenHoldersAreGivenTime();
    void fault49_liveGarbageIsAPlainPeer();
    void fault12_stoppedPeerIsNotDead();
    void fault12_silentPlainPeerIsStalled();
    void fault31_ownSleepIsNotAPeerStall();
    void clientFindsItsServerDead();
    void failedProbeChangesNothing();
};

void PeerMonitorTest::seesShmlabComeAndLeave()
{
    Monitored server(Role::Server);
    QCOMPARE(server.monitor.poll(now).state, Peer::State::Absent);
    {
        auto client = Party::join(SystemCalls(), Role::Client, server.name);
        QVERIFY(client);
        const Peer &peer = server.monitor.poll(now);
        QCOMPARE(peer.state, Peer::State::Present);
        QVERIFY(peer.isShmlab);
        QCOMPARE(peer.process->pid, ::getpid());
        client->setActivity(Activity::Paused);
        QCOMPARE(server.monitor.poll(now).presence->activity, static_cast<std::uint32_t>(Activity::Paused));
    }
    QCOMPARE(server.monitor.poll(now).state, Peer::State::Left);
    QCOMPARE(server.monitor.poll(now).state, Peer::State::Left);
}

void PeerMonitorTest::seesPeerThatCameAndWentBetweenPolls()
{
    Monitored server(Role::Server);
    QCOMPARE(server.monitor.poll(now).state, Peer::State::Absent);
    {
        auto client = Party::join(SystemCalls(), Role::Client, server.name);
        QVERIFY(client);
        client->step({});
    }
    QCOMPARE(server.monitor.poll(now).state, Peer::State::Absent); // or a plain program wrote next to an old record
    QVERIFY(server.monitor.wantsProcessScan());
    server.monitor.useProcessScan(scanOf(server.party));
    QCOMPARE(server.monitor.peer().state, Peer::State::Left);
    QVERIFY(server.monitor.peer().isShmlab);
    QVERIFY(!server.monitor.wantsProcessScan());
}

void PeerMonitorTest::fault11_killedPeerIsDead()
{
    Monitored server(Role::Server);
    const pid_t child = forkClient(server.name);
    QVERIFY(child > 0);
    QCOMPARE(server.monitor.poll(now).state, Peer::State::Present);
    QCOMPARE(server.monitor.peer().process->pid, child);
    ::kill(child, SIGKILL);
    QCOMPARE(::waitpid(child, nullptr, 0), child);
    QCOMPARE(server.monitor.poll(now).state, Peer::State::Died);
}

void PeerMonitorTest::fault11_endOfAPlainPeerIsDetected()
{
    if (!test::hasPidfds())
        QSKIP("no pidfd_open here");
    Monitored server(Role::Server);
    QCOMPARE(server.monitor.poll(now).state, Peer::State::Absent);
    test::FaultPeer plain;
    QVERIFY(maps(plain, server.name));
    QCOMPARE(server.monitor.poll(now).state, Peer::State::Absent); // it has not written yet
    QCOMPARE(plain.execute("put 4 1"), 0);
    QCOMPARE(server.monitor.poll(now).state, Peer::State::Present);
    QVERIFY(!server.monitor.peer().isShmlab);
    QVERIFY(server.monitor.wantsProcessScan());
    server.monitor.useProcessScan(*scanHolders(SystemCalls(), server.party.object().identity()));
    QVERIFY(!server.monitor.wantsProcessScan());
    QCOMPARE(server.monitor.peer().process->pid, plain.pid());
    QCOMPARE(server.monitor.poll(now).state, Peer::State::Present);
    plain.killHard();
    QCOMPARE(server.monitor.poll(now).state, Peer::State::Left);
    QCOMPARE(server.monitor.peer().processState, Peer::ProcessState::Ended);
}

/// While its parent has not collected the status, /proc shows it; after that the pidfd does, since Linux 6.15.
void PeerMonitorTest::fault11_signalOfAKilledPeerIsKnown()
{
    if (!test::hasPidfds())
        QSKIP("no pidfd_open here");
    Monitored server(Role::Server);
    for (const bool isCollected : {false, true}) {
        const pid_t child = forkClient(server.name);
        QVERIFY(child > 0);
        PeerMonitor monitor(server.party);
        QCOMPARE(monitor.poll(now).state, Peer::State::Present);
        ::kill(child, SIGKILL);
        siginfo_t info{};
        QCOMPARE(::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | (isCollected ? 0 : WNOWAIT)), 0);
        QCOMPARE(monitor.poll(now).state, Peer::State::Died);
        QCOMPARE(monitor.peer().processState, Peer::ProcessState::Ended);
        const auto expected =
            ProcessEnd{SIGKILL, isCollected ? ProcessEnd::Source::Pidfd : ProcessEnd::Source::ProcStat};
        if (monitor.peer().end || !isCollected) // else the kernel is older than 6.15
            QVERIFY(monitor.peer().end == expected);
        if (!isCollected)
            QCOMPARE(::waitpid(child, nullptr, 0), child);
    }
}

void PeerMonitorTest::fault11_runningProcessIsNotCalledGone()
{
    if (!test::hasPidfds())
        QSKIP("no pidfd_open here");
    Monitored server(Role::Server);
    test::FaultPeer peer;
    QVERIFY(peer.execute("open", server.name) > 0);
    const auto process = readProcess(SystemCalls(), peer.pid());
    QVERIFY(process);
    writePresence(peer, Role::Client, peer.pid(), process->startTicks, ownNamespace(SystemCalls(), "pid"));
    QCOMPARE(peer.execute("lock 4 4"), 0);
    PeerMonitor monitor(server.party);
    QCOMPARE(monitor.poll(now).state, Peer::State::Present);
    QCOMPARE(monitor.peer().process->pid, peer.pid());
    QCOMPARE(peer.execute("close"), 0);
    QCOMPARE(monitor.poll(now).state, Peer::State::Present); // it may be about to end
    QCOMPARE(monitor.poll(now).state, Peer::State::Died);
    QCOMPARE(monitor.peer().processState, Peer::ProcessState::Running);
    peer.killHard();
    QCOMPARE(monitor.poll(now).processState, Peer::ProcessState::Ended);
}

void PeerMonitorTest::fault49_presenceWithoutItsLockIsHistory()
{
    if (!test::hasPidfds())
        QSKIP("no pidfd_open here");
    const test::TemporaryName name;
    leaveKilledServer(name);
    test::FaultPeer plain;
    QVERIFY(maps(plain, name));
    Monitored client(Role::Client, name);
    QCOMPARE(client.monitor.poll(now).state, Peer::State::Absent);
    client.monitor.useProcessScan(scanOf(client.party));
    QCOMPARE(client.monitor.peer().state, Peer::State::Present);
    QVERIFY(!client.monitor.peer().isShmlab);
    QCOMPARE(client.monitor.peer().process->pid, plain.pid());
    for (int turn = 1; turn < 10; ++turn) {
        QCOMPARE(plain.execute("put 0 " + QByteArray::number(turn)), 0);
        QCOMPARE(client.monitor.poll(now).state, Peer::State::Present);
        QVERIFY(!client.monitor.peer().isShmlab);
    }
}

/// Where processes are hidden, one of them may serve: silence for as long as an answer may take tells.
void PeerMonitorTest::fault49_unseenHoldersAreGivenTime()
{
    const test::TemporaryName name;
    leaveKilledServer(name);
    Monitored client(Role::Client, name);
    client.monitor.poll(now);
    client.monitor.useProcessScan({.holders = {}, .hidden = 1});
    QCOMPARE(client.monitor.peer().state, Peer::State::Absent);
    client.party.step(now); // and now the server owes an answer
    auto time = now;
    for (; time < now + PeerMonitor::stallTimeout; time += std::chrono::milliseconds{250})
        QCOMPARE(client.monitor.poll(time).state, Peer::State::Absent);
    client.monitor.poll(time);
    QCOMPARE(client.monitor.poll(time + std::chrono::milliseconds{250}).state, Peer::State::Died);
}

void PeerMonitorTest::fault49_liveGarbageIsAPlainPeer()
{
    const test::TemporaryName name;
    test::FaultPeer plain;
    QVERIFY(plain.create(name));
    QCOMPARE(plain.execute("map 4096"), 0);
    Monitored client(Role::Client, name);
    for (int turn = 1; turn < 10; ++turn) {
        writePresence(plain, Role::Server, turn, static_cast<std::uint64_t>(turn), 1);
        QCOMPARE(plain.execute("put 0 " + QByteArray::number(turn)), 0);
        const Peer &peer = client.monitor.poll(now);
        QVERIFY(peer.state == Peer::State::Present || (turn == 1 && peer.state == Peer::State::Absent));
        QVERIFY(!peer.isShmlab);
    }
}

void PeerMonitorTest::fault12_stoppedPeerIsNotDead()
{
    Monitored server(Role::Server);
    const pid_t child = forkClient(server.name);
    QVERIFY(child > 0);
    ::kill(child, SIGSTOP);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, WUNTRACED), child);
    QVERIFY(WIFSTOPPED(status));
    // An hour later it is still stopped and not dead.
    for (auto later = now; later < now + std::chrono::hours{1}; later += std::chrono::seconds{1})
        QCOMPARE(server.monitor.poll(later).state, Peer::State::Present);
    QCOMPARE(server.monitor.peer().condition, Peer::Condition::Active); // it was the server's turn
    server.party.step(now);
    const auto silent = now + std::chrono::hours{1};
    for (auto later = silent; later <= silent + 2 * PeerMonitor::stallTimeout; later += std::chrono::seconds{1})
        QCOMPARE(server.monitor.poll(later).state, Peer::State::Present);
    QCOMPARE(server.monitor.peer().condition, Peer::Condition::Stopped);
    ::kill(child, SIGCONT);
    QCOMPARE(::waitpid(child, &status, WCONTINUED), child);
    QCOMPARE(server.monitor.poll(silent + 2 * PeerMonitor::stallTimeout).condition, Peer::Condition::Stalled);
    ::kill(child, SIGKILL);
    QCOMPARE(::waitpid(child, nullptr, 0), child);
}

void PeerMonitorTest::fault12_silentPlainPeerIsStalled()
{
    Monitored server(Role::Server);
    server.monitor.poll(now);
    test::FaultPeer plain;
    QVERIFY(maps(plain, server.name));
    QCOMPARE(plain.execute("put 4 1"), 0);
    server.monitor.poll(now);
    server.party.step(now);
    const auto pollUntil = [&](auto from, auto to) {
        for (auto time = from; time <= to; time += std::chrono::milliseconds{250})
            server.monitor.poll(time);
        return server.monitor.peer().condition;
    };
    QCOMPARE(pollUntil(now, now + PeerMonitor::stallTimeout - std::chrono::milliseconds{1}), Peer::Condition::Active);
    QCOMPARE(pollUntil(now + PeerMonitor::stallTimeout, now + 2 * PeerMonitor::stallTimeout), Peer::Condition::Stalled);
    QCOMPARE(server.monitor.peer().state, Peer::State::Present);
    QCOMPARE(plain.execute("put 4 3"), 0); // and continues
    QCOMPARE(server.monitor.poll(now + 2 * PeerMonitor::stallTimeout).condition, Peer::Condition::Active);
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
    leaveKilledServer(name);
    Monitored client(Role::Client, name);
    QVERIFY(client.monitor.wantsProcessScan());
    QCOMPARE(client.monitor.poll(now).state, Peer::State::Absent); // a plain program may have taken its place
    client.monitor.useProcessScan(scanOf(client.party));
    QCOMPARE(client.monitor.peer().state, Peer::State::Died);
    QVERIFY(client.monitor.peer().isShmlab);
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
