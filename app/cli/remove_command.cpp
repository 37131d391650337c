// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/remove_command.h"

#include "cli/object_output.h"
#include "cli/terminal.h"
#include "wording/object_errors.h"
#include "wording/object_text.h"

#include <shmlab/inspect/object_location.h>
#include <shmlab/manage/removal.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <string_view>
#include <vector>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ObjectsCommand)
};

/// Reports the removal.
ExitCode remove(const ObjectReport &report, bool isForced)
{
    const auto name = nameOf(report);
    if (!name)
        return ExitCode::Failed;
    const auto removed = isForced ? unlinkIfSame(SystemCalls(), *name, report.status().identity)
                                  : removeStale(SystemCalls(), *name, report.usage);
    if (!removed)
        return failure(removalErrorText(titleOf(report), removed.error()),
                       removed.error().isCallFailure(ENOENT) ? ExitCode::NoSuchObject : ExitCode::Failed);
    return printText(Text::tr("removed %1\n").arg(titleOf(report)));
}

/// An object that may be in use is removed only after the user typed its name.
bool confirmByName(const ObjectReport &report)
{
    std::fputs(Text::tr("Type the name to remove it all the same: ").toLocal8Bit().constData(), stderr);
    std::fflush(stderr);
    std::array<char, 1100> typed{};
    if (std::fgets(typed.data(), static_cast<int>(typed.size()), stdin) == nullptr)
        return false;
    std::string_view text(typed.data());
    text = text.substr(0, text.find('\n'));
    const auto name = ObjectName::parse(unescape(text));
    return name && *name == nameOf(report);
}

} // namespace

std::expected<Command, UsageError> parseRemove(const std::optional<ObjectName> &name, const Arguments &arguments)
{
    OptionReader options(arguments);
    const bool isStale = options.has("stale");
    if (name.has_value() == isStale)
        options.fail({.problem = UsageProblem::NameOrStale});
    options.require("yes", isStale, "--stale");
    if (options.has("force") && !name)
        options.fail({.problem = UsageProblem::RequiresName, .option = QStringLiteral("force")});
    if (name)
        return options.finish(TerminalCommand(RemoveObject{.name = *name, .isForced = options.has("force")}));
    return options.finish(TerminalCommand(RemoveStale{.isConfirmed = options.has("yes")}));
}

ExitCode run(const RemoveObject &command)
{
    const auto scan = scanForOutput();
    if (!scan)
        return unreadableRoots(scan.error());
    const auto found = std::ranges::find_if(scan->reports, [&](const ObjectReportPtr &report) {
        return report->hasName && '/' + report->name == command.name.bytes();
    });
    if (found == scan->reports.end())
        return noSuchObject(command.name);
    const ObjectReport &report = **found;
    if (isOwnStaleObject(report))
        return remove(report, false);
    std::fputs(detailsText(report).toLocal8Bit().constData(), stderr);
    if (!report.status().isRegular())
        return failure(Text::tr("not removed: it is not a shared memory object"));
    const bool isStale = report.verdict() == Verdict::Stale;
    if (!command.isForced)
        return failure(isStale ? Text::tr("not removed: it belongs to another user (--force asks for its name)")
                               : Text::tr("not removed: it is not stale (--force asks for its name)"));
    if (!confirmByName(report))
        return failure(Text::tr("not removed: that is not its name"));
    return remove(report, !isStale);
}

ExitCode run(const RemoveStale &command)
{
    const auto scan = scanForOutput();
    if (!scan)
        return unreadableRoots(scan.error());
    std::vector<ObjectReportPtr> stale;
    std::ranges::copy_if(scan->reports, std::back_inserter(stale),
                         [](const ObjectReportPtr &report) { return isOwnStaleObject(*report); });
    if (!command.isConfirmed) {
        return stale.empty() ? printText(Text::tr("nothing is stale\n"))
                             : printTable(tableText(stale), Text::tr("shmlab rm --stale --yes removes these\n"));
    }
    auto code = ExitCode::Done;
    for (const ObjectReportPtr &report : stale) {
        if (remove(*report, false) == ExitCode::Failed)
            code = ExitCode::Failed; // the others are removed nevertheless
    }
    return code;
}

} // namespace shmlab::ui
