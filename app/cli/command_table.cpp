// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_table.h"

#include "cli/option_values.h"

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
    const char *valueName = nullptr; ///< null: takes no value
    const char *description = nullptr;
    unsigned scope = 0;
    const char *shortName = nullptr;
    const char *choices = nullptr; ///< all values that it takes, separated by spaces; null: any other
    QStringList (*listChoices)() = nullptr; ///< the same where they come from another table
    const char *expectedValue = nullptr; ///< completes "not …"; null: any text is valid, or no value is taken
};

#define TEXT(text) QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", text)

constexpr std::array optionTable{
    OptionRow{.name = "size",
              .valueName = TEXT("BYTES"),
              .description = TEXT("Size of the object in bytes, or with the suffix K, M or G; default 4096."),
              .scope = ServerOnly,
              .expectedValue = TEXT("a size of at least 8 bytes, such as 4096, 64K or 1M")},
    OptionRow{.name = "period",
              .valueName = TEXT("TIME"),
              .description = TEXT("Time between turns, such as 800ms or 1.5s, from 1ms to 1h; default 800ms for a "
                                  "server, 500ms for a client."),
              .scope = Exchange,
              .expectedValue = TEXT("a duration from 1ms to 1h, such as 800ms or 1.5s")},
    OptionRow{.name = "turns",
              .valueName = TEXT("NUMBER"),
              .description =
                  TEXT("Number of turns, or \"forever\"; default 10 in the terminal and \"forever\" in a window."),
              .scope = Exchange,
              .expectedValue = TEXT("a positive number or \"forever\"")},
    OptionRow{.name = "for",
              .valueName = TEXT("TIME"),
              .description = TEXT("End after this time, such as 10s or 5min, instead of after a number of turns."),
              .scope = Exchange,
              .expectedValue = TEXT("a duration from 1ms to a year, such as 10s or 5min")},
    OptionRow{.name = "pace",
              .valueName = TEXT("PACE"),
              .description = TEXT("\"timer\": one turn per period; \"full\": answer at once, until --turns or --for "
                                  "ends it; default timer."),
              .scope = Exchange,
              .choices = "timer full",
              .expectedValue = TEXT("\"timer\" or \"full\"")},
    OptionRow{.name = "wait-by",
              .valueName = TEXT("MODE"),
              .description = TEXT("At full speed, wait for the peer by \"spin\": poll on a core of its own; "
                                  "\"adaptive\": poll briefly, then sleep; \"sleep\": sleep unless the answer comes at "
                                  "once; default adaptive."),
              .scope = Exchange,
              .choices = "spin adaptive sleep",
              .expectedValue = TEXT("\"spin\", \"adaptive\" or \"sleep\"")},
    OptionRow{.name = "cpu",
              .valueName = TEXT("NUMBER"),
              .description = TEXT("At full speed, run on this processor only."),
              .scope = Exchange,
              .expectedValue = TEXT("the number of a processor")},
    OptionRow{.name = "rounds",
              .valueName = TEXT("NUMBER"),
              .description = TEXT("How often to measure each mechanism; default 9."),
              .scope = BenchOnly,
              .expectedValue = TEXT("a number from 1 to 10000")},
    OptionRow{.name = "cpus",
              .valueName = TEXT("A,B"),
              .description = TEXT("Processors of the two processes; default: the first two that are allowed."),
              .scope = BenchOnly,
              .expectedValue = TEXT("two different processors, such as 0,1")},
    OptionRow{.name = "csv", .description = TEXT("Print comma-separated values."), .scope = BenchOnly},
    OptionRow{.name = "json", .description = TEXT("Print one JSON object."), .scope = BenchOnly},
    OptionRow{.name = "live",
              .description = TEXT("With --json: print the result so far after each round, one line each."),
              .scope = BenchOnly},
    OptionRow{
        .name = "start", .description = TEXT("Start at once instead of with the Start button."), .scope = Exchange},
    OptionRow{.name = "half",
              .valueName = TEXT("SIDE"),
              .description = TEXT("Open the window in the \"left\" or the \"right\" half of the screen."),
              .scope = Exchange,
              .choices = "left right",
              .expectedValue = TEXT("\"left\" or \"right\"")},
    OptionRow{.name = "wait",
              .description = TEXT("Wait for a server if there is none, and for the next one when it leaves; the "
                                  "default in a window."),
              .scope = ClientOnly},
    OptionRow{.name = "no-wait",
              .description = TEXT("Fail if there is no server; the default in the terminal."),
              .scope = ClientOnly},
    OptionRow{.name = "no-rejoin",
              .description = TEXT("End when the server leaves, instead of joining the next one."),
              .scope = ClientOnly},
    OptionRow{.name = "trust-others",
              .description = TEXT("Join objects that belong to other users or that others may write to."),
              .scope = ClientOnly},
    OptionRow{.name = "replace-stale",
              .description = TEXT("First remove an object of this name if it is stale and the kernel confirms that "
                                  "nobody uses it."),
              .scope = ServerOnly},
    OptionRow{.name = "headless", .description = TEXT("Run in the terminal, without a window."), .scope = Exchange},
    OptionRow{.name = "json",
              .description = TEXT("With --headless: print one JSON object per turn, at full speed per second, and one "
                                  "at the end."),
              .scope = Exchange},
    OptionRow{.name = "headless",
              .description = TEXT("Print the table in the terminal, without a window."),
              .scope = ObjectsOnly},
    OptionRow{.name = "json",
              .description = TEXT("Print all objects as one JSON object in the terminal; with NAME or --follow, one "
                                  "JSON object per line."),
              .scope = ObjectsOnly},
    OptionRow{.name = "csv",
              .description = TEXT("Print all objects as comma-separated values in the terminal."),
              .scope = ObjectsOnly},
    OptionRow{.name = "ask-kernel",
              .description =
                  TEXT("With NAME: also ask the kernel who uses the object, by a lease of a moment; a process "
                       "that opens the object meanwhile waits, or fails with EWOULDBLOCK."),
              .scope = ObjectsOnly},
    OptionRow{.name = "follow",
              .description =
                  TEXT("Print a line in the terminal whenever an object is created, resized, opened, mapped, "
                       "released or unlinked, until Ctrl+C; as root with the process that did it. NAME may "
                       "be a pattern, such as 'psm_*'."),
              .scope = ObjectsOnly},
    OptionRow{.name = "interval",
              .valueName = TEXT("TIME"),
              .description = TEXT("With --follow: time between two looks at all processes, such as 250ms or 2s, from "
                                  "1ms to 1h; default 250ms."),
              .scope = ObjectsOnly,
              .expectedValue = TEXT("a duration from 1ms to 1h, such as 800ms or 1.5s")},
    OptionRow{.name = "offset",
              .valueName = TEXT("OFFSET"),
              .description = TEXT("Where to begin, such as 4096, 0x40+8*3, 2M or end-16; default 0."),
              .scope = DumpOnly},
    OptionRow{.name = "length",
              .valueName = TEXT("LENGTH"),
              .description = TEXT("Number of bytes, written like an offset; default: all that follow."),
              .scope = DumpOnly},
    OptionRow{.name = "raw",
              .description = TEXT("Write the bytes unchanged instead of as hexadecimal numbers."),
              .scope = DumpOnly},
    OptionRow{.name = "stale",
              .description =
                  TEXT("List all STALE objects: nobody is seen to use them, and their maker is gone or their "
                       "kind ends with it. With --yes, remove them."),
              .scope = RemoveOnly},
    OptionRow{.name = "unused",
              .description = TEXT("The same for UNUSED objects: nobody is seen to use them, but somebody may come for "
                                  "them. May be combined with --stale."),
              .scope = RemoveOnly},
    OptionRow{.name = "name",
              .valueName = TEXT("GLOB"),
              .description = TEXT("Of these, only those whose name matches, such as 'psm_*'."),
              .scope = RemoveOnly,
              .expectedValue = TEXT("a pattern on one line, such as 'psm_*'")},
    OptionRow{.name = "kind",
              .valueName = TEXT("KIND"),
              .description = TEXT("Of these, only those of this kind, such as semaphore or fast-dds."),
              .scope = RemoveOnly,
              .listChoices = kindWords,
              .expectedValue = TEXT("a kind of object, such as semaphore, python or fast-dds")},
    OptionRow{.name = "owner",
              .valueName = TEXT("USER"),
              .description = TEXT("Of these, only those of this user. Only root may remove objects of others."),
              .scope = RemoveOnly,
              .expectedValue = TEXT("a user of this system, by name or number")},
    OptionRow{.name = "older-than",
              .valueName = TEXT("TIME"),
              .description = TEXT("Of these, only those created and last written so long ago, such as 30m, 2h or 3d; "
                                  "stores through a mapping leave no trace."),
              .scope = RemoveOnly,
              .expectedValue = TEXT("an age such as 30m, 2h or 3d")},
    OptionRow{.name = "yes", .description = TEXT("With --stale or --unused: remove the objects."), .scope = RemoveOnly},
    OptionRow{.name = "keep",
              .valueName = TEXT("GLOB"),
              .description = TEXT("Remove nothing; add this pattern to the user's keep list. Objects that match a keep "
                                  "list are never removed by --stale or --unused."),
              .scope = RemoveOnly,
              .expectedValue = TEXT("a pattern on one line, such as 'psm_*'")},
    OptionRow{.name = "put-back",
              .description = TEXT("Give the object of an interrupted removal, shmlab-removal.…, its name back."),
              .scope = RemoveOnly},
    OptionRow{.name = "force",
              .description = TEXT("Remove an object that is or may be in use, after its name is typed again."),
              .scope = RemoveOnly},
    OptionRow{.name = "help", .description = TEXT("Print this help."), .scope = Everywhere, .shortName = "h"},
    OptionRow{.name = "version", .description = TEXT("Print the version."), .scope = Everywhere},
};

struct CommandRow {
    const char *name;
    unsigned scope;
    CommandHelp::Name objectName;
    const char *description;
};

constexpr std::array commandTable{
    CommandRow{"server", ServerOnly, CommandHelp::Name::Optional, TEXT("Creates the object and takes part as server.")},
    CommandRow{"client", ClientOnly, CommandHelp::Name::Optional, TEXT("Joins the object and takes part as client.")},
    CommandRow{"objects", ObjectsOnly, CommandHelp::Name::Optional,
               TEXT("Shows all shared memory objects in a window; with NAME, prints all that is known of one.")},
    CommandRow{"dump", DumpOnly, CommandHelp::Name::Required, TEXT("Prints the bytes of an object.")},
    CommandRow{"rm", RemoveOnly, CommandHelp::Name::Optional, TEXT("Removes an object that nobody uses.")},
    CommandRow{"bench", BenchOnly, CommandHelp::Name::None,
               TEXT("Compares the mechanisms that hand a number to another process.")},
};

#undef TEXT

unsigned scopeOf(const QString &command)
{
    for (const CommandRow &row : commandTable) {
        if (command == QLatin1String(row.name))
            return row.scope | Everywhere;
    }
    return Everywhere;
}

QList<OptionHelp> optionsIn(unsigned scope)
{
    QList<OptionHelp> options;
    for (const OptionRow &row : optionTable) {
        if ((row.scope & scope) != 0)
            options.append({QLatin1String(row.name), QString::fromLatin1(row.shortName),
                            row.valueName != nullptr ? Text::tr(row.valueName) : QString(), Text::tr(row.description),
                            row.listChoices != nullptr
                                ? row.listChoices()
                                : QString::fromLatin1(row.choices).split(QLatin1Char(' '), Qt::SkipEmptyParts)});
    }
    return options;
}

} // namespace

QList<OptionHelp> optionsOf(const QString &command)
{
    return optionsIn(scopeOf(command));
}

QList<OptionHelp> generalOptions()
{
    return optionsIn(Everywhere | Exchange);
}

QString expectedValue(const QString &option)
{
    for (const OptionRow &row : optionTable) {
        if (option == QLatin1String(row.name) && row.expectedValue != nullptr)
            return Text::tr(row.expectedValue);
    }
    return {};
}

QList<CommandHelp> commands()
{
    QList<CommandHelp> all;
    for (const CommandRow &row : commandTable)
        all.append({QLatin1String(row.name), Text::tr(row.description), row.objectName, (row.scope & Exchange) != 0});
    return all;
}

std::optional<CommandHelp> findCommand(const QString &name)
{
    const auto all = commands();
    const auto found = std::ranges::find(all, name, &CommandHelp::name);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

} // namespace shmlab::ui
