// SPDX-License-Identifier: GPL-3.0-or-later

// `shmlab objects --follow`, with processes that create, size, map, close and unlink.

#include "program_run.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr uid_t nobody = 65534;

bool isRoot()
{
    return ::geteuid() == 0;
}

/// Follows the objects whose names match; ready when it is made.
class Follower : public test::Peer {
public:
    explicit Follower(const QString &pattern, const QStringList &options = {}, const QStringList &as = {})
        : Peer(as.isEmpty() ? QStringLiteral("shmlab") : as.first(), command(pattern, options, as))
    {
        while (!m_isReady) {
            const QByteArray line = readLine();
            if (line.isEmpty())
                break;
            m_isReady = line.contains("following");
            m_preamble += line + '\n';
        }
    }

    [[nodiscard]] bool isReady() const { return m_isReady; }
    /// The next line that contains `part`; empty if it ends or says nothing for 20 seconds.
    [[nodiscard]] QByteArray waitFor(const QByteArray &part)
    {
        for (;;) {
            const QByteArray line = readLine();
            if (line.isEmpty() || line.contains(part))
                return line;
        }
    }
    /// What it said before.
    [[nodiscard]] QByteArray preamble() const { return m_preamble; }

private:
    static QStringList command(const QString &pattern, const QStringList &options, const QStringList &as)
    {
        const QStringList follow = QStringList{QStringLiteral("objects"), pattern, QStringLiteral("--follow"),
                                               QStringLiteral("--interval"), QStringLiteral("20ms")}
            + options;
        return as.isEmpty() ? follow : as.mid(1) + QStringList{test::program(QStringLiteral("shmlab"))} + follow;
    }

    bool m_isReady = false;
    QByteArray m_preamble;
};

QByteArray actor(const test::Peer &peer, const char *program = "fault_peer")
{
    return QByteArray(program) + " (pid " + QByteArray::number(peer.pid()) + ')';
}

} // namespace

class FollowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesInTheOrderOfWhatHappens();
    void jsonLines();
    void patternsChooseObjects();
    void replacedAndOrphanedObjects();
    void withoutRoot();
    void signalsEndIt_data();
    void signalsEndIt();
    void readerThatHasGoneEndsIt();
    void readerThatDoesNotReadDelaysNoSignal();
    void writersCostNoProcessor();
};

void FollowTest::linesInTheOrderOfWhatHappens()
{
    const test::TemporaryName name;
    Follower follower(test::text(name));
    QVERIFY(follower.isReady());
    test::FaultPeer peer;
    const QByteArray object = "  " + test::text(name).toUtf8() + ": ";
    const QByteArray by = actor(peer);
    const QByteArray byIfRoot = isRoot() ? " by " + by : QByteArray();
    QVERIFY(peer.execute("create", name) > 0);
    QByteArray line = follower.waitFor(object + "created");
    QVERIFY2(!isRoot() || line.endsWith("created by " + by), line.constData());
    const QRegularExpression time(QStringLiteral("^\\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d  /"));
    QVERIFY2(time.match(QString::fromUtf8(line)).hasMatch(), line.constData());
    line = follower.waitFor(object + "opened");
    QVERIFY2(line.endsWith(" by " + by), line.constData());
    QCOMPARE(peer.execute("size 12288"), 0);
    QVERIFY(follower.waitFor(object + "grown to 12,288 bytes (+12,288)" + byIfRoot).endsWith(byIfRoot));
    QCOMPARE(peer.execute("map 8192"), 0);
    QVERIFY(follower.waitFor(object + "mapped to write by " + by).endsWith(by));
    QCOMPARE(peer.execute("size 4096"), 0);
    QVERIFY(follower.waitFor(object + "shrunk to 4,096 bytes").contains("8,192)" + byIfRoot));
    QCOMPARE(peer.execute("unmap"), 0);
    QVERIFY(!follower.waitFor(object + "unmapped by " + by).isEmpty());
    QCOMPARE(peer.execute("close"), 0);
    QVERIFY(!follower.waitFor(object + (isRoot() ? "closed by " : "let go by ") + by).isEmpty());
    QVERIFY(follower.waitFor(object + "verdict: UNUSED, was LIVE").endsWith("LIVE"));
    QCOMPARE(peer.execute("unlink", name), 0);
    QVERIFY(follower.waitFor(object + "unlinked").endsWith("unlinked" + byIfRoot));
    if (!isRoot())
        QSKIP("not root: who creates, sizes and unlinks an object was not tested");
}

void FollowTest::jsonLines()
{
    const test::TemporaryName name;
    Follower follower(test::text(name), {QStringLiteral("--json")});
    QVERIFY(follower.isReady());
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    test::FaultPeer peer;
    const auto next = [&](const char *event) {
        for (;;) {
            const QByteArray line = follower.readLine();
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            if (line.isEmpty() || object.value(QLatin1String("event")).toString() == QLatin1String(event))
                return object;
        }
    };
    QVERIFY(peer.create(name, 8192));
    const QJsonObject created = next("created");
    QCOMPARE(created.value(QLatin1String("schema")).toInt(), 1);
    QCOMPARE(created.value(QLatin1String("name")).toString(), test::text(name));
    const qint64 time = created.value(QLatin1String("time_ms")).toInteger();
    QVERIFY(time >= before - 1 && time <= QDateTime::currentMSecsSinceEpoch());
    if (isRoot()) {
        const QJsonObject by = created.value(QLatin1String("by")).toObject();
        QCOMPARE(by.value(QLatin1String("pid")).toInt(), int{peer.pid()});
        QCOMPARE(by.value(QLatin1String("program")).toString(), QStringLiteral("fault_peer"));
    }
    QCOMPARE(peer.execute("map 4096"), 0);
    const QJsonObject mapped = next("mapped");
    QCOMPARE(mapped.value(QLatin1String("writable")).toBool(), true);
    QCOMPARE(mapped.value(QLatin1String("by"))[QLatin1String("pid")].toInt(), int{peer.pid()});
    peer.killHard();
    const QJsonObject verdict = next("verdict");
    QCOMPARE(verdict.value(QLatin1String("verdict_before")).toString(), QStringLiteral("LIVE"));
}

void FollowTest::patternsChooseObjects()
{
    const test::TemporaryName chosen;
    const test::TemporaryName other;
    Follower follower(QStringLiteral("*") + test::text(chosen).mid(12)); // the end of its name
    QVERIFY(follower.isReady());
    test::leave(other);
    test::leave(chosen);
    const QByteArray first = follower.readLine();
    QVERIFY2(first.contains(test::text(chosen).toUtf8() + ": created"), first.constData());
}

void FollowTest::replacedAndOrphanedObjects()
{
    const test::TemporaryName name;
    test::FaultPeer peer;
    QVERIFY(peer.create(name));
    Follower follower(test::text(name));
    QVERIFY(follower.isReady());
    QCOMPARE(peer.execute("unlink", name), 0);
    QVERIFY(!follower.waitFor("unlinked").isEmpty());
    QVERIFY(!follower.waitFor("verdict: ORPHANED, was LIVE").isEmpty());
    test::leave(name);
    QVERIFY(!follower.waitFor("created").isEmpty());
    QCOMPARE(peer.execute("close"), 0);
    QVERIFY(!follower.waitFor("freed: its last user has let it go").isEmpty());
}

/// It says what it does not know, once, and goes on.
void FollowTest::withoutRoot()
{
    QStringList as{QStringLiteral("/bin/sh"), QStringLiteral("-c"), QStringLiteral("exec \"$@\" 2>&1"),
                   QStringLiteral("sh")};
    if (isRoot()) {
        as += {QStringLiteral("setpriv"), QStringLiteral("--reuid"), QString::number(nobody),
               QStringLiteral("--clear-groups"), QStringLiteral("--")};
    }
    const test::TemporaryName name;
    const QStringList trial =
        as.mid(1) + QStringList{test::program(QStringLiteral("shmlab")), QStringLiteral("--version")};
    if (test::runProgram(as.first(), trial).code != 0)
        QSKIP("the program cannot be started as another user here");
    Follower follower(test::text(name), {}, as);
    QVERIFY(follower.isReady());
    test::leave(name);
    QByteArray line = follower.waitFor("created");
    QVERIFY2(line.contains("created, ") && !line.contains(" by "), line.constData());
    QVERIFY(::unlink(name.path().c_str()) == 0);
    line = follower.waitFor("unlinked");
    QVERIFY2(line.endsWith("unlinked"), line.constData());
    const QByteArray messages = follower.preamble();
    QCOMPARE(messages.count("Not known here: which process creates"), 1);
    QVERIFY2(messages.contains("EPERM"), messages.constData());
    QVERIFY2(messages.contains("No object matches " + test::text(name).toUtf8()), messages.constData());
}

void FollowTest::signalsEndIt_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void FollowTest::signalsEndIt()
{
    QFETCH(int, signal);
    Follower follower(QStringLiteral("nothing-*"), {QStringLiteral("--interval"), QStringLiteral("1h")});
    QVERIFY(follower.isReady());
    follower.signal(signal);
    QCOMPARE(follower.waitForEnd(), 128 + signal);
}

/// Also while nothing happens that could be written.
void FollowTest::readerThatHasGoneEndsIt()
{
    const QString command = QStringLiteral("'%1' objects 'nothing-*' --follow --interval 1h | head -n 1; echo done")
                                .arg(test::program(QStringLiteral("shmlab")));
    test::Peer shell(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command});
    QVERIFY(shell.waitForLine("done")); // the shell waits for all of the pipe
    QCOMPARE(shell.waitForEnd(), 0);
    QVERIFY(shell.process().readAllStandardError().isEmpty());
}

void FollowTest::readerThatDoesNotReadDelaysNoSignal()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(path.toLocal8Bit().constData(), 0600), 0);
    const int pipe = ::open(path.toLocal8Bit().constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    QVERIFY(pipe >= 0);
    constexpr int pageBytes = 4096;
    QVERIFY(::fcntl(pipe, F_SETPIPE_SZ, 2 * pageBytes) >= 0);
    QProcess process;
    process.setStandardOutputFile(path);
    process.start(
        test::program(QStringLiteral("shmlab")),
        {QStringLiteral("objects"), QStringLiteral("--follow"), QStringLiteral("--interval"), QStringLiteral("1ms")});
    QVERIFY(process.waitForStarted());
    const auto waiting = [&] {
        int bytes = 0;
        return ::ioctl(pipe, FIONREAD, &bytes) == 0 ? bytes : 0;
    };
    QVERIFY(test::eventually([&] { return waiting() > 0; }));
    QVERIFY(test::eventually([&] {
        const test::LeftObject name;
        return waiting() > pageBytes; // the second page is begun: the pipe counts as full
    }));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 130);
    ::close(pipe);
}

/// The kernel tells each write(2), which is no event here.
void FollowTest::writersCostNoProcessor()
{
    if (!isRoot())
        QSKIP("not root: the kernel tells no writes");
    const test::LeftObject name;
    Follower follower(test::text(name), {QStringLiteral("--interval"), QStringLiteral("1h")});
    QVERIFY(follower.isReady());
    const auto ticks = [&] { // utime and stime of proc(5)
        QFile stat(QStringLiteral("/proc/%1/stat").arg(follower.pid()));
        const bool isOpen = stat.open(QIODevice::ReadOnly);
        const QList<QByteArray> words = stat.readAll().split(' ');
        return isOpen ? words.at(13).toLongLong() + words.at(14).toLongLong() : -1;
    };
    const qint64 before = ticks();
    const test::Child writer([&] {
        const int fd = ::open(name.path().c_str(), O_WRONLY | O_CLOEXEC);
        for (;;)
            (void)!::pwrite(fd, "x", 1, 0);
    });
    const auto usedBy = [](pid_t pid) {
        timespec used{};
        clockid_t clock{};
        return ::clock_getcpuclockid(pid, &clock) == 0 && ::clock_gettime(clock, &used) == 0 ? used.tv_sec : 0;
    };
    QVERIFY(test::eventually([&] { return usedBy(writer.pid()) >= 1; })); // after a second of writing
    const qint64 used = ticks() - before;
    QVERIFY2(used < ::sysconf(_SC_CLK_TCK) / 4, qPrintable(QString::number(used)));
}

SHMLAB_TEST_MAIN(FollowTest)
#include "tst_follow.moc"
