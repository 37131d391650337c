// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"
#include "cli/command_table.h"
#include "cli/option_values.h"
#include "test_support.h"

#include <QCoreApplication>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

class CommandLineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void periods_data();
    void periods();
    void sizes_data();
    void sizes();
    void turns();
    void wrongUsage_data();
    void wrongUsage();
    void defaults();
    void everyOptionArrives();
    void fullSpeed();
    void waiting();
    void objectCommands();
    void helpNamesEveryOption();
    void escapedName();
};

void CommandLineTest::periods_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("microseconds");
    const auto row = [](const char *text, qint64 value) { QTest::newRow(text) << QString::fromLatin1(text) << value; };
    row("800ms", 800'000);
    row("1.5s", 1'500'000);
    row("1ms", 1'000);
    row("1500us", 1'500);
    row("2min", 120'000'000);
    row("1.0005s", 1'000'500);
    row("60min", 3'600'000'000);
    for (const char *bad :
         {"", "0ms", "999us", "800", "ms", "-5ms", "1e3ms", "1.5.1s", "61min", "1 s", "5h", "9999999999s"})
        row(bad, -1);
}

void CommandLineTest::periods()
{
    QFETCH(QString, text);
    QFETCH(qint64, microseconds);
    const auto period = parsePeriod(text);
    QCOMPARE(period ? period->count() : -1, microseconds);
}

void CommandLineTest::sizes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<quint64>("size");
    const auto row = [](const char *text, quint64 value) { QTest::newRow(text) << QString::fromLatin1(text) << value; };
    row("4096", 4096);
    row("8", 8);
    row("64K", 65536);
    row("3M", 3U << 20);
    row("2G", 2ULL << 30);
    for (const char *bad : {"", "7", "0", "-1", "4k", "4KB", "1T", "99999999999999999999", "999999999999999G"})
        row(bad, 0);
}

void CommandLineTest::sizes()
{
    QFETCH(QString, text);
    QFETCH(quint64, size);
    QCOMPARE(quint64{parseSize(text).value_or(0)}, size);
}

void CommandLineTest::turns()
{
    QCOMPARE(parseTurns(QStringLiteral("12")).value(), TurnLimit{12});
    QCOMPARE(parseTurns(QStringLiteral("forever")).value(), TurnLimit{});
    for (const char *bad : {"0", "-1", "", "ten", "1.5", "+3"})
        QVERIFY2(!parseTurns(QString::fromLatin1(bad)), bad);
}

void CommandLineTest::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("names");
    const auto row = [](const QString &line, const char *names) {
        QTest::newRow(qPrintable(line)) << line.split(QLatin1Char(' ')) << QString::fromLatin1(names);
    };
    row(QStringLiteral("serve"), "serve");
    row(QStringLiteral("server a/b"), "a/b");
    row(QStringLiteral("server /.."), "..");
    row(QStringLiteral("server a b"), "b");
    row(QStringLiteral("server --period 5"), "5");
    row(QStringLiteral("server --period"), "period");
    row(QStringLiteral("server --turns none"), "none");
    row(QStringLiteral("server --size 1"), "1");
    row(QStringLiteral("server --wait"), "wait");
    row(QStringLiteral("client --size 4096"), "size");
    row(QStringLiteral("client --replace-stale"), "replace-stale");
    row(QStringLiteral("client --wait --no-wait"), "wait");
    row(QStringLiteral("client --json"), "headless");
    row(QStringLiteral("--headless"), "headless");
    row(QStringLiteral("client --frobnicate"), "frobnicate");
    row(QStringLiteral("server --pace slow"), "slow");
    row(QStringLiteral("server --pace full --period 1ms"), "period");
    row(QStringLiteral("server --wait-by spin"), "wait-by");
    row(QStringLiteral("server --pace full --wait-by hope"), "hope");
    row(QStringLiteral("server --pace full --cpu x"), "x");
    row(QStringLiteral("server --cpu 1"), "cpu");
    row(QStringLiteral("server --for ever"), "ever");
    row(QStringLiteral("bench name"), "name");
    row(QStringLiteral("bench --rounds 0"), "0");
    row(QStringLiteral("bench --cpus 1"), "1");
    row(QStringLiteral("bench --cpus 1,1"), "1,1");
    row(QStringLiteral("bench --json --csv"), "csv");
    row(QStringLiteral("bench --live"), "live");
    row(QStringLiteral("bench --headless"), "headless");
    row(QStringLiteral("objects --json"), "--headless");
    row(QStringLiteral("objects a b"), "b");
    row(QStringLiteral("objects a/b"), "a/b");
    row(QStringLiteral("objects --start"), "start");
    row(QStringLiteral("dump"), "name");
    row(QStringLiteral("dump a b"), "b");
    row(QStringLiteral("dump a --headless"), "headless");
    row(QStringLiteral("dump a --offset x"), "--offset x: not understood");
    row(QStringLiteral("dump a --length 1/0"), "--length 1/0: division by zero");
    row(QStringLiteral("dump a --offset 99999999999G"), "more than 64 bits");
    row(QStringLiteral("dump a --offset=-1"), "less than zero");
    row(QStringLiteral("rm"), "--stale");
    row(QStringLiteral("rm a --stale"), "--stale");
    row(QStringLiteral("rm a --yes"), "--yes");
    row(QStringLiteral("rm --yes"), "--stale");
    row(QStringLiteral("rm --stale --force"), "--force");
    row(QStringLiteral("rm a b"), "b");
}

void CommandLineTest::wrongUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, names);
    const auto line = parseCommandLine(arguments);
    QVERIFY(!line);
    QVERIFY2(line.error().contains(names), qPrintable(line.error()));
    QVERIFY(!line.error().contains(QLatin1Char('\n')));
}

void CommandLineTest::defaults()
{
    QCOMPARE(parseCommandLine({})->action, CommandLine::Action::ChooseRole);
    const auto server = parseCommandLine({QStringLiteral("server")});
    QVERIFY(server);
    QCOMPARE(server->exchange.role, Role::Server);
    QCOMPARE(server->exchange.name.bytes(), std::string("/test.shmem"));
    QCOMPARE(server->exchange.period, std::chrono::microseconds(800ms));
    QCOMPARE(server->exchange.join.sizeBytes, std::size_t{4096});
    QCOMPARE(server->exchange.turns, TurnLimit{});
    QVERIFY(!server->startsImmediately && !server->exchange.replaceStale);
    const auto client = parseCommandLine({QStringLiteral("client"), QStringLiteral("--headless")});
    QCOMPARE(client->exchange.period, std::chrono::microseconds(500ms));
    QCOMPARE(client->exchange.turns, TurnLimit{10});
    QVERIFY(client->startsImmediately);
}

void CommandLineTest::everyOptionArrives()
{
    const auto line = parseCommandLine(QStringLiteral("server /other --size=64K --period 20ms --turns 7 --start "
                                                      "--replace-stale --headless --json")
                                           .split(QLatin1Char(' ')));
    QVERIFY(line);
    QCOMPARE(line->exchange.name.bytes(), std::string("/other"));
    QCOMPARE(line->exchange.join.sizeBytes, std::size_t{65536});
    QCOMPARE(line->exchange.period, std::chrono::microseconds(20ms));
    QCOMPARE(line->exchange.turns, TurnLimit{7});
    QVERIFY(line->startsImmediately && line->exchange.replaceStale && line->isHeadless && line->isJson);
    QVERIFY(parseCommandLine({QStringLiteral("client"), QStringLiteral("--trust-others")})->exchange.join.trustOthers);
}

void CommandLineTest::fullSpeed()
{
    const auto parse = [](const char *line) {
        return parseCommandLine(QString::fromLatin1(line).split(QLatin1Char(' ')));
    };
    const auto plain = parse("server --headless --pace full");
    QVERIFY(plain);
    QCOMPARE(plain->exchange.pace, Pace::FullSpeed);
    QCOMPARE(plain->exchange.waitMode, WaitMode::Adaptive);
    QCOMPARE(plain->exchange.turns, TurnLimit{}); // for ever
    QVERIFY(!plain->exchange.duration && !plain->exchange.processor);
    const auto all = parse("client --pace full --wait-by sleep --cpu 3 --for 1.5s --turns 12");
    QVERIFY(all);
    QCOMPARE(all->exchange.waitMode, WaitMode::Sleep);
    QCOMPARE(all->exchange.processor, std::optional(3));
    QCOMPARE(all->exchange.duration, std::optional(1500ms));
    QCOMPARE(all->exchange.turns, TurnLimit{12});
    const auto timed = parse("server --headless --for 10s");
    QVERIFY(timed);
    QCOMPARE(timed->exchange.pace, Pace::Timer);
    QCOMPARE(timed->exchange.turns, TurnLimit{});
    const auto bench = parse("bench --rounds 5 --cpus 2,0 --csv");
    QVERIFY(bench);
    QCOMPARE(bench->action, CommandLine::Action::Bench);
    QCOMPARE(bench->bench.rounds, 5);
    QCOMPARE(bench->bench.processors, std::optional(std::pair(2, 0)));
    QVERIFY(bench->isCsv && !bench->isJson);
}

void CommandLineTest::objectCommands()
{
    const auto parse = [](const char *line) {
        return *parseCommandLine(QString::fromLatin1(line).split(QLatin1Char(' ')));
    };
    const CommandLine window = parse("objects");
    QCOMPARE(window.action, CommandLine::Action::Objects);
    QVERIFY(window.hasWindow() && !window.isHeadless && !window.isJson && !window.objects.isSingleObject);
    const CommandLine all = parse("objects --headless --json");
    QVERIFY(!all.hasWindow() && all.isHeadless && all.isJson && !all.objects.isSingleObject);
    const CommandLine one = parse("objects /a --json"); // one is always for the terminal
    QVERIFY(!one.hasWindow() && one.isJson && one.objects.isSingleObject);
    QCOMPARE(one.exchange.name.bytes(), std::string("/a"));

    const CommandLine dump = parse("dump a\\x0ab");
    QCOMPARE(dump.action, CommandLine::Action::Dump);
    QCOMPARE(dump.exchange.name.bytes(), std::string("/a\nb"));
    QCOMPARE(dump.dump.offset, QStringLiteral("0"));
    QCOMPARE(dump.dump.length, QStringLiteral("end"));
    QVERIFY(!dump.dump.isRaw && !dump.hasWindow());
    const CommandLine part = parse("dump a --offset end-16 --length=0x8 --raw"); // what "end" is shows later
    QCOMPARE(part.dump.offset, QStringLiteral("end-16"));
    QCOMPARE(part.dump.length, QStringLiteral("0x8"));
    QVERIFY(part.dump.isRaw);

    const CommandLine remove = parse("rm a");
    QCOMPARE(remove.action, CommandLine::Action::Remove);
    QVERIFY(!remove.remove.isAllStale && !remove.remove.isConfirmed && !remove.remove.isForced && !remove.hasWindow());
    QVERIFY(parse("rm a --force").remove.isForced);
    QVERIFY(parse("rm --stale").remove.isAllStale && !parse("rm --stale").remove.isConfirmed); // it only lists
    QVERIFY(parse("rm --stale --yes").remove.isConfirmed);
}

void CommandLineTest::waiting()
{
    const auto waits = [](const char *options) {
        return parseCommandLine(QString::fromLatin1(options).split(QLatin1Char(' ')))->exchange.waitsForServer;
    };
    QVERIFY(waits("client"));
    QVERIFY(!waits("client --no-wait"));
    QVERIFY(!waits("client --headless"));
    QVERIFY(waits("client --headless --wait"));
}

void CommandLineTest::helpNamesEveryOption()
{
    const QString all = helpText({});
    for (const char *option : {"--size", "--period", "--turns", "--start", "--wait", "--no-wait", "--trust-others",
                               "--replace-stale", "--headless", "--json", "--help", "--version"})
        QVERIFY2(all.contains(QLatin1String(option)), option);
    for (const char *part :
         {"objects [NAME]", "dump NAME", "rm [NAME]", "--offset", "--length", "--raw", "--stale", "--yes", "--force"})
        QVERIFY2(all.contains(QLatin1String(part)) || helpText(QStringLiteral("dump")).contains(QLatin1String(part))
                     || helpText(QStringLiteral("rm")).contains(QLatin1String(part)),
                 part);
    QVERIFY(!helpText(QStringLiteral("client")).contains(QLatin1String("--size")));
    QVERIFY(!helpText(QStringLiteral("rm")).contains(QLatin1String("--raw")));
    QVERIFY(parseCommandLine({QStringLiteral("client"), QStringLiteral("-h")})->action == CommandLine::Action::Help);
}

void CommandLineTest::escapedName()
{
    const auto line = parseCommandLine({QStringLiteral("server"), QStringLiteral("/a\\x0ab\\\\c")});
    QVERIFY(line);
    QCOMPARE(line->exchange.name.bytes(), std::string("/a\nb\\c"));
}

SHMLAB_TEST_MAIN(CommandLineTest)
#include "tst_command_line.moc"
