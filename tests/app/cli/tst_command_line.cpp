// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"
#include "cli/command_table.h"
#include "cli/help_command.h"
#include "cli/option_values.h"
#include "cli/qt_options.h"
#include "cli/usage_text.h"
#include "test_support.h"

#include <QCoreApplication>

#include <algorithm>
#include <stdexcept>
#include <type_traits>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/// The parsed command, which must be a `Wanted`.
template <typename Wanted>
Wanted parsed(const char *line)
{
    const auto parsed = parseCommandLine(words(line));
    if (!parsed)
        throw std::runtime_error(usageErrorText(parsed.error()).toStdString());
    if constexpr (std::is_constructible_v<WindowCommand, Wanted>)
        return std::get<Wanted>(std::get<WindowCommand>(parsed->command));
    else
        return std::get<Wanted>(std::get<TerminalCommand>(parsed->command));
}

} // namespace

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
    void errorsAreTyped();
    void fault48_wordsAreEscaped_data();
    void fault48_wordsAreEscaped();
    void qtOptionsAreTakenOut_data();
    void qtOptionsAreTakenOut();
    void qtOptionsAreInherited();
    void optionsEndAtTwoDashes();
    void defaults();
    void everyOptionArrives();
    void fullSpeed();
    void removalInBulk();
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
    row(QStringLiteral("objects --json --csv"), "csv");
    row(QStringLiteral("objects a --csv"), "use --json for /a");
    row(QStringLiteral("objects --follow --csv"), "csv");
    row(QStringLiteral("objects --interval 1s"), "--follow");
    row(QStringLiteral("objects --follow --interval 5"), "5");
    row(QStringLiteral("objects --follow --interval 2h"), "2h");
    row(QStringLiteral("objects a b"), "b");
    row(QStringLiteral("objects a/../b"), "a/../b");
    row(QStringLiteral("server a/b"), "a/b");
    row(QStringLiteral("objects a//b"), "a//b");
    row(QStringLiteral("objects --start"), "start");
    row(QStringLiteral("dump"), "name");
    row(QStringLiteral("dump a b"), "b");
    row(QStringLiteral("dump a --headless"), "headless");
    row(QStringLiteral("dump a --offset x"), "--offset x: syntax error");
    row(QStringLiteral("dump a --length 1/0"), "--length 1/0: division by zero");
    row(QStringLiteral("dump a --offset 99999999999G"), "more than 64 bits");
    row(QStringLiteral("dump a --offset=-1"), "less than zero");
    row(QStringLiteral("rm"), "--stale");
    row(QStringLiteral("rm a --stale"), "--stale");
    row(QStringLiteral("rm a --yes"), "--yes");
    row(QStringLiteral("rm --yes"), "--stale");
    row(QStringLiteral("rm --stale --force"), "--force");
    row(QStringLiteral("rm a b"), "b");
    row(QStringLiteral("rm a --unused"), "--unused");
    row(QStringLiteral("rm a --keep b"), "--keep");
    row(QStringLiteral("rm --stale --keep b"), "--keep");
    row(QStringLiteral("rm --keep b --yes"), "--yes requires --stale");
    row(QStringLiteral("rm --stale --put-back"), "--put-back");
    row(QStringLiteral("rm a --put-back --force"), "--put-back");
    row(QStringLiteral("rm a --as b"), "--as requires --put-back");
    row(QStringLiteral("rm a --put-back --as d/f"), "without a directory");
    row(QStringLiteral("rm a --name x"), "--name requires");
    row(QStringLiteral("rm --name x"), "--stale");
    row(QStringLiteral("rm --stale --name="), "--name");
    row(QStringLiteral("rm --keep="), "--keep");
    row(QStringLiteral("rm --stale --kind directory"), "--kind directory: not a kind");
    row(QStringLiteral("rm --stale --kind x"), "--kind x");
    row(QStringLiteral("rm --stale --owner no-such-user"), "--owner no-such-user: not a user");
    row(QStringLiteral("rm --stale --owner=-1"), "--owner");
    row(QStringLiteral("rm --stale --older-than 2"), "--older-than 2: not an age");
    row(QStringLiteral("rm --stale --older-than 2w"), "--older-than 2w");
    row(QStringLiteral("rm --stale --older-than=-2h"), "--older-than");
    row(QStringLiteral("rm --stale --older-than 999999999d"), "--older-than");
}

void CommandLineTest::wrongUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, names);
    const auto line = parseCommandLine(arguments);
    QVERIFY(!line);
    const QString text = usageErrorText(line.error());
    QVERIFY2(text.contains(names), qPrintable(text));
    QVERIFY(!text.contains(QLatin1Char('\n')));
}

void CommandLineTest::errorsAreTyped()
{
    const auto error = [](const char *line) { return parseCommandLine(words(line)).error(); };
    QCOMPARE(error("serve").problem, UsageProblem::UnknownCommand);
    QCOMPARE(error("server --period").problem, UsageProblem::MissingValue);
    QCOMPARE(error("server --headless=yes").problem, UsageProblem::UnexpectedValue);
    const UsageError value = error("server --period 5");
    QCOMPARE(value.problem, UsageProblem::InvalidValue);
    QCOMPARE(value.option, QStringLiteral("period"));
    QCOMPARE(value.word, QStringLiteral("5"));
    QCOMPARE(std::get<Error>(error("server a/b").cause).problem, Problem::NameHasSlash);
    QCOMPARE(std::get<ExpressionError>(error("dump a --length 1/0").cause).problem, ExpressionProblem::DivisionByZero);
    // The first one wins.
    QCOMPARE(error("server --size 1 --period 5").option, QStringLiteral("size"));
}

void CommandLineTest::fault48_wordsAreEscaped_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString word = QStringLiteral("\033]0;x\a");
    QTest::newRow("command") << QStringList{word};
    QTest::newRow("option") << QStringList{QStringLiteral("--") + word};
    QTest::newRow("value") << QStringList{QStringLiteral("server"), QStringLiteral("--size"), word};
    QTest::newRow("unexpected value") << QStringList{QStringLiteral("server"), QStringLiteral("--json=") + word};
    QTest::newRow("offset") << QStringList{QStringLiteral("dump"), QStringLiteral("a"), QStringLiteral("--offset"),
                                           word};
    QTest::newRow("word") << QStringList{QStringLiteral("rm"), QStringLiteral("a"), word};
    QTest::newRow("name") << QStringList{QStringLiteral("server"), QStringLiteral("a/") + word};
}

void CommandLineTest::fault48_wordsAreEscaped()
{
    QFETCH(QStringList, arguments);
    const QString text = usageErrorText(parseCommandLine(arguments).error());
    QVERIFY2(text.contains(QLatin1String("\\x1b]0;x\\x07")), qPrintable(text));
    QVERIFY(std::ranges::none_of(text, [](QChar character) { return character < QLatin1Char(' '); }));
}

void CommandLineTest::qtOptionsAreTakenOut_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("qtOptions");
    const auto row = [](const char *line, const char *qtOptions) {
        QTest::newRow(line) << QString::fromLatin1(line) << words(qtOptions);
    };
    row("objects --headless", "");
    row("-platform offscreen objects --headless", "-platform offscreen");
    row("objects --platform offscreen --headless", "-platform offscreen");
    row("objects --headless -style=fusion", "-style fusion");
    row("objects -reverse -display :1 --headless -geometry 80x40+0+0", "-reverse -display :1 -geometry 80x40+0+0");
    row("objects --headless --qwindowtitle objects", "-qwindowtitle objects");
}

void CommandLineTest::qtOptionsAreTakenOut()
{
    QFETCH(QString, line);
    QFETCH(QStringList, qtOptions);
    const auto parsed = parseCommandLine(line.split(QLatin1Char(' ')));
    QVERIFY(parsed);
    QCOMPARE(parsed->qtOptions, qtOptions);
    QVERIFY(std::holds_alternative<ListObjects>(std::get<TerminalCommand>(parsed->command)));
}

void CommandLineTest::qtOptionsAreInherited()
{
    for (const char *variable : {"QT_QPA_PLATFORM", "QT_STYLE_OVERRIDE", "DISPLAY"})
        qputenv(variable, "before");
    exportQtOptions(words("-reverse -title -style -platform minimal -style fusion"));
    QCOMPARE(qgetenv("QT_QPA_PLATFORM"), QByteArray("minimal"));
    QCOMPARE(qgetenv("QT_STYLE_OVERRIDE"), QByteArray("fusion"));
    QCOMPARE(qgetenv("DISPLAY"), QByteArray("before"));
}

void CommandLineTest::optionsEndAtTwoDashes()
{
    QCOMPARE(parsed<RemoveObject>("rm -- -style").name.bytes(), std::string("/-style"));
    QCOMPARE(parseCommandLine(words("server -platform")).error().problem, UsageProblem::MissingValue);
}

void CommandLineTest::defaults()
{
    (void)parsed<ShowRoleChooser>("");
    const auto server = parsed<ShowExchange>("server");
    QCOMPARE(server.settings.role, Role::Server);
    QCOMPARE(server.settings.name.bytes(), std::string("/test.shmem"));
    QCOMPARE(server.settings.period, std::chrono::microseconds(800ms));
    QCOMPARE(server.settings.join.sizeBytes, std::size_t{4096});
    QCOMPARE(server.settings.turns, TurnLimit{});
    QVERIFY(!server.startsImmediately && !server.settings.replaceStale);
    const auto client = parsed<RunExchange>("client --headless");
    QCOMPARE(client.settings.period, std::chrono::microseconds(500ms));
    QCOMPARE(client.settings.turns, TurnLimit{10});
    QVERIFY(!client.isJson);
}

void CommandLineTest::everyOptionArrives()
{
    const auto server = parsed<RunExchange>("server /other --size=64K --period 20ms --turns 7 --start --replace-stale "
                                            "--headless --json");
    QCOMPARE(server.settings.name.bytes(), std::string("/other"));
    QCOMPARE(server.settings.join.sizeBytes, std::size_t{65536});
    QCOMPARE(server.settings.period, std::chrono::microseconds(20ms));
    QCOMPARE(server.settings.turns, TurnLimit{7});
    QVERIFY(server.settings.replaceStale && server.isJson);
    QVERIFY(parsed<ShowExchange>("client --start").startsImmediately);
    QVERIFY(parsed<ShowExchange>("client --trust-others").settings.join.trustOthers);
}

void CommandLineTest::fullSpeed()
{
    const auto plain = parsed<RunExchange>("server --headless --pace full");
    QCOMPARE(plain.settings.pace, Pace::FullSpeed);
    QCOMPARE(plain.settings.waitMode, WaitMode::Adaptive);
    QCOMPARE(plain.settings.turns, TurnLimit{}); // forever
    QVERIFY(!plain.settings.duration && !plain.settings.processor);
    const auto all = parsed<ShowExchange>("client --pace full --wait-by sleep --cpu 3 --for 1.5s --turns 12");
    QCOMPARE(all.settings.waitMode, WaitMode::Sleep);
    QCOMPARE(all.settings.processor, std::optional(3));
    QCOMPARE(all.settings.duration, std::optional(1500ms));
    QCOMPARE(all.settings.turns, TurnLimit{12});
    const auto timed = parsed<RunExchange>("server --headless --for 10s");
    QCOMPARE(timed.settings.pace, Pace::Timer);
    QCOMPARE(timed.settings.turns, TurnLimit{});
    const auto bench = parsed<RunBench>("bench --rounds 5 --cpus 2,0 --csv");
    QCOMPARE(bench.rounds, 5);
    QCOMPARE(bench.processors, std::optional(std::pair(2, 0)));
    QCOMPARE(bench.format, RunBench::Format::Csv);
}

void CommandLineTest::objectCommands()
{
    (void)parsed<ShowObjects>("objects");
    using Format = ListObjects::Format;
    QCOMPARE(parsed<ListObjects>("objects --headless").format, Format::Table);
    QCOMPARE(parsed<ListObjects>("objects --headless --json").format, Format::Json);
    QCOMPARE(parsed<ListObjects>("objects --json").format, Format::Json); // in a window it would have no sense
    QCOMPARE(parsed<ListObjects>("objects --csv").format, Format::Csv);
    QCOMPARE(parsed<DescribeObject>("objects /dev/shm/a").name.bytes(), std::string("/a"));
    QCOMPARE(parsed<DescribeObject>("objects d/f").name.bytes(), std::string("/d/f"));

    const auto all = parsed<FollowObjects>("objects --follow");
    QVERIFY(all.pattern.empty() && !all.isJson);
    QCOMPARE(all.interval, std::chrono::microseconds(250ms));
    const auto some = parsed<FollowObjects>("objects psm_* --follow --json --interval 2s");
    QCOMPARE(some.pattern, std::string("/psm_*"));
    QVERIFY(some.isJson);
    QCOMPARE(some.interval, std::chrono::microseconds(2s));
    const auto one = parsed<DescribeObject>("objects /a --json"); // this command always runs in the terminal
    QVERIFY(one.isJson);
    QCOMPARE(one.name.bytes(), std::string("/a"));

    const auto dump = parsed<DumpObject>("dump a\\x0ab");
    QCOMPARE(dump.name.bytes(), std::string("/a\nb"));
    QCOMPARE(dump.offset, QStringLiteral("0"));
    QCOMPARE(dump.length, QStringLiteral("end"));
    QVERIFY(!dump.isRaw);
    const auto part = parsed<DumpObject>("dump a --offset end-16 --length=0x8 --raw"); // "end" is not known yet
    QCOMPARE(part.offset, QStringLiteral("end-16"));
    QCOMPARE(part.length, QStringLiteral("0x8"));
    QVERIFY(part.isRaw);

    QVERIFY(!parsed<RemoveObject>("rm a").isForced);
    QVERIFY(parsed<RemoveObject>("rm a --force").isForced);
    QCOMPARE(parsed<RemoveObject>("rm /dev/shm/d/f").name.bytes(), std::string("/d/f"));
    QCOMPARE(parsed<PutBackObject>("rm a --put-back").name.bytes(), std::string("/a"));
    QVERIFY(!parsed<PutBackObject>("rm a --put-back").newName);
    QCOMPARE(parsed<PutBackObject>("rm a --put-back --as b\\x20c").newName->bytes(), std::string("/b c"));
    QCOMPARE(parsed<KeepObjects>("rm --keep libpod_*").glob, QByteArray("libpod_*"));
    QCOMPARE(parsed<KeepObjects>("rm --keep a\\x20b").glob, QByteArray("a b"));
}

void CommandLineTest::removalInBulk()
{
    const auto stale = parsed<RemoveMatching>("rm --stale");
    QVERIFY(!stale.isConfirmed); // without --yes it only lists
    QVERIFY(stale.filter.takesStale && !stale.filter.takesUnused);
    QVERIFY(stale.filter.nameGlob.isEmpty() && !stale.filter.kind && !stale.filter.owner && !stale.filter.minAge);
    const auto unused = parsed<RemoveMatching>("rm --unused --yes");
    QVERIFY(unused.isConfirmed);
    QVERIFY(!unused.filter.takesStale && unused.filter.takesUnused);
    const auto all =
        parsed<RemoveMatching>("rm --stale --unused --name psm_* --kind Fast-DDS --owner root --older-than 90m --yes");
    QVERIFY(all.filter.takesStale && all.filter.takesUnused);
    QCOMPARE(all.filter.nameGlob, QByteArray("psm_*"));
    QVERIFY(all.filter.kind == Kind::FastDds);
    QVERIFY(all.filter.owner == uid_t{0});
    QVERIFY(all.filter.minAge == std::chrono::minutes{90});
    QVERIFY(parsed<RemoveMatching>("rm --stale --older-than 3d").filter.minAge == std::chrono::hours{72});
    QVERIFY(parsed<RemoveMatching>("rm --stale --owner 65534").filter.owner == uid_t{65534});
    for (const QString &word : kindWords())
        QVERIFY2(parseKind(word) && !word.contains(QLatin1Char(' ')), qPrintable(word));
    QVERIFY(parseKind(QStringLiteral("plain exchange")) == Kind::PlainExchange);
    QVERIFY(parseKind(QStringLiteral("possible exchange")) == Kind::PossibleExchange);
}

void CommandLineTest::waiting()
{
    QVERIFY(parsed<ShowExchange>("client").settings.waitsForServer);
    QVERIFY(!parsed<ShowExchange>("client --no-wait").settings.waitsForServer);
    QVERIFY(!parsed<RunExchange>("client --headless").settings.waitsForServer);
    QVERIFY(parsed<RunExchange>("client --headless --wait").settings.waitsForServer);
}

void CommandLineTest::helpNamesEveryOption()
{
    const QString all = helpText({});
    for (const char *option : {"--size", "--period", "--turns", "--start", "--wait", "--no-wait", "--trust-others",
                               "--replace-stale", "--headless", "--json", "--help", "--version"})
        QVERIFY2(all.contains(QLatin1String(option)), option);
    for (const char *part :
         {"objects [NAME]", "dump NAME", "rm [NAME]", "--offset", "--length", "--raw", "--stale", "--unused", "--name",
          "--kind", "--owner", "--older-than", "--yes", "--keep", "--put-back", "--as", "--force"})
        QVERIFY2(all.contains(QLatin1String(part)) || helpText(QStringLiteral("dump")).contains(QLatin1String(part))
                     || helpText(QStringLiteral("rm")).contains(QLatin1String(part)),
                 part);
    QVERIFY(!helpText(QStringLiteral("client")).contains(QLatin1String("--size")));
    QVERIFY(!helpText(QStringLiteral("rm")).contains(QLatin1String("--raw")));
    QCOMPARE(parsed<PrintHelp>("client -h").topic, QStringLiteral("client"));
    QCOMPARE(parsed<PrintHelp>("--help").topic, QString());
    (void)parsed<PrintVersion>("--version");
}

void CommandLineTest::escapedName()
{
    QCOMPARE(parsed<ShowExchange>("server /a\\x0ab\\\\c").settings.name.bytes(), std::string("/a\nb\\c"));
}

SHMLAB_TEST_MAIN(CommandLineTest)
#include "tst_command_line.moc"
