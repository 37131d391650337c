// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_table.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <array>

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
    const char *name = nullptr;
    const char *valueName = nullptr; ///< null: a flag
    const char *description = nullptr;
    unsigned scope = 0;
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
                                "In the terminal: all objects as one JSON array; of one name an object a line."),
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

QString namePlaceholder(CommandHelp::Name name)
{
    return name == CommandHelp::Name::Required ? QStringLiteral(" NAME")
        : name == CommandHelp::Name::Optional  ? QStringLiteral(" [NAME]")
                                               : QString();
}

} // namespace

void addCommandOptions(const QString &command, QCommandLineParser &parser)
{
    addOptions(parser, scopeOf(command));
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

std::optional<CommandHelp> findCommand(const QString &name)
{
    const auto all = commands();
    const auto found = std::ranges::find(all, name, &CommandHelp::name);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

QString helpText(const QString &topic)
{
    QCommandLineParser parser;
    const bool isAll = topic.isEmpty();
    addOptions(parser, isAll ? Everywhere | Exchange : scopeOf(topic));
    const auto command = findCommand(topic);
    const auto objectName = command ? command->objectName : CommandHelp::Name::None;
    const bool takesName = isAll || objectName != CommandHelp::Name::None;
    QString what = command ? command->description : QString();
    if (isAll) {
        what = Text::tr("Two processes share a page of POSIX shared memory and keep writing a number larger than the "
                        "other's.\n\nCommands (each with its own --help):\n");
        what += QStringLiteral("  %1%2\n").arg(Text::tr("(none)"), -16).arg(Text::tr("Choose a role in a window."));
        for (const CommandHelp &each : commands())
            what +=
                QStringLiteral("  %1%2\n").arg(each.name + namePlaceholder(each.objectName), -16).arg(each.description);
    }
    what += QLatin1Char('\n');
    if (takesName) {
        const bool isExchange = isAll || (scopeOf(topic) & Exchange) != 0;
        what += isExchange ? Text::tr("NAME is the object's name, with or without its slash; /test.shmem if not given.")
                           : Text::tr("NAME is the object's name, with or without its slash.");
        what += QLatin1Char(' ');
        what += Text::tr(R"(Bytes that cannot be typed are written \xHH, a backslash \\.)");
        what += QLatin1Char('\n');
    }
    parser.setApplicationDescription(
        what
        + Text::tr(
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no such object, 4 the role is taken or the object exists, "
            "129/130/143 ended by SIGHUP/SIGINT/SIGTERM after cleaning up."));
    if (!isAll && takesName)
        parser.addPositionalArgument(QStringLiteral("NAME"), Text::tr("The object's name."),
                                     namePlaceholder(objectName).trimmed());
    QString text = parser.helpText();
    const auto endOfUsage = text.indexOf(QLatin1Char('\n'));
    const QString usage = isAll ? Text::tr("Usage: shmlab [command] [options]")
                                : Text::tr("Usage: shmlab %1 [options]").arg(topic + namePlaceholder(objectName));
    return usage + text.mid(endOfUsage);
}

} // namespace shmlab::ui
