// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/option_table.h"

#include "cli/option_values.h"

#include <QCoreApplication>

#include <array>

namespace shmlab::ui {
namespace {

constexpr std::array options{
    OptionRow{.name = "size",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "BYTES"),
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                    "Size of the object in bytes, or with the suffix K, M or G; default 4096."),
              .scope = ServerOnly,
              .expectedValue =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "a size of at least 8 bytes, such as 4096, 64K or 1M")},
    OptionRow{.name = "period",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "TIME"),
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                    "Time between turns, such as 800ms or 1.5s, from 1ms to 1h; default 800ms for a "
                                    "server, 500ms for a client."),
              .scope = Exchange,
              .expectedValue =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "a duration from 1ms to 1h, such as 800ms or 1.5s")},
    OptionRow{.name = "turns",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "NUMBER"),
              .description = QT_TRANSLATE_NOOP(
                  "shmlab::ui::CommandLine",
                  "Number of turns, or \"forever\"; default 10 in the terminal and \"forever\" in a window."),
              .scope = Exchange,
              .expectedValue = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "a positive number or \"forever\"")},
    OptionRow{.name = "for",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "TIME"),
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                    "End after this time, such as 10s or 5min, instead of after a number of turns."),
              .scope = Exchange,
              .expectedValue =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "a duration from 1ms to a year, such as 10s or 5min")},
    OptionRow{.name = "pace",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "PACE"),
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                    "\"timer\": one turn per period; \"full\": answer at once, until --turns or --for "
                                    "ends it; default timer."),
              .scope = Exchange,
              .choices = "timer full",
              .expectedValue = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "\"timer\" or \"full\"")},
    OptionRow{.name = "wait-by",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "MODE"),
              .description = QT_TRANSLATE_NOOP(
                  "shmlab::ui::CommandLine",
                  "At full speed, wait for the peer by \"spin\": poll on a core of its own; "
                  "\"adaptive\": poll briefly, then sleep; \"sleep\": sleep unless the answer comes at "
                  "once; default adaptive."),
              .scope = Exchange,
              .choices = "spin adaptive sleep",
              .expectedValue = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "\"spin\", \"adaptive\" or \"sleep\"")},
    OptionRow{.name = "cpu",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "NUMBER"),
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "At full speed, run on this processor only."),
              .scope = Exchange,
              .expectedValue = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "the number of a processor")},
    OptionRow{.name = "rounds",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "NUMBER"),
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "How often to measure each mechanism; default 9."),
              .scope = BenchOnly,
              .expectedValue = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "a number from 1 to 10000")},
    OptionRow{.name = "cpus",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "A,B"),
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                    "Processors of the two processes; default: the first two that are allowed."),
              .scope = BenchOnly,
              .expectedValue = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "two different processors, such as 0,1")},
    OptionRow{.name = "csv",
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Print comma-separated values."),
              .scope = BenchOnly},
    OptionRow{.name = "json",
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Print one JSON object."),
              .scope = BenchOnly},
    OptionRow{.name = "live",
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                               "With --json: print the result so far after each round, one line each."),
              .scope = BenchOnly},
    OptionRow{.name = "start",
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Start at once instead of with the Start button."),
              .scope = Exchange},
    OptionRow{.name = "half",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "SIDE"),
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                               "Open the window in the \"left\" or the \"right\" half of the screen."),
              .scope = Exchange,
              .choices = "left right",
              .expectedValue = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "\"left\" or \"right\"")},
    OptionRow{.name = "wait",
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                    "Wait for a server if there is none, and for the next one when it leaves; the "
                                    "default in a window."),
              .scope = ClientOnly},
    OptionRow{.name = "no-wait",
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                               "Fail if there is no server; the default in the terminal."),
              .scope = ClientOnly},
    OptionRow{.name = "no-rejoin",
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                               "End when the server leaves, instead of joining the next one."),
              .scope = ClientOnly},
    OptionRow{.name = "trust-others",
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                               "Join objects that belong to other users or that others may write to."),
              .scope = ClientOnly},
    OptionRow{.name = "replace-stale",
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                    "First remove an object of this name if it is STALE or UNUSED and the kernel "
                                    "confirms that nobody uses it. Kept are objects that wait for their next user, of "
                                    "another size or owner, or on a keep list."),
              .scope = ServerOnly},
    OptionRow{.name = "headless",
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Run in the terminal, without a window."),
              .scope = Exchange},
    OptionRow{.name = "json",
              .description = QT_TRANSLATE_NOOP(
                  "shmlab::ui::CommandLine",
                  "With --headless: print one JSON object per turn, at full speed per second, and one "
                  "at the end."),
              .scope = Exchange},
    OptionRow{.name = "headless",
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Print the table in the terminal, without a window."),
              .scope = ObjectsOnly},
    OptionRow{.name = "json",
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                    "Print all objects as one JSON object in the terminal; with NAME or --follow, one "
                                    "JSON object per line."),
              .scope = ObjectsOnly},
    OptionRow{.name = "csv",
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                               "Print all objects as comma-separated values in the terminal."),
              .scope = ObjectsOnly},
    OptionRow{.name = "kind",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "KIND"),
              .description = QT_TRANSLATE_NOOP(
                  "shmlab::ui::CommandLine", "Only those of this kind, such as semaphore, memfd or system-v-segment."),
              .scope = ObjectsOnly,
              .listChoices = kindWords,
              .expectedValue = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                                 "a kind of object, such as semaphore, python or fast-dds")},
    OptionRow{.name = "ask-kernel",
              .description = QT_TRANSLATE_NOOP(
                  "shmlab::ui::CommandLine",
                  "With NAME: also ask the kernel who uses the object, by a lease of a moment; a process "
                  "that opens the object meanwhile waits, or fails with EWOULDBLOCK."),
              .scope = ObjectsOnly},
    OptionRow{.name = "follow",
              .description = QT_TRANSLATE_NOOP(
                  "shmlab::ui::CommandLine",
                  "Print a line in the terminal whenever an object is created, resized, opened, mapped, "
                  "released or unlinked, until Ctrl+C; as root with the process that did it. NAME may "
                  "be a pattern, such as 'psm_*'."),
              .scope = ObjectsOnly},
    OptionRow{.name = "interval",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "TIME"),
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                    "With --follow: time between two looks at all processes, such as 250ms or 2s, from "
                                    "1ms to 1h; default 250ms."),
              .scope = ObjectsOnly,
              .expectedValue =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "a duration from 1ms to 1h, such as 800ms or 1.5s")},
    OptionRow{.name = "offset",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "OFFSET"),
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                               "Where to begin, such as 4096, 0x40+8*3, 2M or end-16; default 0."),
              .scope = DumpOnly},
    OptionRow{.name = "length",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "LENGTH"),
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                               "Number of bytes, written like an offset; default: all that follow."),
              .scope = DumpOnly},
    OptionRow{.name = "raw",
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                               "Write the bytes unchanged instead of as hexadecimal numbers."),
              .scope = DumpOnly},
    OptionRow{.name = "stale",
              .description = QT_TRANSLATE_NOOP(
                  "shmlab::ui::CommandLine",
                  "List all STALE objects: nobody is seen to use them, and their maker is gone or their "
                  "kind ends with it. With --yes, remove them."),
              .scope = RemoveOnly},
    OptionRow{.name = "unused",
              .description = QT_TRANSLATE_NOOP(
                  "shmlab::ui::CommandLine",
                  "The same for UNUSED objects: nobody is seen to use them, but somebody may come for "
                  "them. May be combined with --stale."),
              .scope = RemoveOnly},
    OptionRow{.name = "name",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "GLOB"),
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                               "Of these, only those whose name matches, such as 'psm_*'."),
              .scope = RemoveOnly,
              .expectedValue = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "a pattern on one line, such as 'psm_*'")},
    OptionRow{.name = "kind",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "KIND"),
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                               "Of these, only those of this kind, such as semaphore or fast-dds."),
              .scope = RemoveOnly,
              .listChoices = kindWords,
              .expectedValue = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                                 "a kind of object, such as semaphore, python or fast-dds")},
    OptionRow{
        .name = "owner",
        .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "USER"),
        .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                         "Of these, only those of this user. Only root may remove objects of others."),
        .scope = RemoveOnly,
        .expectedValue = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "a user of this system, by name or number")},
    OptionRow{.name = "older-than",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "TIME"),
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                    "Of these, only those created and last written so long ago, such as 30m, 2h or 3d; "
                                    "stores through a mapping leave no trace."),
              .scope = RemoveOnly,
              .expectedValue = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "an age such as 30m, 2h or 3d")},
    OptionRow{.name = "yes",
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "With --stale or --unused: remove the objects."),
              .scope = RemoveOnly},
    OptionRow{.name = "keep",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "GLOB"),
              .description = QT_TRANSLATE_NOOP(
                  "shmlab::ui::CommandLine",
                  "Remove nothing; add this pattern to the user's keep list. Objects that match a keep "
                  "list are never removed by --stale or --unused."),
              .scope = RemoveOnly,
              .expectedValue = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "a pattern on one line, such as 'psm_*'")},
    OptionRow{.name = "put-back",
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                    "Give the object of an interrupted removal, shmlab-removal.…, its name back."),
              .scope = RemoveOnly},
    OptionRow{.name = "as",
              .valueName = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "NAME"),
              .description = QT_TRANSLATE_NOOP(
                  "shmlab::ui::CommandLine",
                  "With --put-back: give it this name, in the same directory. Needed where its own was too long to be "
                  "kept."),
              .scope = RemoveOnly,
              .expectedValue =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "a name of at most 255 bytes without a directory")},
    OptionRow{.name = "force",
              .description =
                  QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                                    "Remove an object that is or may be in use, after its name is typed again."),
              .scope = RemoveOnly},
    OptionRow{.name = "help",
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Print this help."),
              .scope = Everywhere,
              .shortName = "h"},
    OptionRow{.name = "version",
              .description = QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Print the version."),
              .scope = Everywhere},
};

} // namespace

std::span<const OptionRow> optionTable()
{
    return options;
}

} // namespace shmlab::ui
