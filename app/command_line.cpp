// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#include "exchange/error_text.h"
#include "objects/object_errors.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::CommandLine)
};

enum Scope : unsigned {
    Everywhere = 1,
    ServerOnly = 2,
    ClientOnly = 4,
    BenchOnly = 8,
    ObjectsOnly = 16,
    DumpOnly = 32,
    RemoveOnly = 64,
    Exchange = ServerOnly | ClientOnly
};

struct OptionRow {
    const char *name;
    const char *valueName; ///< null: a flag
    const char *description;
    unsigned scope;
    const char *shortName = nullptr;
    const char *choices = nullptr; ///< all that may be its value, with spaces between; null: much else
};

// The one table behind parsing and help.
constexpr std::array optionTable{
    OptionRow{"size", QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "BYTES"),
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                "Size of the object, with K, M or G if wanted; 4096 if not given."),
              ServerOnly},
    OptionRow{
        "period", QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "TIME"),
        QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                          "Time from turn to turn, as in 800ms or 1.5s, from 1ms to 1h; 800ms for a server, 500ms for "
                          "a client."),
        Exchange},
    OptionRow{"turns", QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "NUMBER"),
              QT_TRANSLATE_NOOP(
                  "shmlab::ui::CommandLine",
                  "How many turns to make, or \"forever\"; 10 in a terminal and for ever in a window if not given."),
              Exchange},
    OptionRow{"for", QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "TIME"),
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                "End after this time, as in 10s or 5min, instead of after a "
                                "number of turns."),
              Exchange},
    OptionRow{"pace", QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "PACE"),
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                "\"timer\": a turn each period; \"full\": answer at once, for ever if neither --turns "
                                "nor --for is given; timer if not given."),
              Exchange, nullptr, "timer full"},
    OptionRow{"wait-by", QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "HOW"),
              QT_TRANSLATE_NOOP(
                  "shmlab::ui::CommandLine",
                  "At full speed, wait for the other side by \"spin\": look all the time, on a core of its "
                  "own; \"adaptive\": look briefly, then sleep; \"sleep\": sleep unless the answer comes at once; "
                  "adaptive if not "
                  "given."),
              Exchange, nullptr, "spin adaptive sleep"},
    OptionRow{"cpu", QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "NUMBER"),
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "At full speed, stay on this processor."), Exchange},
    OptionRow{"rounds", QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "NUMBER"),
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "How often to measure each way; 9 if not given."),
              BenchOnly},
    OptionRow{"cpus", QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "A,B"),
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                "The processors of the two sides; the first two that are allowed if not given."),
              BenchOnly},
    OptionRow{"csv", nullptr, QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "The table as comma-separated values."),
              BenchOnly},
    OptionRow{"json", nullptr, QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "The table as one JSON object."),
              BenchOnly},
    OptionRow{
        "live", nullptr,
        QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "With --json: the table so far after each round, a line each."),
        BenchOnly},
    OptionRow{"start", nullptr,
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Begin at once instead of with the Start button."),
              Exchange},
    OptionRow{"wait", nullptr,
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                "Wait for a server that is not there, or no longer; what a window does anyway."),
              ClientOnly},
    OptionRow{
        "no-wait", nullptr,
        QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Fail when there is no server; what a terminal does anyway."),
        ClientOnly},
    OptionRow{
        "no-rejoin", nullptr,
        QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "End when the server is gone, instead of joining the next one."),
        ClientOnly},
    OptionRow{"trust-others", nullptr,
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                "Join objects that belong to other users or that others may write to."),
              ClientOnly},
    OptionRow{"replace-stale", nullptr,
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                "Remove an object of this name first if it is left over and provably used by nobody."),
              ServerOnly},
    OptionRow{"headless", nullptr,
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Work in the terminal, without a window."), Exchange},
    OptionRow{
        "json", nullptr,
        QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                          "With --headless: one JSON object per turn, at full speed per second, and one at the end."),
        Exchange},
    OptionRow{"headless", nullptr,
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Print the table in the terminal, without a window."),
              ObjectsOnly},
    OptionRow{"json", nullptr,
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                "In the terminal: all objects as one JSON array, or the one as a JSON object."),
              ObjectsOnly},
    OptionRow{"offset", QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "OFFSET"),
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                "Where to begin, as in 4096, 0x40+8*3, 2M or end-16; 0 if not given."),
              DumpOnly},
    OptionRow{"length", QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "LENGTH"),
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                "How many bytes, written like an offset; all that follow if not given."),
              DumpOnly},
    OptionRow{"raw", nullptr, QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "The bytes as they are, instead of as hex."),
              DumpOnly},
    OptionRow{"stale", nullptr,
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                "All objects that nobody uses; lists them, and with --yes removes them."),
              RemoveOnly},
    OptionRow{"yes", nullptr, QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "With --stale: really remove."), RemoveOnly},
    OptionRow{"force", nullptr,
              QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                "Remove an object that is or may be in use, after its name was typed once more."),
              RemoveOnly},
    OptionRow{"help", nullptr, QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Print this help."), Everywhere, "h"},
    OptionRow{"version", nullptr, QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Print the version."), Everywhere},
};

struct CommandRow {
    const char *name;
    unsigned scope;
    CommandHelp::Name objectName;
    const char *description;
};

// The one table of commands.
constexpr std::array commandTable{
    CommandRow{"server", ServerOnly, CommandHelp::Name::Optional,
               QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Creates the object and takes part as server.")},
    CommandRow{"client", ClientOnly, CommandHelp::Name::Optional,
               QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Joins the object and takes part as client.")},
    CommandRow{"objects", ObjectsOnly, CommandHelp::Name::Optional,
               QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                 "Shows all shared memory objects in a window; with NAME, prints all that is known of "
                                 "one.")},
    CommandRow{"dump", DumpOnly, CommandHelp::Name::Required,
               QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Prints the bytes of an object.")},
    CommandRow{"rm", RemoveOnly, CommandHelp::Name::Optional,
               QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Removes an object that nobody uses.")},
    CommandRow{"bench", BenchOnly, CommandHelp::Name::None,
               QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Compares the ways to hand a number to another process.")},
};

unsigned scopeOf(const QString &command)
{
    for (const CommandRow &row : commandTable) {
        if (command == QLatin1String(row.name))
            return row.scope | Everywhere;
    }
    return Everywhere;
}

void addOptions(QCommandLineParser &parser, unsigned scope)
{
    for (const OptionRow &row : optionTable) {
        if ((row.scope & scope) == 0)
            continue;
        QStringList names{QLatin1String(row.name)};
        if (row.shortName != nullptr)
            names.prepend(QLatin1String(row.shortName));
        parser.addOption(
            {names, Text::tr(row.description), row.valueName != nullptr ? Text::tr(row.valueName) : QString()});
    }
}

std::unexpected<QString> wrong(const QString &message)
{
    return std::unexpected(message);
}

std::expected<void, QString> readPace(const QCommandLineParser &parser, ExchangeSettings &exchange)
{
    const auto value = [&](const char *option) { return parser.value(QLatin1String(option)); };
    const auto isSet = [&](const char *option) { return parser.optionNames().contains(QLatin1String(option)); };
    if (isSet("pace") && value("pace") != QLatin1String("timer") && value("pace") != QLatin1String("full"))
        return wrong(Text::tr("--pace %1: neither \"timer\" nor \"full\"").arg(value("pace")));
    if (value("pace") == QLatin1String("full"))
        exchange.pace = Pace::FullSpeed;
    if (isSet("wait-by")) {
        const auto waitBy = parseWaitBy(value("wait-by"));
        if (!waitBy)
            return wrong(
                Text::tr("--wait-by %1: neither \"spin\" nor \"adaptive\" nor \"sleep\"").arg(value("wait-by")));
        exchange.waitBy = *waitBy;
    }
    if (isSet("cpu")) {
        exchange.processor = parseProcessor(value("cpu"));
        if (!exchange.processor)
            return wrong(Text::tr("--cpu %1: not the number of a processor").arg(value("cpu")));
    }
    if (isSet("for")) {
        const auto time = parseTime(value("for"));
        if (!time || *time < std::chrono::milliseconds{1} || *time > std::chrono::hours{24 * 365})
            return wrong(Text::tr("--for %1: not a time like 10s or 5min, from 1ms to a year").arg(value("for")));
        exchange.duration = std::chrono::duration_cast<std::chrono::milliseconds>(*time);
    }
    for (const char *option : {"wait-by", "cpu"}) {
        if (isSet(option) && exchange.pace != Pace::FullSpeed)
            return wrong(Text::tr("--%1 goes with --pace full").arg(QLatin1String(option)));
    }
    if (isSet("period") && exchange.pace == Pace::FullSpeed)
        return wrong(Text::tr("--period goes with --pace timer"));
    return {};
}

std::expected<void, QString> readBench(const QCommandLineParser &parser, CommandLine &line)
{
    const auto value = [&](const char *option) { return parser.value(QLatin1String(option)); };
    const auto isSet = [&](const char *option) { return parser.optionNames().contains(QLatin1String(option)); };
    if (isSet("rounds")) {
        bool isNumber = false;
        line.bench.rounds = value("rounds").toInt(&isNumber);
        if (!isNumber || line.bench.rounds < 1 || line.bench.rounds > 10'000)
            return wrong(Text::tr("--rounds %1: not a number from 1 to 10000").arg(value("rounds")));
    }
    if (isSet("cpus")) {
        const QStringList both = value("cpus").split(QLatin1Char(','));
        const auto first = parseProcessor(both.first());
        const auto second = parseProcessor(both.last());
        if (both.size() != 2 || !first || !second || *first == *second)
            return wrong(Text::tr("--cpus %1: not two processors like 0,1").arg(value("cpus")));
        line.bench.processors = {*first, *second};
    }
    line.isJson = isSet("json");
    line.isCsv = isSet("csv");
    line.bench.isLive = isSet("live");
    if (line.bench.isLive && !line.isJson)
        return wrong(Text::tr("--live goes with --json"));
    if (line.isJson && line.isCsv)
        return wrong(Text::tr("--json and --csv exclude each other"));
    return {};
}

std::expected<void, QString> readValues(const QCommandLineParser &parser, CommandLine &line)
{
    ExchangeSettings &exchange = line.exchange;
    const bool isClient = exchange.role == Role::Client;
    const auto value = [&](const char *option) { return parser.value(QLatin1String(option)); };
    const auto isSet = [&](const char *option) { return parser.optionNames().contains(QLatin1String(option)); };
    if (isSet("size")) {
        const auto size = parseSize(value("size"));
        if (!size)
            return wrong(Text::tr("--size %1: not a number of bytes from 8 on").arg(value("size")));
        exchange.join.sizeBytes = *size;
    }
    if (isSet("period")) {
        const auto period = parsePeriod(value("period"));
        if (!period)
            return wrong(Text::tr("--period %1: not a time like 800ms or 1.5s, from 1ms to 1h").arg(value("period")));
        exchange.period = *period;
    }
    line.isHeadless = isSet("headless");
    if (const auto read = readPace(parser, exchange); !read)
        return read;
    if (!line.isHeadless || exchange.pace == Pace::FullSpeed || exchange.duration)
        exchange.turns = {};
    if (isSet("turns")) {
        const auto turns = parseTurns(value("turns"));
        if (!turns)
            return wrong(Text::tr("--turns %1: neither a number from 1 on nor \"forever\"").arg(value("turns")));
        exchange.turns = *turns;
    }
    line.isJson = isSet("json");
    line.startsAtOnce = isSet("start") || line.isHeadless;
    exchange.replaceStale = isSet("replace-stale");
    exchange.join.trustOthers = isSet("trust-others");
    exchange.waitsForServer = isClient && (isSet("wait") || (!isSet("no-wait") && !line.isHeadless));
    exchange.rejoins = exchange.waitsForServer && !isSet("no-rejoin");
    if (line.isJson && !line.isHeadless)
        return wrong(Text::tr("--json goes with --headless"));
    if (isSet("wait") && isSet("no-wait"))
        return wrong(Text::tr("--wait and --no-wait exclude each other"));
    return {};
}

std::expected<void, QString> readObjects(const QCommandLineParser &parser, CommandLine &line, bool isNamed)
{
    const auto isSet = [&](const char *option) { return parser.optionNames().contains(QLatin1String(option)); };
    line.isHeadless = isSet("headless") || isNamed;
    line.isJson = isSet("json");
    line.objects.isOne = isNamed;
    if (line.isJson && !line.isHeadless)
        return wrong(Text::tr("--json goes with --headless"));
    return {};
}

std::expected<void, QString> readDump(const QCommandLineParser &parser, CommandLine &line, bool isNamed)
{
    line.isHeadless = true;
    if (!isNamed)
        return wrong(Text::tr("the name of an object is missing"));
    line.dump.isRaw = parser.isSet(QStringLiteral("raw"));
    for (const auto &[option, text] :
         {std::pair("offset", &line.dump.offset), std::pair("length", &line.dump.length)}) {
        if (parser.isSet(QLatin1String(option)))
            *text = parser.value(QLatin1String(option));
        constexpr off_t largest = std::numeric_limits<off_t>::max();
        if (const auto value = evaluateOffset(text->toStdString(), {.here = 0, .end = largest}); !value)
            return wrong(
                QStringLiteral("--%1 %2: %3").arg(QLatin1String(option), *text, expressionErrorText(value.error())));
    }
    return {};
}

std::expected<void, QString> readRemove(const QCommandLineParser &parser, CommandLine &line, bool isNamed)
{
    line.isHeadless = true;
    line.remove = {.isAllStale = parser.isSet(QStringLiteral("stale")),
                   .isConfirmed = parser.isSet(QStringLiteral("yes")),
                   .isForced = parser.isSet(QStringLiteral("force"))};
    if (isNamed == line.remove.isAllStale)
        return wrong(Text::tr("either the name of an object or --stale"));
    if (line.remove.isConfirmed && !line.remove.isAllStale)
        return wrong(Text::tr("--yes goes with --stale"));
    if (line.remove.isForced && !isNamed)
        return wrong(Text::tr("--force goes with the name of an object"));
    return {};
}

std::expected<void, QString> readExchange(const QCommandLineParser &parser, CommandLine &line, Role role)
{
    line.exchange.role = role;
    line.exchange.period = defaultPeriod(role);
    return readValues(parser, line);
}

/// What the options of a command say.
std::expected<void, QString> readCommand(const QString &command, const QCommandLineParser &parser, CommandLine &line,
                                         bool isNamed)
{
    switch (scopeOf(command) & ~unsigned{Everywhere}) {
    case ObjectsOnly: line.action = CommandLine::Action::Objects; return readObjects(parser, line, isNamed);
    case DumpOnly: line.action = CommandLine::Action::Dump; return readDump(parser, line, isNamed);
    case RemoveOnly: line.action = CommandLine::Action::Remove; return readRemove(parser, line, isNamed);
    case BenchOnly: line.action = CommandLine::Action::Bench; return readBench(parser, line);
    default: break;
    }
    line.action = CommandLine::Action::Exchange;
    return readExchange(parser, line, command == QLatin1String("server") ? Role::Server : Role::Client);
}

CommandHelp::Name nameOf(const QString &command)
{
    const auto row = std::ranges::find(commandTable, command,
                                       [](const CommandRow &candidate) { return QLatin1String(candidate.name); });
    return row == commandTable.end() ? CommandHelp::Name::None : row->objectName;
}

QString namePlaceholder(CommandHelp::Name name)
{
    return name == CommandHelp::Name::Required ? QStringLiteral(" NAME")
        : name == CommandHelp::Name::Optional  ? QStringLiteral(" [NAME]")
                                               : QString();
}

} // namespace

std::optional<WaitBy> parseWaitBy(const QString &text)
{
    if (text == QLatin1String("spin"))
        return WaitBy::Spin;
    if (text == QLatin1String("adaptive"))
        return WaitBy::Adaptive;
    if (text == QLatin1String("sleep"))
        return WaitBy::Sleep;
    return {};
}

std::optional<int> parseProcessor(const QString &text)
{
    bool isNumber = false;
    const int processor = text.toInt(&isNumber);
    if (!isNumber || processor < 0 || !text.front().isDigit())
        return {};
    return processor;
}

std::optional<std::chrono::microseconds> parseTime(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{1,9}(?:\\.\\d{1,6})?)(us|ms|s|min|h)$"));
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return {};
    const std::map<QString, double> factors{{QStringLiteral("us"), 1},
                                            {QStringLiteral("ms"), 1e3},
                                            {QStringLiteral("s"), 1e6},
                                            {QStringLiteral("min"), 60e6},
                                            {QStringLiteral("h"), 3600e6}};
    const double factor = factors.at(match.captured(2));
    return std::chrono::microseconds(std::llround(match.captured(1).toDouble() * factor));
}

std::optional<std::chrono::microseconds> parsePeriod(const QString &text)
{
    const auto period = parseTime(text);
    if (!period || *period < shortestPeriod || *period > longestPeriod)
        return {};
    return period;
}

std::optional<std::size_t> parseSize(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{1,18})([KMG]?)$"));
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return {};
    const QString unit = match.captured(2);
    const int shift = unit == QLatin1String("K") ? 10
        : unit == QLatin1String("M")             ? 20
        : unit == QLatin1String("G")             ? 30
                                                 : 0;
    const auto number = match.captured(1).toULongLong();
    if (number > static_cast<qulonglong>(std::numeric_limits<off_t>::max()) >> shift
        || number << shift < countersSizeBytes)
        return {};
    return static_cast<std::size_t>(number << shift);
}

std::optional<TurnLimit> parseTurns(const QString &text)
{
    if (text == QLatin1String("forever"))
        return TurnLimit{};
    bool isNumber = false;
    const qulonglong turns = text.toULongLong(&isNumber);
    if (!isNumber || turns == 0 || !text.front().isDigit())
        return {};
    return TurnLimit{turns};
}

std::expected<CommandLine, QString> parseCommandLine(const QStringList &arguments)
{
    CommandLine line;
    // The command is the first word; options of its own may only follow it.
    const QString command =
        !arguments.isEmpty() && !arguments.first().startsWith(QLatin1Char('-')) ? arguments.first() : QString();
    if (!command.isEmpty() && scopeOf(command) == Everywhere)
        return wrong(Text::tr("\"%1\" is no command").arg(command));

    QCommandLineParser parser;
    addOptions(parser, scopeOf(command));
    if (!parser.parse(QStringList{QStringLiteral("shmlab")} + arguments))
        return wrong(parser.errorText());
    if (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version"))) {
        line.action = parser.isSet(QStringLiteral("help")) ? CommandLine::Action::Help : CommandLine::Action::Version;
        line.helpTopic = command;
        return line;
    }
    if (command.isEmpty())
        return line;

    QStringList words = parser.positionalArguments();
    words.removeFirst();
    const int mostWords = nameOf(command) == CommandHelp::Name::None ? 0 : 1;
    if (words.size() > mostWords)
        return wrong(Text::tr("\"%1\" is one word too many").arg(words.at(mostWords)));
    if (!words.isEmpty()) {
        const auto name = ObjectName::parse(unescape(words.first().toLocal8Bit().toStdString()));
        if (!name)
            return wrong(nameErrorText(name.error()));
        line.exchange.name = *name;
    }
    if (const auto read = readCommand(command, parser, line, !words.isEmpty()); !read)
        return wrong(read.error());
    return line;
}

QList<OptionHelp> optionsOf(const QString &command)
{
    QList<OptionHelp> options;
    for (const OptionRow &row : optionTable) {
        if ((row.scope & scopeOf(command)) != 0)
            options.append({QLatin1String(row.name), QLatin1String(row.shortName != nullptr ? row.shortName : ""),
                            row.valueName != nullptr ? Text::tr(row.valueName) : QString(), Text::tr(row.description),
                            QString::fromLatin1(row.choices).split(QLatin1Char(' '), Qt::SkipEmptyParts)});
    }
    return options;
}

QList<CommandHelp> commands()
{
    QList<CommandHelp> all;
    for (const CommandRow &row : commandTable)
        all.append({QLatin1String(row.name), Text::tr(row.description), row.objectName});
    return all;
}

QString helpText(const QString &topic)
{
    QCommandLineParser parser;
    const bool isAll = topic.isEmpty();
    addOptions(parser, isAll ? Everywhere | Exchange : scopeOf(topic));
    QString what;
    bool takesName = isAll;
    if (isAll) {
        what = Text::tr("Two processes share a page of POSIX shared memory and keep writing a number larger than the "
                        "other's.\n\nCommands (each with its own --help):\n");
        what += QStringLiteral("  %1%2\n").arg(Text::tr("(none)"), -16).arg(Text::tr("Choose a role in a window."));
    }
    for (const CommandHelp &command : commands()) {
        if (isAll)
            what += QStringLiteral("  %1%2\n")
                        .arg(command.name + namePlaceholder(command.objectName), -16)
                        .arg(command.description);
        if (!isAll && command.name == topic) {
            what = command.description;
            takesName = command.objectName != CommandHelp::Name::None;
        }
    }
    what += QLatin1Char('\n');
    if (takesName) {
        const bool isExchange = isAll || (scopeOf(topic) & Exchange) != 0;
        what += isExchange ? Text::tr("NAME is the object's name, with or without its slash; /test.shmem if not given.")
                           : Text::tr("NAME is the object's name, with or without its slash.");
        what += QLatin1Char(' ');
        what += Text::tr("Bytes that cannot be typed are written \\xHH, a backslash \\\\.");
        what += QLatin1Char('\n');
    }
    parser.setApplicationDescription(
        what
        + Text::tr(
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no such object, 4 the role is taken or the object exists, "
            "129/130/143 ended by SIGHUP/SIGINT/SIGTERM after cleaning up."));
    if (!isAll && takesName)
        parser.addPositionalArgument(QStringLiteral("NAME"), Text::tr("The object's name."),
                                     namePlaceholder(nameOf(topic)).trimmed());
    QString text = parser.helpText();
    const auto endOfUsage = text.indexOf(QLatin1Char('\n'));
    const QString usage = isAll ? Text::tr("Usage: shmlab [command] [options]")
                                : Text::tr("Usage: shmlab %1 [options]").arg(topic + namePlaceholder(nameOf(topic)));
    return usage + text.mid(endOfUsage);
}

} // namespace shmlab::ui
