// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>

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
    void missingDisplayIsReported();
    void waitsForItsServer();
    void fullSpeedInLinesAndJson();
    void fault24_readerThatGoesAwayLeavesNoName();
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
    QTest::newRow("no room") << QStringLiteral("server %1 --headless --size 99999999999M") << 1;
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

void TerminalTest::missingDisplayIsReported()
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QLatin1String(variable));
    process.setProcessEnvironment(environment);
    process.start(test::program(ours()), {QStringLiteral("server"), test::text(test::objectName())});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("--headless"));
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
                             "\nTime: looking ", "\nReading the clock costs "})
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

void TerminalTest::fault24_readerThatGoesAwayLeavesNoName()
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
    // Never early; how late is for the benchmark to say.
    QVERIFY(time(300) - time(0) > 0.299);
}

SHMLAB_TEST_MAIN(TerminalTest)
#include "tst_terminal.moc"
