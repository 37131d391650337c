// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/evidence_text.h"

#include "wording/format.h"
#include "wording/object_text.h"

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
    return status.createdSeconds != 0 ? format::timestamp(status.createdSeconds) : Text::tr("unknown");
}

QString holderEvidence(const Holder &holder)
{
    QStringList holderActions;
    if (holder.maps)
        holderActions += holder.mapsWritable ? Text::tr("maps it to read and write") : Text::tr("maps it to read");
    if (holder.opens)
        holderActions +=
            holder.opensWritable ? Text::tr("holds it open to read and write") : Text::tr("holds it open to read");
    for (const ByteRange range : holder.locks)
        holderActions += Text::tr("locks %1").arg(rangeText(range));
    if (holder.process.isStopped())
        holderActions += Text::tr("is stopped");
    const auto start = std::chrono::system_clock::to_time_t(startTimeOf(holder.process));
    holderActions += Text::tr("runs since %1").arg(format::timestamp(start));
    return QStringLiteral("%1: %2").arg(format::process(holder.process), holderActions.join(QStringLiteral(", ")));
}

} // namespace

QString originText(const Usage &usage)
{
    QStringList parts;
    if (usage.status.createdSeconds != 0)
        parts += Text::tr("created %1").arg(format::timestamp(usage.status.createdSeconds));
    if (const auto &server = usage.presenceOf(Role::Server); server && server->pid > 0) {
        parts += usage.isLocked(Role::Server) ? Text::tr("by pid %1, which still runs").arg(server->pid)
                                              : Text::tr("by pid %1, gone").arg(server->pid);
    }
    return parts.join(QLatin1Char(' '));
}

QString holdersText(const Usage &usage)
{
    QStringList names;
    for (const Holder &holder : usage.processScan.holders) {
        if (names.size() == 3) {
            names += QStringLiteral("…");
            break;
        }
        names += format::process(holder.process);
    }
    return names.isEmpty() ? Text::tr("a process that cannot be seen from here") : names.join(QStringLiteral(", "));
}

QStringList evidenceText(const Usage &usage)
{
    return QStringList{Text::tr("Size %1, mode %2, user id %3, created %4.")
                           .arg(format::bytes(usage.status.sizeBytes), modeText(usage.status.mode),
                                QString::number(usage.status.owner), creationText(usage.status))}
    + usageEvidence(usage);
}

QStringList usageEvidence(const Usage &usage)
{
    QStringList lines;
    if (!usage.status.isRegular())
        return lines;
    for (const Holder &holder : usage.processScan.holders)
        lines += holderEvidence(holder);
    if (usage.processScan.holders.empty())
        lines += Text::tr("No process that can be looked into maps it or holds it open.");
    for (const Role role : {Role::Server, Role::Client}) {
        if (usage.isLocked(role))
            lines += Text::tr("The owner lock of the %1 is held.").arg(format::role(role));
        else if (const auto &left = usage.presenceOf(role))
            lines +=
                Text::tr("A %1 with pid %2 was here and is gone.").arg(format::role(role), QString::number(left->pid));
    }
    switch (usage.leaseProbe) {
    case LeaseProbe::Granted: lines += Text::tr("The kernel vouches that nobody else has it open or mapped."); break;
    case LeaseProbe::Refused: lines += Text::tr("The kernel says that somebody else has it open or mapped."); break;
    case LeaseProbe::Inconclusive:
        if (usage.processScan.holders.empty() && !usage.processScan.hasOwnReader)
            lines +=
                Text::tr("The kernel could not be asked who has it open: it may not be opened, or is another user's.");
        break;
    }
    if (usage.processScan.hasOwnReader)
        lines += Text::tr("This program itself has it open to look, so the kernel cannot be asked who else has.");
    if (!usage.processScan.isSystemWide)
        lines += Text::tr("This program runs in a PID namespace and does not see the processes outside.");
    if (usage.processScan.hidden > 0)
        lines += Text::tr("Processes that could not be looked into: %1.").arg(usage.processScan.hidden);
    return lines;
}

QString verdictName(Verdict verdict)
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

QString searchLocationText(const ShmDirectory &directory)
{
    return Text::tr(
               "Looked for in /dev/shm on device %1:%2, mount namespace %3; a container has a /dev/shm of its own.")
        .arg(QString::number(major(directory.device)), QString::number(minor(directory.device)),
             directory.mountNamespace != 0 ? QString::number(directory.mountNamespace) : Text::tr("unknown"));
}

} // namespace shmlab::ui
