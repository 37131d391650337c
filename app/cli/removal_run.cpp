// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/removal_run.h"

#include "cli/object_output.h"
#include "cli/terminal.h"
#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/kernel_users_text.h"
#include "wording/object_errors.h"
#include "wording/object_text.h"

#include <shmlab/inspect/kernel_users.h>
#include <shmlab/inspect/object_location.h>
#include <shmlab/manage/removal.h>

#include <QCoreApplication>

#include <cerrno>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ObjectsCommand)
};

} // namespace

Result<void> removeIfUnused(const ObjectReport &report, RecentHolders &holders)
{
    const auto name = nameOf(report);
    if (!name)
        return std::unexpected(Error{.call = Call::None, .errorNumber = ENOENT});
    const ObjectId &identity = report.status().identity;
    const auto seen = holders.of(identity);
    if (!seen)
        return std::unexpected(seen.error());
    return removeUnused(SystemCalls(), *name, identity, *seen);
}

QString refusalText(const ObjectReport &report, RecentHolders &holders, const Error &error)
{
    QString text = removalErrorText(titleOf(report), error);
    const auto name = nameOf(report);
    if (error.problem == Problem::KernelNotAsked)
        return text + QLatin1Char(' ') + Text::tr("(--force asks for it.)");
    if (error.problem != Problem::InUse || !name)
        return text;
    Usage usage = report.usage;
    usage.processScan = holders.of(report.status().identity).value_or(ObjectHolders());
    const QString users = usage.processScan.holders.empty() ? unseenUsersText(usage.processScan.kernelUsers)
                                                            : Text::tr("It is used by %1.").arg(holdersText(usage));
    return text + QLatin1Char(' ') + users;
}

QString keptText(const KeptObject &kept)
{
    return Text::tr("%1 is not removed: it is on the keep list (%2 in %3)")
        .arg(titleOf(*kept.report),
             format::escaped(
                 std::string_view(kept.rule.glob.constData(), static_cast<std::size_t>(kept.rule.glob.size()))),
             format::escaped(kept.rule.file));
}

BulkSelection select(const std::vector<ObjectReportPtr> &reports, const RemovalFilter &filter, const KeepList &keepList)
{
    BulkSelection selection;
    const auto now = std::chrono::system_clock::now();
    for (const ObjectReportPtr &report : reports) {
        if (!takes(filter, *report, now))
            continue;
        if (const KeepRule *rule = keepList.ruleFor(report->name))
            selection.kept.push_back({.report = report, .rule = *rule});
        else
            selection.taken.push_back(report);
    }
    return selection;
}

ExitCode removeAll(const BulkSelection &selection)
{
    RecentHolders holders{InspectCalls()};
    auto code = ExitCode::Done;
    for (const KeptObject &kept : selection.kept)
        code = failure(keptText(kept));
    for (const ObjectReportPtr &report : selection.taken) {
        const auto removed = removeIfUnused(*report, holders);
        if (!removed && removed.error().isCallFailure(ENOENT))
            continue; // somebody else has removed it
        const ExitCode one = removed ? printText(Text::tr("removed %1\n").arg(titleOf(*report)))
                                     : failure(refusalText(*report, holders, removed.error()));
        if (one != ExitCode::Done)
            code = one; // the others are removed nevertheless
    }
    return code;
}

} // namespace shmlab::ui
