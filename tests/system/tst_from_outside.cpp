// SPDX-License-Identifier: GPL-3.0-or-later

// The unmodified program under strace: each call of its life cycle fails once with each errno of its manual page, and
// each signal arrives at each of them. The program contains no code for these tests.

#include "test_support.h"

#include <shmlab/exchange/party.h>
#include <shmlab/inspect/usage.h>
#include <shmlab/manage/interrupted_removal.h>

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cerrno>
#include <csignal>
#include <map>

using namespace shmlab;

namespace {

/// A call of the life cycle, as strace counts: the `occurrence`th `name` of the process, from 1.
struct TracedCall {
    QByteArray name;
    int occurrence = 0;
    bool isLate = false; ///< made after the run
};

struct Ended {
    int code = 0; ///< exit code, or minus the signal
    QString error; ///< of the JSON at its end
};

const std::map<QByteArray, Call> &callsByTracedName()
{
    static const std::map<QByteArray, Call> names{
        {"openat", Call::ShmOpen},
        {"unlink", Call::ShmUnlink},
        {"renameat2", Call::Renameat2},
        {"statx", Call::Statx},
        {"fcntl", Call::Fcntl},
        {"mmap", Call::Mmap},
        {"madvise", Call::Madvise},
        {"munmap", Call::Munmap},
        {"close", Call::Close},
        {"fchmod", Call::Fchmod},
        {"fallocate", Call::PosixFallocate},
    };
    return names;
}

QStringList programArguments(Role role, const ObjectName &name)
{
    return {test::program(QStringLiteral("shmlab")),
            role == Role::Server ? QStringLiteral("server") : QStringLiteral("client"),
            test::text(name),
            QStringLiteral("--headless"),
            QStringLiteral("--json"),
            QStringLiteral("--turns"),
            QStringLiteral("3"),
            QStringLiteral("--period"),
            QStringLiteral("2ms")};
}

Ended runUnderStrace(const QStringList &options, const QStringList &program)
{
    QProcess process;
    process.start(QStringLiteral("strace"), options + program);
    process.waitForFinished(-1);
    const auto json = QJsonDocument::fromJson(process.readAllStandardOutput().trimmed().split('\n').last()).object();
    // strace ends as the program did, including by its signal.
    const bool wasKilled = process.exitStatus() == QProcess::CrashExit;
    return {wasKilled ? -process.exitCode() : process.exitCode(), json.value(QStringLiteral("error")).toString()};
}

/// `what` as in strace(1): "error=EIO", "signal=SIGTERM".
Ended runInjected(const TracedCall &call, const QByteArray &what, const QStringList &program)
{
    const QString name = QString::fromLatin1(call.name);
    const QString inject =
        QStringLiteral("inject=%1:%2:when=%3").arg(name, QString::fromLatin1(what)).arg(call.occurrence);
    return runUnderStrace({QStringLiteral("-qq"), QStringLiteral("-o"), QStringLiteral("/dev/null"),
                           QStringLiteral("-e"), QStringLiteral("trace=") + name, QStringLiteral("-e"), inject},
                          program);
}

/// The calls of an undisturbed run that concern the object: by its path, its descriptor or its mapping.
std::vector<TracedCall> lifeCycle(Role role, const ObjectName &name)
{
    const QTemporaryDir folder;
    const QString trace = folder.filePath(QStringLiteral("trace"));
    const Ended ended = runUnderStrace({QStringLiteral("-o"), trace}, programArguments(role, name));
    QFile file(trace);
    if (ended.code != 0 || !file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression line(QStringLiteral("^(\\w+)\\((.*)\\)\\s+= (\\S+)"));
    const QString path = QStringLiteral("\"%1\"").arg(QString::fromStdString(name.path()));
    std::map<QByteArray, int> occurrences;
    std::vector<TracedCall> calls;
    QString descriptor;
    QString address;
    while (!file.atEnd()) {
        const auto match = line.match(QString::fromLatin1(file.readLine()));
        if (!match.hasMatch())
            continue;
        const QByteArray call = match.captured(1).toLatin1();
        const int occurrence = ++occurrences[call];
        const QStringList arguments = match.captured(2).split(QLatin1String(", "));
        const bool isByPath = arguments.contains(path) || match.captured(2).contains(QLatin1String("/shmlab-removal."))
            || (!descriptor.isEmpty() && arguments.contains(QStringLiteral("\"/proc/self/fd/%1\"").arg(descriptor)));
        const bool isByDescriptor = !descriptor.isEmpty()
            && (arguments.first() == descriptor || (call == "mmap" && arguments.value(4) == descriptor));
        const bool isByAddress = !address.isEmpty() && arguments.first() == address;
        if (!isByPath && !isByDescriptor && !isByAddress)
            continue;
        for (auto before = calls.rbegin(); call == "munmap" && before != calls.rend() && before->name == "statx";
             ++before)
            before->isLate = true; // whether the object was cut short meanwhile
        const bool isOver = call == "munmap" || (!calls.empty() && calls.back().isLate);
        calls.push_back({call, occurrence, isOver});
        if (call == "openat")
            descriptor = match.captured(3);
        if (call == "mmap")
            address = match.captured(3);
        if (call == "close")
            descriptor.clear();
        if (call == "munmap")
            address.clear();
    }
    return calls;
}

/// What the injected error must have led to, apart from the object's state.
bool isExplained(const Ended &ended, const TracedCall &call, int errorNumber, const ObjectName &name)
{
    if (ended.code == 0)
        return true; // the call was optional, or was repeated
    const bool hasItsOwnMessage = (call.name == "openat" && (errorNumber == EEXIST || errorNumber == ENOENT))
        || ((call.name == "statx" || call.name == "renameat2") && errorNumber == ENOENT) // the name is gone
        || (call.name == "fcntl" && (errorNumber == EAGAIN || errorNumber == EACCES));
    return ended.code > 0 && ended.code <= 4 && ended.error.contains(QString::fromStdString(name.display()))
        && (hasItsOwnMessage || ended.error.contains(QString::fromStdString(errnoName(errorNumber))));
}

} // namespace

class FromOutsideTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void fault10_everyCallOfTheProgramFails_data();
    void fault10_everyCallOfTheProgramFails();
    void fault24_signalsAtEveryCall_data();
    void fault24_signalsAtEveryCall();
    void fault24_killedAtEveryCall_data();
    void fault24_killedAtEveryCall();
    void noNetwork();
};

void FromOutsideTest::initTestCase()
{
    if (QStandardPaths::findExecutable(QStringLiteral("strace")).isEmpty())
        QSKIP("no strace here");
}

void FromOutsideTest::fault10_everyCallOfTheProgramFails_data()
{
    QTest::addColumn<Role>("role");
    QTest::newRow("server") << Role::Server;
    QTest::newRow("client") << Role::Client;
}

void FromOutsideTest::fault10_everyCallOfTheProgramFails()
{
    QFETCH(Role, role);
    const ObjectName name = test::objectName();
    std::optional<Party> server;
    if (role == Role::Client)
        server.emplace(*Party::join(SystemCalls(), Role::Server, name));
    const std::vector<TracedCall> calls = lifeCycle(role, name);
    QVERIFY(calls.size() > 10);
    int failures = 0;
    for (const TracedCall &call : calls) {
        std::vector<int> errors = test::manualPages().at(callsByTracedName().at(call.name));
        errors.push_back(EINTR);
        for (const int errorNumber : errors) {
            const test::NameGuard guard(role == Role::Server ? name : test::objectName());
            const QByteArray error = "error=" + QByteArray::fromStdString(errnoName(errorNumber));
            const Ended ended = runInjected(call, error, programArguments(role, name));
            const QByteArray what = call.name + ' ' + QByteArray::number(call.occurrence) + ' ' + error + ": "
                + QByteArray::number(ended.code) + ' ' + ended.error.toLocal8Bit();
            QVERIFY2(isExplained(ended, call, errorNumber, name), what.constData());
            failures += ended.code != 0 ? 1 : 0;
            if (role == Role::Client)
                QCOMPARE(server->object().nameState().value(), NameState::SameObject);
            else if (test::exists(name)) // it could not check the name, or could not remove it
                QVERIFY2(call.name == "statx" || call.name == "renameat2" || call.name == "unlink", what.constData());
        }
    }
    QVERIFY2(failures > 20, "hardly anything failed");
}

void FromOutsideTest::fault24_signalsAtEveryCall_data()
{
    fault10_everyCallOfTheProgramFails_data();
}

void FromOutsideTest::fault24_signalsAtEveryCall()
{
    QFETCH(Role, role);
    const ObjectName name = test::objectName();
    std::optional<Party> server;
    if (role == Role::Client)
        server.emplace(*Party::join(SystemCalls(), Role::Server, name));
    const std::map<QByteArray, int> endSignals{{"SIGTERM", SIGTERM}, {"SIGINT", SIGINT}, {"SIGHUP", SIGHUP}};
    for (const TracedCall &call : lifeCycle(role, name)) {
        for (const auto &[signalName, signal] : endSignals) {
            const Ended ended = runInjected(call, "signal=" + signalName, programArguments(role, name));
            const QByteArray what = call.name + ' ' + QByteArray::number(call.occurrence) + ' ' + signalName + ": "
                + QByteArray::number(ended.code);
            // A signal that arrives when all turns are made changes nothing.
            QVERIFY2(ended.code == 128 + signal || (call.isLate && ended.code == 0), what.constData());
            if (role == Role::Server)
                QVERIFY2(!test::exists(name), what.constData());
            else
                QVERIFY(!server->object().isLockedByOthers(ownerLockRange(Role::Client)).value());
        }
    }
}

void FromOutsideTest::fault24_killedAtEveryCall_data()
{
    fault10_everyCallOfTheProgramFails_data();
}

void FromOutsideTest::fault24_killedAtEveryCall()
{
    QFETCH(Role, role);
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    std::optional<Party> server;
    if (role == Role::Client)
        server.emplace(*Party::join(SystemCalls(), Role::Server, name));
    for (const TracedCall &call : lifeCycle(role, name)) {
        const Ended ended = runInjected(call, "signal=SIGKILL", programArguments(role, name));
        QCOMPARE(ended.code, -SIGKILL);
        for (const QString &left : test::leftovers()) {
            if (left.startsWith(QLatin1String("shmlab-removal."))) // killed in the middle of its final unlinking
                QVERIFY(putBack(SystemCalls(), *ObjectName::parse(left.toStdString())));
        }
        if (role == Role::Server && test::exists(name))
            QVERIFY(!isInUse(inspectUsage(SystemCalls(), name)->verdict));
        QStringList next = programArguments(role, name);
        if (role == Role::Server)
            next += QStringLiteral("--replace-stale");
        QCOMPARE(runUnderStrace({QStringLiteral("-o"), QStringLiteral("/dev/null")}, next).code,
                 0); // a server needs only --replace-stale, a client nothing
    }
}

void FromOutsideTest::noNetwork()
{
    const QTemporaryDir folder;
    const QString trace = folder.filePath(QStringLiteral("trace"));
    const Ended ended = runUnderStrace({QStringLiteral("-f"), QStringLiteral("-qq"), QStringLiteral("-e"),
                                        QStringLiteral("trace=network"), QStringLiteral("-o"), trace},
                                       programArguments(Role::Server, test::objectName()));
    QCOMPARE(ended.code, 0);
    QFile file(trace);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray());
}

SHMLAB_TEST_MAIN(FromOutsideTest)
#include "tst_from_outside.moc"
