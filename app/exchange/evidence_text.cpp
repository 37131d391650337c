// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/evidence_text.h"

#include "models/format.h"
#include "objects/object_text.h"

#include <QCoreApplication>

#include <sys/sysmacros.h>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::EvidenceText)
};

QString rangeText(ByteRange range)
{
    if (range.length == 0)
        return Text::tr("from byte %1 on").arg(range.offset);
    return Text::tr("bytes %1–%2").arg(range.offset).arg(range.offset + range.length - 1);
}

QString creationText(const ObjectStatus &status)
{
    return status.createdSeconds != 0 ? format::moment(status.createdSeconds) : Text::tr("unknown");
}

QString holderEvidence(const Holder &holder)
{
    QStringList deeds;
    if (holder.maps)
        deeds += holder.mapsToWrite ? Text::tr("maps it to read and write") : Text::tr("maps it to read");
    if (holder.opens)
        deeds += holder.opensToWrite ? Text::tr("holds it open to read and write") : Text::tr("holds it open to read");
    for (const ByteRange range : holder.locks)
        deeds += Text::tr("locks %1").arg(rangeText(range));
    if (holder.process.isStopped())
        deeds += Text::tr("is stopped");
    const auto start = std::chrono::system_clock::to_time_t(startOf(holder.process));
    deeds += Text::tr("runs since %1").arg(format::moment(start));
    return QStringLiteral("%1: %2").arg(format::process(holder.process), deeds.join(QStringLiteral(", ")));
}

} // namespace

QString originText(const Judgement &judgement)
{
    QStringList parts;
    if (judgement.status.createdSeconds != 0)
        parts += Text::tr("created %1").arg(format::moment(judgement.status.createdSeconds));
    if (const auto &server = judgement.presenceOf(Role::Server); server && server->pid > 0) {
        parts += judgement.isLocked(Role::Server) ? Text::tr("by pid %1, which still runs").arg(server->pid)
                                                  : Text::tr("by pid %1, gone").arg(server->pid);
    }
    return parts.join(QLatin1Char(' '));
}

QString holdersText(const Judgement &judgement)
{
    QStringList names;
    for (const Holder &holder : judgement.census.holders) {
        if (names.size() == 3) {
            names += QStringLiteral("…");
            break;
        }
        names += format::process(holder.process);
    }
    return names.isEmpty() ? Text::tr("a process that cannot be seen from here") : names.join(QStringLiteral(", "));
}

QStringList evidenceText(const Judgement &judgement)
{
    return QStringList{Text::tr("Size %1, mode %2, user id %3, created %4.")
                           .arg(format::bytes(judgement.status.sizeBytes), modeText(judgement.status.mode),
                                QString::number(judgement.status.owner), creationText(judgement.status))}
    + useEvidence(judgement);
}

QStringList useEvidence(const Judgement &judgement)
{
    QStringList lines;
    if (!judgement.status.isRegular())
        return lines;
    for (const Holder &holder : judgement.census.holders)
        lines += holderEvidence(holder);
    if (judgement.census.holders.empty())
        lines += Text::tr("No process that can be looked into maps it or holds it open.");
    for (const Role role : {Role::Server, Role::Client}) {
        if (judgement.isLocked(role))
            lines += Text::tr("The owner lock of the %1 is held.").arg(format::role(role));
        else if (const auto &left = judgement.presenceOf(role))
            lines +=
                Text::tr("A %1 with pid %2 was here and is gone.").arg(format::role(role), QString::number(left->pid));
    }
    switch (judgement.soleUse) {
    case SoleUse::Granted: lines += Text::tr("The kernel vouches that nobody else has it open or mapped."); break;
    case SoleUse::Refused: lines += Text::tr("The kernel says that somebody else has it open or mapped."); break;
    case SoleUse::NotAsked:
        if (judgement.census.holders.empty() && !judgement.census.isLookedAtByUs)
            lines +=
                Text::tr("The kernel could not be asked who has it open: it may not be opened, or is another user's.");
        break;
    }
    if (judgement.census.isLookedAtByUs)
        lines += Text::tr("This program itself has it open to look, so the kernel cannot be asked who else has.");
    if (!judgement.census.isOfWholeMachine)
        lines += Text::tr("This program runs in a PID namespace and does not see the processes outside.");
    if (judgement.census.hidden > 0)
        lines += Text::tr("Processes that could not be looked into: %1.").arg(judgement.census.hidden);
    return lines;
}

QString verdictWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Live: return QStringLiteral("LIVE");
    case Verdict::Stalled: return QStringLiteral("STALLED");
    case Verdict::Stopped: return QStringLiteral("STOPPED");
    case Verdict::Orphaned: return QStringLiteral("ORPHANED");
    case Verdict::Stale: return QStringLiteral("STALE");
    case Verdict::Foreign: return QStringLiteral("FOREIGN");
    case Verdict::Unknown: return QStringLiteral("UNKNOWN");
    }
    return {};
}

QString placeText(const ShmDirectory &directory)
{
    return Text::tr(
               "Looked for in /dev/shm on device %1:%2, mount namespace %3; a container has a /dev/shm of its own.")
        .arg(QString::number(major(directory.device)), QString::number(minor(directory.device)),
             directory.mountNamespace != 0 ? QString::number(directory.mountNamespace) : Text::tr("unknown"));
}

} // namespace shmlab::ui
