// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/party.h>
#include <shmlab/verdict.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>

#include <array>
#include <cerrno>
#include <csignal>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace shmlab;

namespace {

QStringList serverArguments(const ObjectName &name, const QStringList &more = {})
{
    return QStringList{QStringLiteral("server"),  test::text(name),          QStringLiteral("--headless"),
                       QStringLiteral("--turns"), QStringLiteral("forever"), QStringLiteral("--period"),
                       QStringLiteral("10ms")}
    + more;
}

std::unique_ptr<test::Peer> runningServer(const ObjectName &name)
{
    auto server = std::make_unique<test::Peer>(QStringLiteral("shmlab"), serverArguments(name));
    return server->waitForLine("Checking client 0") ? std::move(server) : nullptr;
}

/// Two ends of a pipe; closing the second lets everybody go on who reads the first.
struct Gate {
    std::array<int, 2> ends{-1, -1};
    Gate()
    {
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            qFatal("no pipe");
    }
    ~Gate()
    {
        open();
        ::close(ends[0]);
    }
    Gate(const Gate &) = delete;
    Gate &operator=(const Gate &) = delete;
    void open() { ::close(std::exchange(ends[1], -1)); }
    /// In a child: waits until the parent opens the gate.
    void wait()
    {
        open();
        char byte = 0;
        (void)!::read(ends[0], &byte, 1);
    }
};

/// Gives the process a mount namespace of its own, where need be as root of a user namespace.
bool hasOwnMounts()
{
    if (::unshare(CLONE_NEWNS) == 0)
        return true;
    const QByteArray map = "0 " + QByteArray::number(::geteuid()) + " 1";
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return false;
    QFile uidMap(QStringLiteral("/proc/self/uid_map"));
    return uidMap.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && uidMap.write(map) == map.size();
}

} // namespace

class FaultsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("QT_QPA_PLATFORM", "offscreen"); } // the windows started here need no display
    void fault03_oneOfManyServersWins();
    void fault03_oneOfManyReplacesAStaleObject();
    void fault04_reallyFullShm();
    void fault08_limitsLeaveNothing_data();
    void fault08_limitsLeaveNothing();
    void fault11_headlessClientSeesItsServerDie();
    void fault18_secondServerIsToldWhoHoldsIt();
    void fault18_secondClientIsToldWhoHoldsIt();
    void fault24_signalsLeaveNothing_data();
    void fault24_signalsLeaveNothing();
    void fault24_signalsCloseWindows_data();
    void fault24_signalsCloseWindows();
    void fault24_blockedOutputKeepsNobodyAlive();
    void fault24_nohupIsRespected();
    void fault24_killedServerIsStaleAndReplaced();
};

void FaultsTest::fault03_oneOfManyServersWins()
{
    constexpr int rounds = 200;
    constexpr int racers = 16;
    for (int round = 0; round < rounds; ++round) {
        const ObjectName name = test::objectName();
        Gate start;
        Gate finish;
        std::array<int, 2> results{};
        QCOMPARE(::pipe2(results.data(), O_CLOEXEC), 0);
        std::vector<pid_t> children;
        for (int racer = 0; racer < racers; ++racer) {
            const pid_t child = ::fork();
            if (child == 0) {
                start.wait();
                {
                    const auto party = Party::join(SystemCalls(), Role::Server, name);
                    const char result = party ? 'w' : party.error().isCallFailure(EEXIST) ? 'l' : '?';
                    (void)!::write(results[1], &result, 1);
                    finish.wait();
                }
                ::_exit(0);
            }
            children.push_back(child);
        }
        start.open();
        int winners = 0;
        int losers = 0;
        for (int racer = 0; racer < racers; ++racer) {
            char result = 0;
            QCOMPARE(::read(results[0], &result, 1), 1);
            winners += result == 'w' ? 1 : 0;
            losers += result == 'l' ? 1 : 0;
        }
        QCOMPARE(winners, 1);
        QCOMPARE(losers, racers - 1);
        QVERIFY(test::exists(name));
        finish.open();
        for (const pid_t child : children)
            QCOMPARE(::waitpid(child, nullptr, 0), child);
        QVERIFY(!test::exists(name));
        ::close(results[0]);
        ::close(results[1]);
    }
}

void FaultsTest::fault03_oneOfManyReplacesAStaleObject()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    for (int round = 0; round < 5; ++round) {
        {
            const auto server = runningServer(name);
            QVERIFY(server);
            server->killHard();
        }
        std::vector<std::unique_ptr<test::Peer>> racers;
        for (int racer = 0; racer < 6; ++racer) {
            racers.push_back(std::make_unique<test::Peer>(QStringLiteral("shmlab"),
                                                          serverArguments(name, {QStringLiteral("--replace-stale")})));
        }
        const auto running = [&] {
            return std::ranges::count_if(racers, [](const auto &racer) {
                racer->process().waitForFinished(0);
                return racer->process().state() == QProcess::Running;
            });
        };
        QVERIFY(test::eventually([&] { return running() <= 1; }));
        // Each one's look may make the object seem in use to the others; then nobody wins, and the next try does.
        if (running() == 0) {
            racers.push_back(std::make_unique<test::Peer>(QStringLiteral("shmlab"),
                                                          serverArguments(name, {QStringLiteral("--replace-stale")})));
            QVERIFY(racers.back()->waitForLine("Checking client 0"));
        }
        QCOMPARE(running(), 1);
        for (const auto &racer : racers) {
            if (racer->process().state() == QProcess::Running) {
                QVERIFY(racer->waitForLine("Checking client 3"));
                racer->signal(SIGTERM);
                QCOMPARE(racer->waitForEnd(), 143);
            } else {
                QCOMPARE(racer->waitForEnd(), 4);
            }
        }
        QVERIFY(!test::exists(name));
    }
}

void FaultsTest::fault04_reallyFullShm()
{
    const pid_t child = ::fork();
    if (child == 0) {
        // A /dev/shm of two pages of our own; the parent's is not touched.
        if (!hasOwnMounts() || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
            || ::mount("tmpfs", "/dev/shm", "tmpfs", 0, "size=8k") != 0)
            ::_exit(77);
        const ObjectName name = test::objectName();
        const auto tooLarge = Party::join(SystemCalls(), Role::Server, name, {.sizeBytes = 65536});
        if (tooLarge || !tooLarge.error().isCallFailure(ENOSPC) || test::exists(name))
            ::_exit(1);
        // The positive control: what a program that only sizes believes to have.
        const int fd = ::shm_open("/control", O_CREAT | O_RDWR, 0600);
        if (fd < 0 || ::ftruncate(fd, 65536) != 0)
            ::_exit(2);
        const auto fits = Party::join(SystemCalls(), Role::Server, name);
        ::_exit(fits ? 0 : 3);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        QSKIP("no namespaces here; the seam covers it in tst_party");
    QCOMPARE(WEXITSTATUS(status), 0);
}

void FaultsTest::fault08_limitsLeaveNothing_data()
{
    QTest::addColumn<QString>("limit");
    QTest::newRow("file size") << QStringLiteral("ulimit -f 1");
    QTest::newRow("open files") << QStringLiteral("ulimit -n 6");
}

void FaultsTest::fault08_limitsLeaveNothing()
{
    QFETCH(QString, limit);
    const ObjectName name = test::objectName();
    const QString command = QStringLiteral("%1; exec %2 server %3 --headless --turns 1 --size 64K --period 1ms")
                                .arg(limit, test::program(QStringLiteral("shmlab")), test::text(name));
    test::Peer server(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command});
    const int ended = server.waitForEnd();
    QCOMPARE(ended, 1);
    QVERIFY(!test::exists(name));
}

void FaultsTest::fault11_headlessClientSeesItsServerDie()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    const auto server = runningServer(name);
    QVERIFY(server);
    test::Peer client(QStringLiteral("shmlab"),
                      {QStringLiteral("client"), test::text(name), QStringLiteral("--headless"),
                       QStringLiteral("--json"), QStringLiteral("--turns"), QStringLiteral("forever"),
                       QStringLiteral("--period"), QStringLiteral("10ms")});
    QVERIFY(client.waitForLine("{\"other\""));
    QElapsedTimer sinceKill;
    sinceKill.start();
    server->killHard();
    QVERIFY(client.waitForLine("{\"client\""));
    QVERIFY(sinceKill.elapsed() < test::soon.count());
    QCOMPARE(client.waitForEnd(), 1);
}

void FaultsTest::fault18_secondServerIsToldWhoHoldsIt()
{
    const ObjectName name = test::objectName();
    const auto first = runningServer(name);
    QVERIFY(first);
    test::Peer second(QStringLiteral("shmlab"),
                      serverArguments(name, {QStringLiteral("--json"), QStringLiteral("--replace-stale")}));
    const QByteArray end = second.readLine();
    QVERIFY2(end.contains("\"failed\"") && end.contains(QByteArray::number(first->pid())), end.constData());
    QCOMPARE(second.waitForEnd(), 4);
    QVERIFY(test::exists(name));
    first->signal(SIGINT);
    QCOMPARE(first->waitForEnd(), 130);
}

void FaultsTest::fault18_secondClientIsToldWhoHoldsIt()
{
    const ObjectName name = test::objectName();
    const auto server = runningServer(name);
    QVERIFY(server);
    const QStringList arguments{QStringLiteral("client"), test::text(name),          QStringLiteral("--headless"),
                                QStringLiteral("--json"), QStringLiteral("--turns"), QStringLiteral("forever")};
    test::Peer first(QStringLiteral("shmlab"), arguments);
    QVERIFY(first.waitForLine("{"));
    test::Peer second(QStringLiteral("shmlab"), arguments);
    const QByteArray end = second.readLine();
    QVERIFY2(end.contains("\"failed\"") && end.contains(QByteArray::number(first.pid())), end.constData());
    QCOMPARE(second.waitForEnd(), 4);
    first.signal(SIGTERM);
    QCOMPARE(first.waitForEnd(), 143);
    server->signal(SIGTERM);
    QCOMPARE(server->waitForEnd(), 143);
}

void FaultsTest::fault24_signalsLeaveNothing_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void FaultsTest::fault24_signalsLeaveNothing()
{
    QFETCH(int, signal);
    const ObjectName name = test::objectName();
    for (int round = 0; round < 5; ++round) {
        const auto server = runningServer(name);
        QVERIFY(server);
        QVERIFY(test::exists(name));
        test::Peer waiting(QStringLiteral("shmlab"),
                           {QStringLiteral("client"), test::text(test::objectName()), QStringLiteral("--headless"),
                            QStringLiteral("--wait")});
        QVERIFY(test::eventually([&] { return test::catches(waiting.pid(), signal); }));
        server->signal(signal);
        QVERIFY(server->waitForLine("Quit server:"));
        QCOMPARE(server->waitForEnd(), 128 + signal);
        QVERIFY(!test::exists(name));
        // One that only waits ends as well, whenever the signal comes.
        waiting.signal(signal);
        QCOMPARE(waiting.waitForEnd(), 128 + signal);
    }
}

void FaultsTest::fault24_signalsCloseWindows_data()
{
    fault24_signalsLeaveNothing_data();
}

void FaultsTest::fault24_signalsCloseWindows()
{
    QFETCH(int, signal);
    const ObjectName name = test::objectName();
    test::Peer window(QStringLiteral("shmlab"),
                      {QStringLiteral("server"), test::text(name), QStringLiteral("--start")});
    QVERIFY(test::eventually([&] { return test::exists(name); }));
    window.signal(signal);
    QCOMPARE(window.waitForEnd(), 128 + signal);
    QVERIFY(!test::exists(name));
}

void FaultsTest::fault24_blockedOutputKeepsNobodyAlive()
{
    const ObjectName name = test::objectName();
    std::array<int, 2> ends{};
    QCOMPARE(::pipe2(ends.data(), O_CLOEXEC), 0);
    QCOMPARE(::fcntl(ends[1], F_SETPIPE_SZ, 4096), 4096);
    const QByteArray program = test::program(QStringLiteral("shmlab")).toLocal8Bit();
    const QByteArray object = test::text(name).toLocal8Bit();
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::execl(program.constData(), program.constData(), "server", object.constData(), "--headless", "--json",
                "--turns", "forever", "--period", "1ms", nullptr);
        ::_exit(127);
    }
    // Nobody reads: the pipe of one page is full when no further byte fits.
    pollfd writable{.fd = ends[1], .events = POLLOUT, .revents = 0};
    QVERIFY(test::eventually([&] { return test::exists(name) && ::poll(&writable, 1, 0) == 0; }));
    ::kill(child, SIGTERM);
    int status = 0;
    QVERIFY(test::eventually([&] { return ::waitpid(child, &status, WNOHANG) == child; }));
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 143);
    QVERIFY(!test::exists(name));
    ::close(ends[0]);
    ::close(ends[1]);
}

void FaultsTest::fault24_nohupIsRespected()
{
    const ObjectName name = test::objectName();
    const QString command = QStringLiteral("trap '' HUP; exec %1 server %2 --headless --turns forever --period 10ms")
                                .arg(test::program(QStringLiteral("shmlab")), test::text(name));
    test::Peer server(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command});
    QVERIFY(server.waitForLine("Checking client 0"));
    QVERIFY(test::catches(server.pid(), SIGTERM) && !test::catches(server.pid(), SIGHUP));
    server.signal(SIGHUP);
    QVERIFY(server.waitForLine("Checking client 10"));
    server.signal(SIGTERM);
    QCOMPARE(server.waitForEnd(), 143);
}

void FaultsTest::fault24_killedServerIsStaleAndReplaced()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    pid_t dead = 0;
    {
        const auto server = runningServer(name);
        QVERIFY(server);
        dead = server->pid();
        server->killHard();
    }
    QCOMPARE(judge(SystemCalls(), name, 4096)->verdict, Verdict::Stale);
    test::Peer refused(QStringLiteral("shmlab"), serverArguments(name, {QStringLiteral("--json")}));
    const QByteArray end = refused.readLine();
    QVERIFY2(end.contains("nobody uses it") && end.contains("by pid " + QByteArray::number(dead) + ", gone"),
             end.constData());
    QCOMPARE(refused.waitForEnd(), 4);
    test::Peer server(QStringLiteral("shmlab"), serverArguments(name, {QStringLiteral("--replace-stale")}));
    QVERIFY(server.waitForLine("Checking client 0"));
    server.signal(SIGINT);
    QCOMPARE(server.waitForEnd(), 130);
    QVERIFY(!test::exists(name));
}

SHMLAB_TEST_MAIN(FaultsTest)
#include "tst_faults.moc"
