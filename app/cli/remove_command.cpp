// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/object_output.h"
#include "cli/objects_command.h"
#include "cli/terminal.h"
#include "wording/object_errors.h"
#include "wording/object_text.h"

#include <shmlab/manage/removal.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cerrno>
#include <iterator>
#include <string_view>
#include <vector>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ObjectsCommand)
};

/// Removes one that was judged, and says so.
ExitCode removeOne(const ObjectReport &report, bool isForced, std::FILE *out, std::FILE *messages)
{
    const auto name = nameOf(report);
    if (!name)
        return ExitCode::Failed;
    const auto removed = isForced ? unlinkIfSame(SystemCalls(), *name, report.status().identity)
                                  : removeStale(SystemCalls(), *name, report.usage);
    if (!removed) {
        printText(messages, QStringLiteral("shmlab: %1\n").arg(removalErrorText(titleOf(report), removed.error())));
        return removed.error().isCallFailure(ENOENT) ? ExitCode::NoSuchObject : ExitCode::Failed;
    }
    printText(out, Text::tr("removed %1\n").arg(titleOf(report)));
    return ExitCode::Done;
}

int removeAllStale(const CommandLine &line, const std::vector<ObjectReportPtr> &reports, std::FILE *out,
                   std::FILE *messages)
{
    std::vector<ObjectReportPtr> stale;
    std::ranges::copy_if(reports, std::back_inserter(stale),
                         [](const ObjectReportPtr &report) { return isOwnStaleObject(*report); });
    if (!line.remove.isConfirmed) {
        if (stale.empty())
            return print(out, Text::tr("nothing is stale\n").toLocal8Bit());
        const QString hint = Text::tr("shmlab rm --stale --yes removes these\n");
        return printTable(out, tableText(stale), hint);
    }
    auto code = ExitCode::Done;
    for (const ObjectReportPtr &report : stale) {
        if (removeOne(*report, false, out, messages) == ExitCode::Failed)
            code = ExitCode::Failed; // the others may go all the same
    }
    return static_cast<int>(code);
}

/// Whoever removes what may be in use types its name, so that it is the one he means.
bool confirmByName(const ObjectReport &report, std::FILE *in, std::FILE *messages)
{
    printText(messages, Text::tr("Type the name to remove it all the same: "));
    std::array<char, 1100> typed{};
    if (std::fgets(typed.data(), static_cast<int>(typed.size()), in) == nullptr)
        return false;
    std::string_view text(typed.data());
    text = text.substr(0, text.find('\n'));
    const auto name = ObjectName::parse(unescape(text));
    return name && *name == nameOf(report);
}

} // namespace

int runRemove(const CommandLine &line, std::FILE *in, std::FILE *out, std::FILE *messages)
{
    const auto survey = scanForOutput();
    if (!survey)
        return printUnreadableRoots(messages, survey.error());
    const auto &reports = survey->reports;
    if (line.remove.isAllStale)
        return removeAllStale(line, reports, out, messages);
    const auto found = std::ranges::find_if(reports, [&](const ObjectReportPtr &report) {
        return report->hasName && '/' + report->name == line.exchange.name.bytes();
    });
    if (found == reports.end())
        return printNoSuchObject(messages, line.exchange.name);
    const ObjectReport &report = **found;
    if (isOwnStaleObject(report))
        return static_cast<int>(removeOne(report, false, out, messages));
    printText(messages, detailsText(report));
    if (!report.status().isRegular()) {
        printText(messages, QStringLiteral("shmlab: %1\n").arg(Text::tr("not removed: it is no shared memory object")));
        return static_cast<int>(ExitCode::Failed);
    }
    if (!line.remove.isForced || !confirmByName(report, in, messages)) {
        printText(messages,
                  QStringLiteral("shmlab: %1\n")
                      .arg(line.remove.isForced ? Text::tr("not removed: that is not its name")
                               : report.verdict() == Verdict::Stale
                               ? Text::tr("not removed: it belongs to another user (--force asks for its name)")
                               : Text::tr("not removed: it is not stale (--force asks for its name)")));
        return static_cast<int>(ExitCode::Failed);
    }
    return static_cast<int>(removeOne(report, report.verdict() != Verdict::Stale, out, messages));
}

} // namespace shmlab::ui
