// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/change_text.h"

#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_text.h"
#include "wording/owner_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ChangeText)
};

/// What a process did to the object; `was` is how it held the object before, a default Holder if it did not.
QString holderAction(const Holder &was, const Holder &is)
{
    if (is.maps && (!was.maps || is.mapsWritable > was.mapsWritable))
        return is.mapsWritable ? Text::tr("mapped to write by %1") : Text::tr("mapped to read by %1");
    if (was.maps && !is.maps)
        return Text::tr("unmapped by %1");
    if (is.opens && !was.opens)
        return Text::tr("opened by %1");
    return {};
}

void appendHolderChanges(const ObjectReport &before, const ObjectReport &now, QStringList &story)
{
    const auto &old = before.usage.processScan.holders;
    const auto &fresh = now.usage.processScan.holders;
    for (const Holder &holder : fresh) {
        const auto was =
            std::ranges::find_if(old, [&](const Holder &other) { return holder.process.isSameProcess(other.process); });
        if (const QString done = holderAction(was != old.end() ? *was : Holder(), holder); !done.isEmpty())
            story += done.arg(format::process(holder.process));
    }
    for (const Holder &holder : old) {
        const auto isThere = [&](const Holder &other) { return holder.process.isSameProcess(other.process); };
        if (std::ranges::none_of(fresh, isThere))
            story += Text::tr("released by %1").arg(format::process(holder.process));
    }
}

void appendStatusChanges(const ObjectStatus &before, const ObjectStatus &now, QStringList &story)
{
    if (before.sizeBytes != now.sizeBytes)
        story += Text::tr("sized from %1 to %2").arg(format::bytes(before.sizeBytes), format::bytes(now.sizeBytes));
    if (before.mode != now.mode)
        story += Text::tr("mode changed from %1 to %2").arg(modeText(before.mode), modeText(now.mode));
    if (before.owner != now.owner)
        story += Text::tr("owner changed from %1 to %2").arg(ownerText(before.owner), ownerText(now.owner));
}

QString appearanceEvent(const ObjectReport &now, bool isFirstPass)
{
    const QString what = Text::tr("inode %1, %2, %3")
                             .arg(QString::number(now.status().identity.inode), format::bytes(now.status().sizeBytes),
                                  verdictName(now.verdict()));
    if (!now.hasName)
        return Text::tr("held without a name: %1").arg(what);
    return isFirstPass ? Text::tr("existed: %1").arg(what) : Text::tr("created: %1").arg(what);
}

} // namespace

QStringList changeDescriptions(const ObjectChange &change, bool isFirstPass)
{
    QStringList story;
    const ObjectReport *before = change.before.get();
    const ObjectReport *now = change.now.get();
    if (now == nullptr) {
        story += before->hasName ? Text::tr("unlinked") : Text::tr("freed: the last holder released it");
    } else if (before == nullptr) {
        story += appearanceEvent(*now, isFirstPass);
        for (const Holder &holder : now->usage.processScan.holders)
            story += holderAction(Holder(), holder).arg(format::process(holder.process));
    } else if (before->status().identity != now->status().identity) {
        story +=
            Text::tr("created again as inode %1, which was %2")
                .arg(QString::number(now->status().identity.inode), QString::number(before->status().identity.inode));
        appendHolderChanges({}, *now, story);
    } else {
        appendStatusChanges(before->status(), now->status(), story);
        appendHolderChanges(*before, *now, story);
        if (before->verdict() != now->verdict())
            story += Text::tr("verdict: %1, was %2").arg(verdictName(now->verdict()), verdictName(before->verdict()));
    }
    return story;
}

} // namespace shmlab::ui
