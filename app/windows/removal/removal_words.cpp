// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/removal/removal_words.h"

#include "windows/removal/removal_actions.h"
#include "windows/removal/remove_dialog.h"
#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_text.h"
#include "wording/owner_text.h"

#include <shmlab/manage/removal.h>

#include <QLocale>
#include <QStringList>

#include <unistd.h>

namespace shmlab::ui {
namespace {

QString number(int count)
{
    return QLocale().toString(count);
}

QString useText(const ObjectReport &report)
{
    if (isInUse(report.verdict()))
        return RemoveDialog::tr(
            "Processes use it. They keep the object, but no other process can open it by this name any "
            "more, and programs may fail or lose data.");
    switch (report.verdict()) {
    case Verdict::Stale: return {};
    case Verdict::Unused:
        return RemoveDialog::tr("No process is seen to use it, but it may be meant for the next one that comes.");
    default: return RemoveDialog::tr("It could not be examined, so whether a process uses it is unknown.");
    }
}

QString ownerNote(const ObjectReport &report)
{
    return report.status().owner != ::geteuid() ? RemoveDialog::tr("It belongs to another user.") : QString();
}

QString undoTextOfOne(const RemovalPlan::Item &item)
{
    if (!item.isReadable)
        return RemoveDialog::tr("It cannot be read, so there is no backup: this cannot be undone.");
    if (item.place == BackupPlace::File)
        return RemoveDialog::tr("Its %1 are more than memory may keep (%2): without a copy in a file this cannot be "
                                "undone. Edit > Undo restores it from that file while this program runs.")
            .arg(sizeText(item.bytes), sizeText(RemovalHistory::maxBytes));
    if (isInUse(item.report->verdict()))
        return RemoveDialog::tr(
                   "Edit > Undo creates a new object with this name and a copy of the bytes (%1 in memory); the "
                   "processes that use the present object keep using that one.")
            .arg(sizeText(item.bytes));
    return RemoveDialog::tr("Edit > Undo restores it while this program runs, from a copy in memory (%1).")
        .arg(sizeText(item.bytes));
}

QStringList undoTextsOfSeveral(const RemovalPlan &plan)
{
    QStringList words{RemoveDialog::tr("Each is checked again before it is removed.")};
    const auto add = [&](const QString &text, const RemovalPlan::Share &share) {
        if (share.objects > 0)
            words += text.arg(number(share.objects), sizeText(share.bytes));
    };
    add(RemoveDialog::tr("Edit > Undo restores from copies in memory: %1 (%2)."), plan.shareOf(BackupPlace::Memory));
    add(RemoveDialog::tr("More than memory may keep, so not restored without copies in a file: %1 (%2)."),
        plan.shareOf(BackupPlace::File));
    add(RemoveDialog::tr("Cannot be read, so there is no backup and no undo: %1 (%2)."),
        plan.shareOf(BackupPlace::Nowhere));
    return words;
}

QString doneText(RemovalTask task)
{
    switch (task) {
    case RemovalTask::Remove: return RemovalActions::tr("%1 was removed.");
    case RemovalTask::Undo: return RemovalActions::tr("%1 was restored.");
    case RemovalTask::PutBack: return RemovalActions::tr("%1 was put back.");
    }
    return {};
}

QString allDoneText(RemovalTask task)
{
    switch (task) {
    case RemovalTask::Remove: return RemovalActions::tr("%1 objects were removed.");
    case RemovalTask::Undo: return RemovalActions::tr("%1 objects were restored.");
    case RemovalTask::PutBack: return RemovalActions::tr("%1 objects were put back.");
    }
    return {};
}

QString someDoneText(RemovalTask task)
{
    switch (task) {
    case RemovalTask::Remove: return RemovalActions::tr("%1 of %2 objects were removed.");
    case RemovalTask::Undo: return RemovalActions::tr("%1 of %2 objects were restored.");
    case RemovalTask::PutBack: return RemovalActions::tr("%1 of %2 objects were put back.");
    }
    return {};
}

} // namespace

bool needsTypedName(const ObjectReport &report)
{
    const bool isUnused = report.verdict() == Verdict::Stale || report.verdict() == Verdict::Unused;
    return !isUnused || !isRemovableByUser(report);
}

bool needsTypedName(const RemovalPlan &plan)
{
    return plan.scope == RemovalScope::One && (!plan.notAsked.isEmpty() || needsTypedName(*plan.items.front().report));
}

QString questionText(const RemovalPlan &plan)
{
    if (plan.scope == RemovalScope::One) {
        const ObjectReport &report = *plan.items.front().report;
        return RemoveDialog::tr("Remove %1, %2, kind: %3, owner %4?")
            .arg(titleOf(report), verdictName(report.verdict()), kindText(report.kind),
                 ownerText(report.status().owner));
    }
    VerdictSums sums;
    for (const RemovalPlan::Item &item : plan.items)
        sums.add(*item.report);
    return (plan.scope == RemovalScope::AllStale ? RemoveDialog::tr("Remove all stale objects? %1")
                                                 : RemoveDialog::tr("Remove the selected objects? %1"))
        .arg(sumsText(sums));
}

QString consequenceText(const RemovalPlan &plan)
{
    QStringList words;
    if (plan.scope == RemovalScope::One) {
        const ObjectReport &report = *plan.items.front().report;
        words += plan.notAsked.isEmpty() ? useText(report) : plan.notAsked;
        words += ownerNote(report);
        if (plan.onKeepList > 0)
            words += RemoveDialog::tr("It is on the keep list: it is never removed together with others.");
        words += undoTextOfOne(plan.items.front());
    } else {
        words += undoTextsOfSeveral(plan);
    }
    if (plan.dropped.objects > 0)
        words += RemoveDialog::tr("To make room, backups of objects removed earlier are dropped: %1 (%2).")
                     .arg(number(plan.dropped.objects), sizeText(plan.dropped.bytes));
    words += forecastText(plan.missing);
    if (plan.filteredOut > 0)
        words += RemoveDialog::tr("Hidden by the filter and not removed: %1.").arg(number(plan.filteredOut));
    if (plan.onKeepList > 0 && plan.scope != RemovalScope::One)
        words += RemoveDialog::tr("On the keep list and not removed: %1.").arg(number(plan.onKeepList));
    if (plan.interrupted > 0)
        words += RemoveDialog::tr("Interrupted removals, which can be put back, are not removed: %1.")
                     .arg(number(plan.interrupted));
    if (plan.kept > 0)
        words +=
            RemoveDialog::tr("Selected and not removed, since each needs its name typed: %1.").arg(number(plan.kept));
    words.removeAll(QString());
    return words.join(QLatin1Char(' '));
}

QString outcomeText(const RemovalOutcome &outcome)
{
    QStringList words;
    const int done = outcome.doneCount();
    if (done == 1 && outcome.requested == 1)
        words += doneText(outcome.task).arg(format::text(outcome.done.front()));
    else if (done == outcome.requested)
        words += allDoneText(outcome.task).arg(number(done));
    else if (outcome.requested > 1)
        words += someDoneText(outcome.task).arg(number(done), number(outcome.requested));
    const auto addFirst = [&](const QStringList &texts, int count) {
        words += texts;
        if (count > texts.size())
            words += RemovalActions::tr("(And %1 more.)").arg(number(count - static_cast<int>(texts.size())));
    };
    addFirst(outcome.failures, static_cast<int>(outcome.errors.size()));
    addFirst(outcome.incomplete, outcome.incompleteCount);
    if (outcome.isCancelled && done + static_cast<int>(outcome.errors.size()) < outcome.requested)
        words += RemovalActions::tr("The rest was cancelled.");
    if (outcome.withoutBackup == 1)
        words += RemovalActions::tr("1 object was removed without a backup.");
    else if (outcome.withoutBackup > 1)
        words += RemovalActions::tr("%1 objects were removed without a backup.").arg(number(outcome.withoutBackup));
    if (outcome.inFile > 0)
        words += RemovalActions::tr("Copies in the file, until they are restored or Shmlab ends: %1.")
                     .arg(number(outcome.inFile));
    if (outcome.dropped > 0)
        words += RemovalActions::tr("To make room, backups of objects removed earlier were dropped: %1.")
                     .arg(number(outcome.dropped));
    return words.join(QLatin1Char(' '));
}

} // namespace shmlab::ui
