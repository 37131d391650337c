// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/party.h>
#include <shmlab/inspect/usage.h>

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <array>
#include <cerrno>
#include <csignal>
#include <memory>
#include <random>
#include <vector>

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sched.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace shmlab;

namespace {

QStringList serverArguments(const ObjectName &name, const QStringList &more = {},
                            const QString &period = QStringLiteral("10ms"))
{
    return QStringList{QStringLiteral("server"),
                       test::text(name),
                       QStringLiteral("--headless"),
                       QStringLiteral("--turns"),
                       QStringLiteral("forever"),
                       QStringLiteral("--period"),
                       period}
    + more;
}

std::unique_ptr<test::Peer> runningServer(const ObjectName &name, const QString &period = QStringLiteral("10ms"))
{
    auto server = std::make_unique<test::Peer>(QStringLiteral("shmlab"), serverArguments(name, {}, period));
    return server->waitForLine("Checking client 0") ? std::move(server) : nullptr;
}

QJsonObject jsonOf(const QByteArray &line)
{
    return QJsonDocument::fromJson(line).object();
}

/// User and system time of a process so far (proc(5), stat).
double processorSeconds(pid_t pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray stat = file.readAll();
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' '); // from field 3 on
    return (fields.at(11).toDouble() + fields.at(12).toDouble()) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

/// What the descriptors of a process lead to, and whether each is closed when another program is executed.
QMap<QString, bool> descriptorsOf(pid_t pid)
{
    QMap<QString, bool> descriptors;
    const QDir folder(QStringLiteral("/proc/%1/fd").arg(pid));
    for (const QString &number : folder.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)) {
        QFile info(QStringLiteral("/proc/%1/fdinfo/%2").arg(QString::number(pid), number));
        if (!info.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = info.readAll();
        const int flags = text.mid(text.indexOf("flags:") + 6).trimmed().split('\n').first().toInt(nullptr, 8);
        std::array<char, 512> link{};
        const auto length = ::readlink(folder.filePath(number).toLocal8Bit().constData(), link.data(), link.size());
        if (length > 0) {
            const QString target = QString::fromLocal8Bit(link.data(), length);
            descriptors.insert(target, descriptors.value(target, true) && (flags & O_CLOEXEC) != 0);
        }
    }
    return descriptors;
}

/// Keeps this process, and what it starts, on one processor until the scope ends.
class OneProcessor {
public:
    OneProcessor()
    {
        ::sched_getaffinity(0, sizeof m_before, &m_before);
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<unsigned>(::sched_getcpu()), &one);
        ::sched_setaffinity(0, sizeof one, &one);
    }
    ~OneProcessor() { ::sched_setaffinity(0, sizeof m_before, &m_before); }
    OneProcessor(const OneProcessor &) = delete;
    OneProcessor &operator=(const OneProcessor &) = delete;

private:
    cpu_set_t m_before{};
};

/// Two ends of a pipe; closing the second one releases all processes that read from the first one.
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

} // namespace

class FaultsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("QT_QPA_PLATFORM", "offscreen"); } // the windows started here need no display
    void fault03_oneOfManyServersWins();
    void fault03_oneOfManyReplacesAStaleObject();
    void fault08_limitsLeaveNothing_data();
    void fault08_limitsLeaveNothing();
    void fault08_limitedOutputLeavesNoName();
    void fault11_headlessClientSeesItsServerDie();
    void fault18_secondServerLearnsTheHolder();
    void fault18_secondClientLearnsTheHolder();
    void fault18_everyRefusedStartHasAVerdict();
    void fault18_startsAtOnceHaveAVerdict();
    void fault24_signalsLeaveNothing_data();
    void fault24_signalsLeaveNothing();
    void fault24_signalsCloseWindows_data();
    void fault24_signalsCloseWindows();
    void fault24_blockedOutputDoesNotDelayTheEnd_data();
    void fault24_blockedOutputDoesNotDelayTheEnd();
    void fault24_nohupIsRespected();
    void fault24_killedServerIsStaleAndReplaced();
    void fault24_plainServerLeavesItsName();
    void fault30_wallClockMayJump();
    void fault32_oneProcessorIsEnough();
    void fault32_idlePeerCostsNoProcessorTime();
    void fault45_corruptSettingsAreDefaults_data();
    void fault45_corruptSettingsAreDefaults();
    void fault45_lostDisplayLeavesNothingInUse();
    void noDescriptorIsLeftToChildren();
    void runsWithoutPrivileges();
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
    const test::TemporaryName name;
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
        // While a server inspects the object, it may appear to be in use to the others; then none of them wins, and the
        // next attempt does.
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

void FaultsTest::fault08_limitsLeaveNothing_data()
{
    QTest::addColumn<QString>("limit");
    QTest::newRow("file size") << QStringLiteral("ulimit -f 1");
    QTest::newRow("open files") << QStringLiteral("ulimit -n 6");
}

void FaultsTest::fault08_limitsLeaveNothing()
{
    QFETCH(QString, limit);
#ifdef __SANITIZE_ADDRESS__
    if (limit.contains(QLatin1String("-n")))
        QSKIP("the sanitizers need descriptors of their own; the release build shows it");
#endif
    const ObjectName name = test::objectName();
    // A build with line coverage also writes files at its end; here it must not.
    const QString command =
        QStringLiteral("export GCOV_PREFIX=/proc; %1; exec '%2' server %3 --headless --turns 1 --size 64K --period 1ms")
            .arg(limit, test::program(QStringLiteral("shmlab")), test::text(name));
    test::Peer server(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command});
    const int ended = server.waitForEnd();
    QCOMPARE(ended, 1);
    QVERIFY(!test::exists(name));
}

void FaultsTest::fault08_limitedOutputLeavesNoName()
{
    const ObjectName name = test::objectName();
    const QTemporaryDir folder;
    const QString command =
        QStringLiteral("export GCOV_PREFIX=/proc; ulimit -f 1; exec '%1' %2 > '%3/out' 2> /dev/null")
            .arg(test::program(QStringLiteral("shmlab")), serverArguments(name).join(QLatin1Char(' ')), folder.path());
    test::Peer server(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command});
    QCOMPARE(server.waitForEnd(), 1); // ends when the file is full
    QVERIFY(!test::exists(name));
}

void FaultsTest::fault11_headlessClientSeesItsServerDie()
{
    const test::TemporaryName name;
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

void FaultsTest::fault18_secondServerLearnsTheHolder()
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

void FaultsTest::fault18_secondClientLearnsTheHolder()
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

/// Also where the object cannot be opened to inspect it, since another process holds a lease on it.
void FaultsTest::fault18_everyRefusedStartHasAVerdict()
{
    const test::LeftObject name;
    Gate isLeased;
    test::Child holder([&] {
        ::signal(SIGIO, SIG_IGN); // it does not give the lease back
        const int fd = ::open(name.path().c_str(), O_RDWR);
        const bool isGranted = ::fcntl(fd, F_SETLEASE, F_WRLCK) == 0;
        isLeased.open();
        while (isGranted)
            ::pause();
    });
    isLeased.wait();
    std::vector<std::unique_ptr<test::Peer>> servers;
    for (int start = 0; start < 8; ++start)
        servers.push_back(
            std::make_unique<test::Peer>(QStringLiteral("shmlab"), serverArguments(name, {QStringLiteral("--json")})));
    for (const auto &server : servers) {
        const auto end = QJsonDocument::fromJson(server->readLine()).object();
        QCOMPARE(end.value(QStringLiteral("verdict")).toString(), QStringLiteral("LIVE"));
        QVERIFY(!end.value(QStringLiteral("evidence")).toArray().isEmpty());
        QCOMPARE(server->waitForEnd(), 4);
    }
}

/// Of an object that comes and goes meanwhile, held by servers and by a process with a lease.
void FaultsTest::fault18_startsAtOnceHaveAVerdict()
{
    const test::TemporaryName name;
    const test::Child comingAndGoing([&] {
        ::signal(SIGIO, SIG_IGN);
        for (;;) {
            const int fd = ::open(name.path().c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
            if (fd >= 0 && ::ftruncate(fd, 4096) == 0) {
                (void)::fcntl(fd, F_SETLEASE, F_WRLCK);
                ::sched_yield();
                ::unlink(name.path().c_str());
                ::close(fd);
            }
            ::sched_yield();
        }
    });
    std::vector<std::unique_ptr<test::Peer>> starts;
    for (int start = 0; start < 40; ++start) {
        QStringList arguments{QStringLiteral("server"),   test::text(name),          QStringLiteral("--headless"),
                              QStringLiteral("--json"),   QStringLiteral("--turns"), QStringLiteral("2"),
                              QStringLiteral("--period"), QStringLiteral("1ms")};
        if (start % 2 == 0)
            arguments += QStringLiteral("--replace-stale");
        starts.push_back(std::make_unique<test::Peer>(QStringLiteral("shmlab"), arguments));
    }
    int refused = 0;
    for (const auto &start : starts) {
        const int exitCode = start->waitForEnd();
        const QByteArray output = start->process().readAllStandardOutput().trimmed();
        const QJsonObject end = jsonOf(output.split('\n').last());
        if (exitCode == 0)
            continue;
        QCOMPARE(end.value(QLatin1String("end")).toString(), QStringLiteral("failed"));
        QVERIFY2(!end.value(QLatin1String("verdict")).toString().isEmpty(), output.constData());
        QVERIFY2(!end.value(QLatin1String("evidence")).toArray().isEmpty(), output.constData());
        ++refused;
    }
    QVERIFY(refused > 0);
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
        // A party that only waits ends as well, whenever the signal arrives.
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

void FaultsTest::fault24_blockedOutputDoesNotDelayTheEnd_data()
{
    QTest::addColumn<int>("stream");
    QTest::newRow("output") << STDOUT_FILENO;
    QTest::newRow("messages") << STDERR_FILENO;
}

void FaultsTest::fault24_blockedOutputDoesNotDelayTheEnd()
{
    QFETCH(int, stream);
    const ObjectName name = test::objectName();
    std::array<int, 2> ends{};
    QCOMPARE(::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK), 0);
    QCOMPARE(::fcntl(ends[1], F_SETPIPE_SZ, 4096), 4096);
    const auto isFull = [&] {
        pollfd writable{.fd = ends[1], .events = POLLOUT, .revents = 0};
        return ::poll(&writable, 1, 0) == 0;
    };
    if (stream == STDERR_FILENO) { // little is written there, so it is full from the beginning
        while (::write(ends[1], "x", 1) == 1) { }
        QVERIFY(isFull());
    }
    const QByteArray program = test::program(QStringLiteral("shmlab")).toLocal8Bit();
    const QByteArray object = test::text(name).toLocal8Bit();
    const pid_t child = ::fork();
    if (child == 0) {
        ::fcntl(ends[1], F_SETFL, 0); // blocking, as the pipes of a shell are
        ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
        ::dup2(ends[1], stream);
        ::execl(program.constData(), program.constData(), "server", object.constData(), "--headless", "--json",
                "--turns", "forever", "--period", "1ms", nullptr);
        ::_exit(127);
    }
    // Nothing reads from the pipe.
    QVERIFY(test::eventually([&] { return test::exists(name) && isFull(); }));
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
    const QString command = QStringLiteral("trap '' HUP; exec '%1' server %2 --headless --turns forever --period 10ms")
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
    const test::TemporaryName name;
    pid_t dead = 0;
    {
        const auto server = runningServer(name);
        QVERIFY(server);
        dead = server->pid();
        server->killHard();
    }
    QCOMPARE(inspectUsage(SystemCalls(), name)->verdict, Verdict::Stale);
    test::Peer refused(QStringLiteral("shmlab"), serverArguments(name, {QStringLiteral("--json")}));
    const QByteArray end = refused.readLine();
    QVERIFY2(end.contains("no process is seen to use it")
                 && end.contains("by pid " + QByteArray::number(dead) + ", which no longer"),
             end.constData());
    QCOMPARE(refused.waitForEnd(), 4);
    test::Peer server(QStringLiteral("shmlab"), serverArguments(name, {QStringLiteral("--replace-stale")}));
    QVERIFY(server.waitForLine("Checking client 0"));
    server.signal(SIGINT);
    QCOMPARE(server.waitForEnd(), 130);
    QVERIFY(!test::exists(name));
}

void FaultsTest::fault24_plainServerLeavesItsName()
{
    const test::TemporaryName name;
    test::Peer plain(QStringLiteral("plain_peer"), {QStringLiteral("server"), test::text(name)});
    QVERIFY(plain.waitForLine("Checking client 0"));
    plain.signal(SIGTERM);
    QCOMPARE(plain.waitForEnd(), -SIGTERM);
    QVERIFY(test::exists(name)); // the plain program leaves its name; the remedy is:
    test::Peer server(QStringLiteral("shmlab"), serverArguments(name, {QStringLiteral("--replace-stale")}));
    QVERIFY(server.waitForLine("Checking client 0"));
    server.signal(SIGTERM);
    QCOMPARE(server.waitForEnd(), 143);
}

void FaultsTest::fault30_wallClockMayJump()
{
    const ObjectName name = test::objectName();
    const auto jumping = [](const QString &program, const QStringList &arguments) {
        return std::make_unique<test::Peer>(QStringLiteral("/usr/bin/env"),
                                            QStringList{QStringLiteral("LD_PRELOAD=" JUMPING_CLOCK),
                                                        QStringLiteral("ASAN_OPTIONS=verify_asan_link_order=0"),
                                                        program}
                                                + arguments);
    };
    // The control: a program that reads the time of day gets the jumping clock.
    const auto seconds = [&] {
        return jumping(QStringLiteral("date"), {QStringLiteral("+%s")})->readLine().toLongLong();
    };
    const qint64 first = seconds();
    QVERIFY(test::eventually([&] { return std::abs(seconds() - first) > 3000; }));

    const QString shmlab = test::program(QStringLiteral("shmlab"));
    QElapsedTimer timer;
    timer.start();
    const auto server = jumping(shmlab, serverArguments(name, {QStringLiteral("--json")}));
    QVERIFY(server->waitForLine("{"));
    const auto client =
        jumping(shmlab,
                {QStringLiteral("client"), test::text(name), QStringLiteral("--headless"), QStringLiteral("--json"),
                 QStringLiteral("--turns"), QStringLiteral("50"), QStringLiteral("--period"), QStringLiteral("10ms")});
    double last = -1;
    for (int turn = 0; turn < 50; ++turn) {
        const double time = jsonOf(client->readLine()).value(QStringLiteral("time_s")).toDouble();
        QVERIFY(time >= last && time < 20);
        last = time;
    }
    const QJsonObject end = jsonOf(client->readLine());
    QCOMPARE(end.value(QStringLiteral("end")).toString(), QStringLiteral("done"));
    QVERIFY(end.value(QStringLiteral("server")).toInt() > 1);
    QCOMPARE(client->waitForEnd(), 0);
    QVERIFY(timer.elapsed() < 20'000);
    server->signal(SIGTERM);
    QCOMPARE(server->waitForEnd(), 143);
}

void FaultsTest::fault32_oneProcessorIsEnough()
{
    const OneProcessor pinned; // so are the programs started from here
    const ObjectName name = test::objectName();
    const auto server = runningServer(name, QStringLiteral("1ms"));
    QVERIFY(server);
    QElapsedTimer timer;
    timer.start();
    test::Peer client(QStringLiteral("shmlab"),
                      {QStringLiteral("client"), test::text(name), QStringLiteral("--headless"),
                       QStringLiteral("--json"), QStringLiteral("--turns"), QStringLiteral("1000"),
                       QStringLiteral("--period"), QStringLiteral("1ms")});
    QByteArray line;
    while (!line.startsWith("{\"client\"")) {
        line = client.readLine();
        QVERIFY(!line.isEmpty());
    }
    QCOMPARE(client.waitForEnd(), 0);
    QVERIFY2(timer.elapsed() < 20'000, "a second's work");
    QVERIFY2(jsonOf(line).value(QStringLiteral("client")).toInt() > 200, line.constData()); // the server answered
    server->signal(SIGTERM);
    QCOMPARE(server->waitForEnd(), 143);
}

void FaultsTest::fault32_idlePeerCostsNoProcessorTime()
{
    const ObjectName name = test::objectName();
    const auto server = runningServer(name, QStringLiteral("100ms"));
    QVERIFY(server);
    test::FaultPeer silent; // joins and never answers
    QVERIFY(silent.execute("open " + test::text(name).toLatin1()) > 0);
    QCOMPARE(silent.execute("lock 4 4"), 0);
    QVERIFY(server->waitForLine("Checking client"));
    const double before = processorSeconds(server->pid());
    for (int turn = 0; turn < 20; ++turn) // for two seconds
        QVERIFY(server->waitForLine("Checking client"));
    const double used = processorSeconds(server->pid()) - before;
    QVERIFY2(used < 2 * 0.05, qPrintable(QString::number(used)));
    server->signal(SIGTERM);
    QCOMPARE(server->waitForEnd(), 143);
}

void FaultsTest::fault45_corruptSettingsAreDefaults_data()
{
    QTest::addColumn<QByteArray>("bytes");
    constexpr char nonsense[] = "[exchange\ngeometry=\0@@@Byte\xff\n=\n]]\n\n[[";
    QTest::newRow("malformed") << QByteArray(nonsense, sizeof nonsense - 1);
    QTest::newRow("wrong types") << QByteArray("[General]\nappearance=@Invalid()\n[exchange]\nrejoins=maybe\n"
                                               "geometry=12\nlayout=true\n");
    QTest::newRow("wrong values") << QByteArray("[General]\nappearance=77\n[exchange]\n"
                                                "geometry=@ByteArray(\\x1\\xd9\\xd0\\xcb\\0\\x3\\0\\0\\x7f\\xff)\n"
                                                "layout=@ByteArray(\\0\\0\\0\\xff\\x7f\\xff\\xff\\xff\\xff)\n");
    std::mt19937 random(45);
    for (int row = 0; row < 5; ++row) {
        QByteArray bytes(4096, '\0');
        std::ranges::generate(bytes, [&] { return static_cast<char>(random()); });
        QTest::addRow("random %d", row) << bytes;
    }
}

void FaultsTest::fault45_corruptSettingsAreDefaults()
{
    QFETCH(QByteArray, bytes);
    const QTemporaryDir home;
    QVERIFY(QDir(home.path()).mkdir(QStringLiteral("shmlab")));
    QFile file(home.filePath(QStringLiteral("shmlab/shmlab.conf")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
    file.close();
    const ObjectName name = test::objectName();
    test::Peer window(QStringLiteral("/usr/bin/env"),
                      {QStringLiteral("XDG_CONFIG_HOME=") + home.path(), test::program(QStringLiteral("shmlab")),
                       QStringLiteral("server"), test::text(name), QStringLiteral("--start")});
    QVERIFY(test::eventually([&] { return test::exists(name); }));
    window.signal(SIGTERM);
    QCOMPARE(window.waitForEnd(), 143);
    QVERIFY(!test::exists(name));
}

void FaultsTest::fault45_lostDisplayLeavesNothingInUse()
{
    const QString xvfb = QStandardPaths::findExecutable(QStringLiteral("Xvfb"));
    if (xvfb.isEmpty())
        QSKIP("no Xvfb here");
    const test::TemporaryName name;
    test::Peer display(xvfb,
                       {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-noreset"),
                        QStringLiteral("-nolisten"), QStringLiteral("tcp")});
    const QByteArray number = display.readLine();
    QVERIFY(!number.isEmpty());
    test::Peer window(QStringLiteral("/usr/bin/env"),
                      {QStringLiteral("QT_QPA_PLATFORM=xcb"), QStringLiteral("DISPLAY=:") + QString::fromLatin1(number),
                       test::program(QStringLiteral("shmlab")), QStringLiteral("server"), test::text(name),
                       QStringLiteral("--start")});
    QVERIFY(test::eventually([&] { return test::exists(name); }));
    display.killHard();
    QVERIFY(window.waitForEnd() != -1000); // it ends, as Qt programs do without their display
    if (test::exists(name))
        QCOMPARE(inspectUsage(SystemCalls(), name)->verdict, Verdict::Stale);
    test::Peer next(QStringLiteral("shmlab"), serverArguments(name, {QStringLiteral("--replace-stale")}));
    QVERIFY(next.waitForLine("Checking client 0"));
    next.signal(SIGTERM);
    QCOMPARE(next.waitForEnd(), 143);
}

void FaultsTest::noDescriptorIsLeftToChildren()
{
    const ObjectName name = test::objectName();
    test::Peer window(QStringLiteral("shmlab"),
                      {QStringLiteral("server"), test::text(name), QStringLiteral("--start")});
    QVERIFY(
        test::eventually([&] { return descriptorsOf(window.pid()).contains(QString::fromStdString(name.path())); }));
    auto inherited = descriptorsOf(::getpid()); // it need not close inherited descriptors
    for (const char *anonymous : {"anon_inode:[eventfd]", "anon_inode:[eventpoll]", "anon_inode:[pidfd]"})
        inherited.remove(QLatin1String(anonymous)); // equal text does not mean that they are the same
    const auto all = descriptorsOf(window.pid());
    for (auto each = all.begin(); each != all.end(); ++each) {
        if (!inherited.contains(each.key()))
            QVERIFY2(each.value(), qPrintable(each.key()));
    }
    window.signal(SIGTERM);
    QCOMPARE(window.waitForEnd(), 143);
}

void FaultsTest::runsWithoutPrivileges()
{
    // In a folder where other users may execute it.
    const QTemporaryDir folder;
    const QString program = folder.filePath(QStringLiteral("shmlab"));
    QVERIFY(QFile::copy(test::program(QStringLiteral("shmlab")), program));
    QCOMPARE(::chmod(folder.path().toLocal8Bit().constData(), 0755), 0);
    QVERIFY((QFile::permissions(program) & QFileDevice::ExeOther) != 0);
    struct stat status{};
    QCOMPARE(::stat(program.toLocal8Bit().constData(), &status), 0);
    QCOMPARE(status.st_mode & (S_ISUID | S_ISGID), 0U);
    if (::geteuid() != 0)
        return; // all tests run without privileges then
    const ObjectName name = test::objectName();
    const int ended = test::inChild([&] {
        const QByteArray path = program.toLocal8Bit();
        constexpr uid_t nobody = 65534;
        if (::setgroups(0, nullptr) != 0 || ::setresgid(nobody, nobody, nobody) != 0
            || ::setresuid(nobody, nobody, nobody) != 0)
            return 100;
        ::execl(path.constData(), path.constData(), "server", name.c_str(), "--headless", "--turns", "2", "--period",
                "1ms", nullptr);
        return 101;
    });
    QCOMPARE(ended, 0);
    QVERIFY(!test::exists(name));
}

SHMLAB_TEST_MAIN(FaultsTest)
#include "tst_faults.moc"
