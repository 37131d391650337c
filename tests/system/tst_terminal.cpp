// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <csignal>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace shmlab;

namespace {

QString ours()
{
    return QStringLiteral("shmlab");
}

QStringList words(const QString &line)
{
    return line.split(QLatin1Char(' '));
}

QByteArray allOutput(test::Peer &peer)
{
    (void)peer.waitForEnd();
    return peer.process().readAllStandardOutput();
}

} // namespace

class TerminalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void printsTheLinesOfThePlainProgram();
    void flushesEveryLine();
    void jsonHasItsFields();
    void exitCodes_data();
    void exitCodes();
    void wrongUsageIsOneLine();
    void helpAndVersion();
    void fault46_closedStandardDescriptors_data();
    void fault46_closedStandardDescriptors();
    void fault47_displayFailureIsReported_data();
    void fault47_displayFailureIsReported();
    void qtOptionsReachQt_data();
    void qtOptionsReachQt();
    void fault48_hostileArgumentsAreEscaped_data();
    void fault48_hostileArgumentsAreEscaped();
    void outputThatCannotBeWrittenIsAFailure_data();
    void outputThatCannotBeWrittenIsAFailure();
    void waitsForItsServer();
    void fullSpeedInLinesAndJson();
    void fault24_readerThatClosesItsEndLeavesNoName();
    void oneMillisecondPeriodIsKept();
};

void TerminalTest::printsTheLinesOfThePlainProgram()
{
    const QString name = test::text(test::objectName());
    test::Peer server(ours(), words(QStringLiteral("server %1 --headless --turns 3 --period 5ms").arg(name)));
    QCOMPARE(allOutput(server),
             QByteArray("I am taller. 1, 0\nChecking client 0\nChecking client 1\nChecking client 2\n"
                        "Quit server: 1, 0\n"));
    QCOMPARE(server.waitForEnd(), 0);
}

void TerminalTest::flushesEveryLine()
{
    const QString name = test::text(test::objectName());
    test::Peer server(ours(), words(QStringLiteral("server %1 --headless --turns forever --period 1h").arg(name)));
    QCOMPARE(server.readLine(), QByteArray("I am taller. 1, 0"));
    QCOMPARE(server.readLine(), QByteArray("Checking client 0"));
    server.signal(SIGINT);
    QCOMPARE(server.readLine(), QByteArray("Quit server: 1, 0"));
    QCOMPARE(server.waitForEnd(), 130);
}

void TerminalTest::jsonHasItsFields()
{
    const QString name = test::text(test::objectName());
    test::Peer server(ours(), words(QStringLiteral("server %1 --headless --json --turns 2 --period 5ms").arg(name)));
    const QList<QByteArray> lines = allOutput(server).trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    const QJsonObject first = QJsonDocument::fromJson(lines.at(0)).object();
    QCOMPARE(first.keys(), words(QStringLiteral("other own role time_s turn wrote")));
    QCOMPARE(first.value(QStringLiteral("role")).toString(), QStringLiteral("server"));
    QCOMPARE(first.value(QStringLiteral("turn")).toInt(), 0);
    QCOMPARE(first.value(QStringLiteral("own")).toInt(), 1);
    QCOMPARE(first.value(QStringLiteral("wrote")).toBool(), true);
    const QJsonObject second = QJsonDocument::fromJson(lines.at(1)).object();
    QCOMPARE(second.value(QStringLiteral("wrote")).toBool(true), false);
    QVERIFY(second.value(QStringLiteral("time_s")).toDouble() > first.value(QStringLiteral("time_s")).toDouble());
    const QJsonObject end = QJsonDocument::fromJson(lines.at(2)).object();
    QCOMPARE(end.keys(), words(QStringLiteral("client end object role server turns")));
    QCOMPARE(end.value(QStringLiteral("end")).toString(), QStringLiteral("done"));
    QCOMPARE(end.value(QStringLiteral("object")).toString(), name);
    QCOMPARE(end.value(QStringLiteral("turns")).toInt(), 2);
    QCOMPARE(end.value(QStringLiteral("server")).toInt(), 1);
}

void TerminalTest::exitCodes_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("code");
    QTest::newRow("done") << QStringLiteral("server %1 --headless --turns 1 --period 1ms") << 0;
    QTest::newRow("too large") << QStringLiteral("server %1 --headless --size 99999999999M") << 1;
    QTest::newRow("wrong usage") << QStringLiteral("server %1 --headless --turns 0") << 2;
    QTest::newRow("no command") << QStringLiteral("frobnicate") << 2;
    QTest::newRow("no such object") << QStringLiteral("client %1 --headless") << 3;
    QTest::newRow("it exists") << QStringLiteral("server test-exists-%2 --headless --turns 1") << 4;
}

void TerminalTest::exitCodes()
{
    QFETCH(QString, arguments);
    QFETCH(int, code);
    const auto existing = ObjectName::parse(QStringLiteral("test-exists-%1").arg(::getpid()).toStdString());
    const test::NameGuard guard(*existing);
    test::FaultPeer holder;
    QVERIFY(holder.execute("create " + test::text(*existing).toLatin1()) > 0);
    const QString line = arguments.contains(QLatin1String("%2"))
        ? QString(arguments).replace(QLatin1String("%2"), QString::number(::getpid()))
        : arguments.contains(QLatin1String("%1")) ? arguments.arg(test::text(test::objectName()))
                                                  : arguments;
    test::Peer peer(ours(), words(line));
    QCOMPARE(peer.waitForEnd(), code);
}

void TerminalTest::wrongUsageIsOneLine()
{
    QProcess process;
    process.start(test::program(ours()), words(QStringLiteral("server a/b/c")));
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 2);
    const QByteArray message = process.readAllStandardError();
    QCOMPARE(message.count('\n'), 1);
    QVERIFY(message.contains("a/b/c"));
    QVERIFY(process.readAllStandardOutput().isEmpty());
}

void TerminalTest::helpAndVersion()
{
    for (const char *line : {"--help", "-h", "server --help", "client --help", "--version"}) {
        test::Peer peer(ours(), words(QString::fromLatin1(line)));
        const QByteArray text = allOutput(peer);
        QCOMPARE(peer.waitForEnd(), 0);
        QVERIFY(text.contains("shmlab"));
    }
}

void TerminalTest::fault46_closedStandardDescriptors_data()
{
    QTest::addColumn<QString>("redirections");
    for (const char *redirections : {"<&- >&- 2>&-", ">&- 2>&-", "<&-", ">&-", "2>&-", "<&- >&-"})
        QTest::newRow(redirections) << QString::fromLatin1(redirections);
}

void TerminalTest::fault46_closedStandardDescriptors()
{
    QFETCH(QString, redirections);
    const QString command = QStringLiteral("exec '%1' server %2 --headless --turns 3 --period 1ms %3")
                                .arg(test::program(ours()), test::text(test::objectName()), redirections);
    test::Peer server(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command});
    QCOMPARE(server.waitForEnd(), 0);
}

void TerminalTest::fault47_displayFailureIsReported_data()
{
    QTest::addColumn<QStringList>("variables");
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("reason");
    const QString objects = QStringLiteral("objects");
    QTest::newRow("none") << QStringList() << objects << QByteArray("neither DISPLAY nor WAYLAND_DISPLAY is set");
    QTest::newRow("none, for an exchange") << QStringList() << QStringLiteral("server") << QByteArray("--headless");
    QTest::newRow("none, to choose a role") << QStringList() << QString() << QByteArray("--headless");
    QTest::newRow("no such display") << QStringList{QStringLiteral("DISPLAY=:64999")} << objects
                                     << QByteArray(":64999");
    QTest::newRow("no such display, by option")
        << QStringList() << QStringLiteral("objects -platform xcb -display :64999") << QByteArray(":64999");
    QTest::newRow("unknown platform") << QStringList{QStringLiteral("QT_QPA_PLATFORM=nonsense")} << objects
                                      << QByteArray("\"nonsense\"");
    QTest::newRow("unknown platform, by option")
        << QStringList() << QStringLiteral("-platform nonsense objects") << QByteArray("\"nonsense\"");
    QTest::newRow("an escape sequence") << QStringList() << QStringLiteral("objects -platform \033[31m")
                                        << QByteArray("\"\\x1b[31m\"");
    QTest::newRow("dead Wayland socket") << QStringList{QStringLiteral("QT_QPA_PLATFORM=wayland"),
                                                        QStringLiteral("WAYLAND_DISPLAY=%1")}
                                         << objects << QByteArray("cannot open a window");
}

void TerminalTest::fault47_displayFailureIsReported()
{
    QFETCH(QStringList, variables);
    QFETCH(QString, arguments);
    QFETCH(QByteArray, reason);
    const QTemporaryDir folder;
    const QString socket = folder.filePath(QStringLiteral("wayland"));
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    qstrncpy(address.sun_path, qPrintable(socket), sizeof(address.sun_path));
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); // no process listens
    QCOMPARE(::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof(address)), 0);
    ::close(descriptor);

    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QLatin1String(variable));
    for (const QString &variable : variables)
        environment.insert(variable.section(QLatin1Char('='), 0, 0),
                           variable.section(QLatin1Char('='), 1).replace(QLatin1String("%1"), socket));
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(test::program(ours()), arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const QByteArray message = process.readAllStandardError();
    QVERIFY2(message.startsWith("shmlab: ") && message.count('\n') == 1, message.constData());
    QVERIFY2(message.contains("--headless") && message.contains(reason), message.constData());
}

void TerminalTest::qtOptionsReachQt_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString name = test::text(test::objectName());
    QTest::newRow("a window") << QStringList{QStringLiteral("client"), name};
    QTest::newRow("objects") << QStringList{QStringLiteral("objects")};
    QTest::newRow("to choose a role") << QStringList{};
}

/// A platform that is only given as an option; a style that does not exist is reported when it is used.
void TerminalTest::qtOptionsReachQt()
{
    QFETCH(QStringList, arguments);
    test::Peer window(
        QStringLiteral("/bin/sh"),
        QStringList{QStringLiteral("-c"),
                    QStringLiteral("unset DISPLAY WAYLAND_DISPLAY QT_QPA_PLATFORM; exec \"$0\" \"$@\" 2>&1"),
                    test::program(ours())}
            + arguments
            + QStringList{QStringLiteral("-platform"), QStringLiteral("offscreen"),
                          QStringLiteral("--style=\033nonsense")});
    QVERIFY(window.waitForLine("QApplication: invalid style override '\\x1bnonsense'"));
    QVERIFY(test::eventually([&] { return test::catches(window.pid(), SIGTERM); }));
    window.signal(SIGTERM);
    QCOMPARE(window.waitForEnd(), arguments.isEmpty() ? 0 : 143);
}

void TerminalTest::fault48_hostileArgumentsAreEscaped_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString hostile = QStringLiteral("\033]0;owned\a\u009b31m\u202e");
    QTest::newRow("rm *") << QStringList{QStringLiteral("rm"), QStringLiteral("a"), hostile};
    QTest::newRow("an option") << QStringList{QStringLiteral("rm"), QStringLiteral("--") + hostile};
    QTest::newRow("a command") << QStringList{hostile};
    QTest::newRow("a value") << QStringList{QStringLiteral("server"), QStringLiteral("--turns"), hostile};
    QTest::newRow("a name") << QStringList{QStringLiteral("rm"), hostile};
    QTest::newRow("dump") << QStringList{QStringLiteral("dump"), hostile};
    QTest::newRow("dump, offset") << QStringList{QStringLiteral("dump"), QStringLiteral("a"),
                                                 QStringLiteral("--offset"), hostile};
    QTest::newRow("objects") << QStringList{QStringLiteral("objects"), hostile};
    QTest::newRow("client") << QStringList{QStringLiteral("client"), hostile, QStringLiteral("--headless")};
}

void TerminalTest::fault48_hostileArgumentsAreEscaped()
{
    QFETCH(QStringList, arguments);
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(test::program(ours()), arguments);
    QVERIFY(process.waitForFinished());
    QVERIFY(process.exitCode() > 0);
    const QByteArray text = process.readAll();
    QVERIFY2(text.contains("\\x1b]0;owned\\x07\\xc2\\x9b31m\\xe2\\x80\\xae"), text.constData());
    for (const char *raw : {"\033", "\a", "\u009b", "\u202e"})
        QVERIFY2(!text.contains(raw), text.toHex(' ').constData());
}

void TerminalTest::outputThatCannotBeWrittenIsAFailure_data()
{
    QTest::addColumn<QString>("arguments");
    for (const char *arguments :
         {"--help", "--version", "server --help", "objects --headless", "objects --json", "objects --csv",
          "objects --follow", "objects --follow --json", "objects %1", "objects %1 --json", "dump %1", "dump %1 --raw",
          "rm --stale", "server %2 --headless --turns 1", "server %2 --headless --turns 1 --json",
          "server %2 --headless --pace full --for 1ms", "bench --rounds 1", "bench --rounds 1 --csv",
          "bench --rounds 1 --json"})
        QTest::newRow(arguments) << QString::fromLatin1(arguments);
}

void TerminalTest::outputThatCannotBeWrittenIsAFailure()
{
    QFETCH(QString, arguments);
    const test::LeftObject name;
    arguments.replace(QLatin1String("%1"), test::text(name));
    arguments.replace(QLatin1String("%2"), test::text(test::objectName()));
    QProcess process;
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(test::program(ours()), words(arguments));
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 1);
    const QByteArray message = process.readAllStandardError();
    QVERIFY2(message.count("shmlab: cannot write to standard output: No space left on device (ENOSPC)\n") == 1,
             message.constData());
}

void TerminalTest::fullSpeedInLinesAndJson()
{
    const QString name = test::text(test::objectName());
    test::Peer server(ours(), words(QStringLiteral("server %1 --headless --json --pace full --for 2500ms").arg(name)));
    test::Peer client(
        ours(),
        words(QStringLiteral("client %1 --headless --wait --pace full --wait-by sleep --for 1500ms").arg(name)));
    const QList<QByteArray> said = allOutput(client).trimmed().split('\n');
    QVERIFY(said.size() >= 6);
    QVERIFY(said.first().contains(" hand-overs a second, one way p50 "));
    const QByteArray all = said.join('\n');
    for (const char *part : {"\nQuit client: ", "\nHand-overs: ", "out of order: 0", "\nOne way: p50 ", "p99.9 ",
                             "\nTime: polling ", "\nReading the clock costs "})
        QVERIFY2(all.contains(part), all.constData());
    const QList<QByteArray> lines = allOutput(server).trimmed().split('\n');
    QVERIFY(lines.size() >= 2);
    const QJsonObject second = QJsonDocument::fromJson(lines.first()).object();
    QCOMPARE(second.keys(), words(QStringLiteral("hand_overs p50_ns p90_ns p999_ns p99_ns per_second role time_s")));
    const QJsonObject end = QJsonDocument::fromJson(lines.last()).object();
    QCOMPARE(end.keys(),
             words(QStringLiteral(
                 "client clock_ns elapsed_s end max_ns object out_of_order p50_ns p90_ns p999_ns p99_ns role server "
                 "sleeping_s sleeps turns wake_ups waking_s")));
    QCOMPARE(end.value(QStringLiteral("end")).toString(), QStringLiteral("done"));
    QVERIFY(end.value(QStringLiteral("turns")).toInt() > 1000);
    QCOMPARE(end.value(QStringLiteral("out_of_order")).toInt(-1), 0);
}

void TerminalTest::waitsForItsServer()
{
    const QString name = test::text(test::objectName());
    test::Peer client(ours(), words(QStringLiteral("client %1 --headless --wait --turns 5 --period 5ms").arg(name)));
    test::Peer server(ours(), words(QStringLiteral("server %1 --headless --turns forever --period 5ms").arg(name)));
    QVERIFY(client.waitForLine("Quit client:"));
    QCOMPARE(client.waitForEnd(), 0);
    server.signal(SIGINT);
    QCOMPARE(server.waitForEnd(), 130);
}

void TerminalTest::fault24_readerThatClosesItsEndLeavesNoName()
{
    const ObjectName name = test::objectName();
    const QString command = QStringLiteral("'%1' server %2 --headless --turns forever --period 2ms | head -n 3")
                                .arg(test::program(ours()), test::text(name));
    test::Peer shell(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command});
    QCOMPARE(shell.waitForEnd(), 0);
    QVERIFY(test::eventually([&] { return !test::exists(name); }));
}

void TerminalTest::oneMillisecondPeriodIsKept()
{
    const QString name = test::text(test::objectName());
    test::Peer server(ours(), words(QStringLiteral("server %1 --headless --json --turns 301 --period 1ms").arg(name)));
    const QList<QByteArray> lines = allOutput(server).trimmed().split('\n');
    QCOMPARE(lines.size(), 302);
    const auto time = [&](qsizetype line) {
        return QJsonDocument::fromJson(lines.at(line)).object().value(QStringLiteral("time_s")).toDouble();
    };
    // Never early; lateness is measured by the benchmark.
    QVERIFY(time(300) - time(0) > 0.299);
}

SHMLAB_TEST_MAIN(TerminalTest)
#include "tst_terminal.moc"
