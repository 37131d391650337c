// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/remove_command.h"

#include "cli/object_output.h"
#include "cli/option_values.h"
#include "cli/removal_run.h"
#include "cli/terminal.h"
#include "session/keep_list.h"
#include "wording/format.h"
#include "wording/object_errors.h"
#include "wording/object_text.h"

#include <shmlab/inspect/object_location.h>
#include <shmlab/manage/removal.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <string_view>
#include <vector>

#include <unistd.h>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ObjectsCommand)
};

/// An object that may be in use is removed only after the user typed its name.
bool confirmByName(const ObjectReport &report)
{
    std::fputs(Text::tr("Type the name to remove it anyway: ").toLocal8Bit().constData(), stderr);
    std::fflush(stderr);
    std::array<char, 1100> typed{};
    const bool isTyped = std::fgets(typed.data(), static_cast<int>(typed.size()), stdin) != nullptr;
    std::string_view text(typed.data());
    if (::isatty(STDIN_FILENO) == 0 || !text.ends_with('\n')) // no terminal has ended the line of the question
        std::fputc('\n', stderr);
    if (!isTyped)
        return false;
    text = text.substr(0, text.find('\n'));
    const auto name = ObjectName::parsePath(unescape(text));
    return name && *name == nameOf(report);
}

bool isUnused(const ObjectReport &report)
{
    return report.verdict() == Verdict::Stale || report.verdict() == Verdict::Unused;
}

ExitCode exitCodeOf(const Error &error)
{
    return error.isCallFailure(ENOENT) ? ExitCode::NoSuchObject : ExitCode::Failed;
}

ExitCode removeForced(const ObjectReport &report)
{
    if (!confirmByName(report))
        return failure(Text::tr("not removed: that is not its name"));
    const auto name = nameOf(report);
    if (!name)
        return ExitCode::Failed;
    const auto removed = removeAnyway(SystemCalls(), *name, report.status().identity);
    if (!removed)
        return failure(removalErrorText(titleOf(report), removed.error()), exitCodeOf(removed.error()));
    return printText(Text::tr("removed %1\n").arg(titleOf(report)));
}

} // namespace

std::expected<Command, UsageError> parseRemove(const std::optional<ObjectName> &name, const Arguments &arguments)
{
    OptionReader options(arguments);
    RemovalFilter filter{.takesStale = options.has("stale"), .takesUnused = options.has("unused")};
    const bool isBulk = filter.takesStale || filter.takesUnused;
    if (int{name.has_value()} + int{isBulk} + int{options.has("keep")} != 1)
        options.fail({.problem = UsageProblem::NothingToRemove});
    for (const char *narrowing : {"name", "kind", "owner", "older-than", "yes"})
        options.require(narrowing, isBulk, "--stale / --unused");
    for (const char *ofOne : {"force", "put-back"}) {
        if (options.has(ofOne) && !name)
            options.fail({.problem = UsageProblem::RequiresName, .option = QLatin1String(ofOne)});
    }
    options.exclude("force", "put-back");
    options.require("as", options.has("put-back"), "--put-back");
    options.read("name", filter.nameGlob, parseGlob);
    options.read("kind", filter.kind, parseKind);
    options.read("owner", filter.owner, parseUser);
    options.read("older-than", filter.minAge, parseAge);
    QByteArray keep;
    options.read("keep", keep, parseGlob);
    std::optional<ObjectName> newName;
    options.read("as", newName, parseNewName);
    if (name && options.has("put-back"))
        return options.finish(TerminalCommand(PutBackObject{.name = *name, .newName = newName}));
    if (name)
        return options.finish(TerminalCommand(RemoveObject{.name = *name, .isForced = options.has("force")}));
    if (options.has("keep"))
        return options.finish(TerminalCommand(KeepObjects{.glob = keep}));
    return options.finish(TerminalCommand(RemoveMatching{.filter = filter, .isConfirmed = options.has("yes")}));
}

ExitCode run(const RemoveObject &command)
{
    const auto scan = scanForOutput();
    if (!scan)
        return unreadableRoots(scan.error());
    const auto found = std::ranges::find_if(
        scan->reports, [&](const ObjectReportPtr &report) { return nameOf(*report) == command.name; });
    if (found == scan->reports.end()) {
        for (const ObjectReportPtr &report : scan->reports) {
            if (!nameOf(*report) && isCalled(*report, command.name) && !isUnlinked(*report))
                return failure(
                    Text::tr("%1 was not removed: Shmlab removes objects of /dev/shm only").arg(titleOf(*report)),
                    ExitCode::Failed);
        }
        return noSuchObject(command.name);
    }
    const ObjectReport &report = **found;
    if (isUnused(report) && isRemovableByUser(report)) {
        RecentHolders holders{InspectCalls()};
        const auto removed = removeIfUnused(report, holders);
        if (removed)
            return printText(Text::tr("removed %1\n").arg(titleOf(report)));
        if (!command.isForced || removed.error().problem == Problem::StaysQuarantined)
            return failure(refusalText(report, holders, removed.error()), exitCodeOf(removed.error()));
        printMessage(refusalText(report, holders, removed.error()));
        return removeForced(report);
    }
    std::fputs(detailsText(report).toLocal8Bit().constData(), stderr);
    if (!report.status().isRegular())
        return failure(Text::tr("not removed: it is not a shared memory object"));
    if (!command.isForced)
        return failure(isUnused(report)
                           ? Text::tr("not removed: it belongs to another user, who alone may ask the kernel whether a "
                                      "process that cannot be seen uses it (--force asks for its name)")
                           : Text::tr("not removed: it is or may be in use (--force asks for its name)"));
    return removeForced(report);
}

ExitCode run(const RemoveMatching &command)
{
    const auto keepList = KeepList::load();
    if (!keepList)
        return failure(keepList.error());
    const auto scan = scanForOutput();
    if (!scan)
        return unreadableRoots(scan.error());
    const BulkSelection selected = select(scan->reports, command.filter, *keepList);
    if (selected.taken.empty() && selected.kept.empty())
        return printText(Text::tr("nothing to remove\n"));
    if (command.isConfirmed)
        return removeAll(selected);
    for (const KeptObject &kept : selected.kept)
        printMessage(keptText(kept));
    return selected.taken.empty() ? printText(Text::tr("nothing to remove\n"))
                                  : printTable(tableText(selected.taken), Text::tr("add --yes to remove these\n"));
}

ExitCode run(const KeepObjects &command)
{
    const auto file = addToKeepList(command.glob);
    if (!file)
        return failure(file.error());
    return printText(Text::tr("kept from now on: %1 (%2)\n")
                         .arg(format::escaped(std::string_view(command.glob.constData(),
                                                               static_cast<std::size_t>(command.glob.size()))),
                              format::escaped(*file)));
}

ExitCode run(const PutBackObject &command)
{
    const auto done = putBack(SystemCalls(), command.name, command.newName);
    if (!done && done.error().isCallFailure(ENOENT))
        return noSuchObject(command.name);
    if (!done)
        return failure(putBackErrorText(format::text(command.name), done.error()));
    return printText(Text::tr("put back %1\n").arg(format::text(*done)));
}

} // namespace shmlab::ui
