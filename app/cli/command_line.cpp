// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include "cli/command_table.h"
#include "cli/option_values.h"
#include "wording/error_text.h"
#include "wording/object_errors.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <limits>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::CommandLine)
};

std::unexpected<QString> usageError(const QString &message)
{
    return std::unexpected(message);
}

std::expected<void, QString> readPace(const QCommandLineParser &parser, ExchangeSettings &exchange)
{
    const auto value = [&](const char *option) { return parser.value(QLatin1String(option)); };
    const auto isSet = [&](const char *option) { return parser.optionNames().contains(QLatin1String(option)); };
    if (isSet("pace") && value("pace") != QLatin1String("timer") && value("pace") != QLatin1String("full"))
        return usageError(Text::tr(R"(--pace %1: neither "timer" nor "full")").arg(value("pace")));
    if (value("pace") == QLatin1String("full"))
        exchange.pace = Pace::FullSpeed;
    if (isSet("wait-by")) {
        const auto waitMode = parseWaitMode(value("wait-by"));
        if (!waitMode)
            return usageError(
                Text::tr(R"(--wait-by %1: neither "spin" nor "adaptive" nor "sleep")").arg(value("wait-by")));
        exchange.waitMode = *waitMode;
    }
    if (isSet("cpu")) {
        exchange.processor = parseProcessor(value("cpu"));
        if (!exchange.processor)
            return usageError(Text::tr("--cpu %1: not the number of a processor").arg(value("cpu")));
    }
    if (isSet("for")) {
        const auto time = parseDuration(value("for"));
        if (!time || *time < std::chrono::milliseconds{1} || *time > std::chrono::hours{24 * 365})
            return usageError(Text::tr("--for %1: not a time like 10s or 5min, from 1ms to a year").arg(value("for")));
        exchange.duration = std::chrono::duration_cast<std::chrono::milliseconds>(*time);
    }
    for (const char *option : {"wait-by", "cpu"}) {
        if (isSet(option) && exchange.pace != Pace::FullSpeed)
            return usageError(Text::tr("--%1 goes with --pace full").arg(QLatin1String(option)));
    }
    if (isSet("period") && exchange.pace == Pace::FullSpeed)
        return usageError(Text::tr("--period goes with --pace timer"));
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
            return usageError(Text::tr("--rounds %1: not a number from 1 to 10000").arg(value("rounds")));
    }
    if (isSet("cpus")) {
        const QStringList both = value("cpus").split(QLatin1Char(','));
        const auto first = parseProcessor(both.first());
        const auto second = parseProcessor(both.last());
        if (both.size() != 2 || !first || !second || *first == *second)
            return usageError(Text::tr("--cpus %1: not two processors like 0,1").arg(value("cpus")));
        line.bench.processors = {*first, *second};
    }
    line.isJson = isSet("json");
    line.isCsv = isSet("csv");
    line.bench.isLive = isSet("live");
    if (line.bench.isLive && !line.isJson)
        return usageError(Text::tr("--live goes with --json"));
    if (line.isJson && line.isCsv)
        return usageError(Text::tr("--json and --csv exclude each other"));
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
            return usageError(Text::tr("--size %1: not a number of bytes from 8 on").arg(value("size")));
        exchange.join.sizeBytes = *size;
    }
    if (isSet("period")) {
        const auto period = parsePeriod(value("period"));
        if (!period)
            return usageError(
                Text::tr("--period %1: not a time like 800ms or 1.5s, from 1ms to 1h").arg(value("period")));
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
            return usageError(Text::tr("--turns %1: neither a number from 1 on nor \"forever\"").arg(value("turns")));
        exchange.turns = *turns;
    }
    line.isJson = isSet("json");
    line.startsImmediately = isSet("start") || line.isHeadless;
    exchange.replaceStale = isSet("replace-stale");
    exchange.join.trustOthers = isSet("trust-others");
    exchange.waitsForServer = isClient && (isSet("wait") || (!isSet("no-wait") && !line.isHeadless));
    exchange.rejoins = exchange.waitsForServer && !isSet("no-rejoin");
    if (line.isJson && !line.isHeadless)
        return usageError(Text::tr("--json goes with --headless"));
    if (isSet("wait") && isSet("no-wait"))
        return usageError(Text::tr("--wait and --no-wait exclude each other"));
    return {};
}

std::expected<void, QString> readObjects(const QCommandLineParser &parser, CommandLine &line, bool isNamed)
{
    const auto isSet = [&](const char *option) { return parser.optionNames().contains(QLatin1String(option)); };
    line.isHeadless = isSet("headless") || isNamed;
    line.isJson = isSet("json");
    line.objects.isSingleObject = isNamed;
    if (line.isJson && !line.isHeadless)
        return usageError(Text::tr("--json goes with --headless"));
    return {};
}

bool isSyntaxError(ExpressionProblem problem)
{
    return problem == ExpressionProblem::Empty || problem == ExpressionProblem::SyntaxError;
}

std::expected<void, QString> readDump(const QCommandLineParser &parser, CommandLine &line, bool isNamed)
{
    line.isHeadless = true;
    if (!isNamed)
        return usageError(Text::tr("the name of an object is missing"));
    line.dump.isRaw = parser.isSet(QStringLiteral("raw"));
    for (const auto &[option, text] :
         {std::pair("offset", &line.dump.offset), std::pair("length", &line.dump.length)}) {
        if (parser.isSet(QLatin1String(option)))
            *text = parser.value(QLatin1String(option));
        const auto value = evaluateOffset(text->toStdString(), {.here = 0, .end = 0});
        const bool isForNow = text->contains(QLatin1String("end")); // until it is known where that is
        if (!value && (!isForNow || isSyntaxError(value.error().problem)))
            return usageError(
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
        return usageError(Text::tr("either the name of an object or --stale"));
    if (line.remove.isConfirmed && !line.remove.isAllStale)
        return usageError(Text::tr("--yes goes with --stale"));
    if (line.remove.isForced && !isNamed)
        return usageError(Text::tr("--force goes with the name of an object"));
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
    using Action = CommandLine::Action;
    if (command == QLatin1String("objects")) {
        line.action = Action::Objects;
        return readObjects(parser, line, isNamed);
    }
    if (command == QLatin1String("dump")) {
        line.action = Action::Dump;
        return readDump(parser, line, isNamed);
    }
    if (command == QLatin1String("rm")) {
        line.action = Action::Remove;
        return readRemove(parser, line, isNamed);
    }
    if (command == QLatin1String("bench")) {
        line.action = Action::Bench;
        return readBench(parser, line);
    }
    line.action = Action::Exchange;
    return readExchange(parser, line, command == QLatin1String("server") ? Role::Server : Role::Client);
}

} // namespace

std::expected<CommandLine, QString> parseCommandLine(const QStringList &arguments)
{
    CommandLine line;
    // The command is the first word; options of its own may only follow it.
    const QString command =
        !arguments.isEmpty() && !arguments.first().startsWith(QLatin1Char('-')) ? arguments.first() : QString();
    const auto known = findCommand(command);
    if (!command.isEmpty() && !known)
        return usageError(Text::tr("\"%1\" is no command").arg(command));

    QCommandLineParser parser;
    addCommandOptions(command, parser);
    if (!parser.parse(QStringList{QStringLiteral("shmlab")} + arguments))
        return usageError(parser.errorText());
    if (parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("version"))) {
        line.action = parser.isSet(QStringLiteral("help")) ? CommandLine::Action::Help : CommandLine::Action::Version;
        line.helpTopic = command;
        return line;
    }
    if (!known)
        return line;

    QStringList words = parser.positionalArguments();
    words.removeFirst();
    const int maxArguments = known->objectName == CommandHelp::Name::None ? 0 : 1;
    if (words.size() > maxArguments)
        return usageError(Text::tr("\"%1\" is one word too many").arg(words.at(maxArguments)));
    if (!words.isEmpty()) {
        const auto name = ObjectName::parse(unescape(words.first().toLocal8Bit().toStdString()));
        if (!name)
            return usageError(nameErrorText(name.error()));
        line.exchange.name = *name;
    }
    if (const auto read = readCommand(command, parser, line, !words.isEmpty()); !read)
        return usageError(read.error());
    return line;
}

} // namespace shmlab::ui
