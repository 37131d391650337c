// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/evidence_text.h"

#include "wording/format.h"
#include "wording/object_text.h"

#include <QCoreApplication>
#include <QLocale>

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
    if (range.length == 1)
        return Text::tr("byte %1").arg(range.offset);
    return Text::tr("bytes %1–%2").arg(range.offset).arg(range.offset + range.length - 1);
}

/// A text for each kind of fact: a missing one does not compile.
struct FactText {
    QString operator()(const evidence::Description &fact) const
    {
        const ObjectStatus &status = fact.status;
        return Text::tr("Size %1, mode %2, user id %3, created %4.")
            .arg(format::bytes(status.sizeBytes), modeText(status.mode), QString::number(status.owner),
                 status.createdSeconds != 0 ? format::timestamp(status.createdSeconds) : Text::tr("unknown"));
    }
    QString operator()(const evidence::OtherNamesake &fact) const
    {
        return fact.hasName
            ? Text::tr("Two inodes under one name: processes still hold another object that had this name. They do not "
                       "see what is written here.")
            : Text::tr("Two inodes under one name: the name now leads to another object. A process that opens the name "
                       "does not get this one.");
    }
    QString operator()(const evidence::HardLinks &fact) const
    {
        return Text::tr("It has %1 names (hard links): removing one of them frees nothing.").arg(fact.count);
    }
    QString operator()(const evidence::HeldBy &fact) const
    {
        const Holder &holder = fact.holder;
        QStringList actions;
        if (holder.maps)
            actions += holder.mapsWritable ? Text::tr("maps it to read and write") : Text::tr("maps it to read");
        if (holder.opens)
            actions +=
                holder.opensWritable ? Text::tr("holds it open to read and write") : Text::tr("holds it open to read");
        for (const ByteRange range : holder.locks)
            actions += Text::tr("locks %1").arg(rangeText(range));
        if (holder.process.isStopped())
            actions += Text::tr("is stopped");
        const auto start = std::chrono::system_clock::to_time_t(fact.runningSince);
        actions += Text::tr("running since %1").arg(format::timestamp(start));
        return QStringLiteral("%1: %2").arg(format::process(holder.process), actions.join(QStringLiteral(", ")));
    }
    QString operator()(evidence::NoHolderSeen) const
    {
        return Text::tr("No process that can be inspected maps it or holds it open.");
    }
    QString operator()(const evidence::OwnerLockHeld &fact) const
    {
        return Text::tr("The owner lock of the %1 is held.").arg(format::role(fact.role));
    }
    QString operator()(const evidence::PartyGone &fact) const
    {
        return Text::tr("A %1 with pid %2 took part and is gone.")
            .arg(format::role(fact.role), QString::number(fact.pid));
    }
    QString operator()(const evidence::LeaseAnswer &fact) const
    {
        switch (fact.probe) {
        case LeaseProbe::Granted: return Text::tr("The kernel confirms that no other process has it open or mapped.");
        case LeaseProbe::Refused: return Text::tr("The kernel reports that another process has it open or mapped.");
        case LeaseProbe::Inconclusive: break;
        }
        return Text::tr(
            "The kernel could not be asked which processes have it open: this program may not open it, or it "
            "belongs to another user.");
    }
    QString operator()(evidence::OwnReader) const
    {
        return Text::tr("This program has it open to read, so the kernel cannot be asked which others have.");
    }
    QString operator()(evidence::OwnPidNamespace) const
    {
        return Text::tr("This program runs in a PID namespace and does not see the processes outside of it.");
    }
    QString operator()(const evidence::HiddenProcesses &fact) const
    {
        return Text::tr("Processes that could not be inspected: %1.").arg(fact.count);
    }
    QString operator()(const evidence::NamedCreator &fact) const
    {
        const ObjectCreator &creator = fact.creator;
        if (!creator.process)
            return Text::tr("Its name says that pid %1 created it, which is gone.").arg(creator.pid);
        return Text::tr("Its name says that pid %1 created it; a process with that pid is running: %2.")
            .arg(QString::number(creator.pid), format::process(*creator.process));
    }
    QString operator()(evidence::NoCreatorRecorded) const
    {
        return Text::tr("The kernel does not record which process created it.");
    }
    QString operator()(evidence::MappedOnly) const
    {
        return Text::tr("It is mapped but not open, and the kernel reports nothing of it but its extent.");
    }
};

QStringList linesOf(const std::vector<EvidenceFact> &facts)
{
    QStringList lines;
    for (const EvidenceFact &fact : facts)
        lines += evidenceText(fact);
    return lines;
}

QString activityName(std::uint32_t activity)
{
    switch (static_cast<Activity>(activity)) {
    case Activity::Joining: return Text::tr("joining");
    case Activity::Running: return Text::tr("running");
    case Activity::Paused: return Text::tr("paused");
    case Activity::Leaving: return Text::tr("leaving");
    }
    return Text::tr("unknown");
}

QString presenceLine(Role role, const PresenceRecord &presence)
{
    return Text::tr("Presence of the %1: pid %2, %3, hand-overs made: %4%5.")
        .arg(format::role(role), QString::number(presence.pid), activityName(presence.activity),
             QLocale().toString(static_cast<qulonglong>(presence.handOvers)),
             presence.sleeping != 0 ? Text::tr(", sleeping until it is woken") : QString());
}

} // namespace

QString verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Live: return QStringLiteral("LIVE");
    case Verdict::Stalled: return QStringLiteral("STALLED");
    case Verdict::Stopped: return QStringLiteral("STOPPED");
    case Verdict::Orphaned: return QStringLiteral("ORPHANED");
    case Verdict::Stale: return QStringLiteral("STALE");
    case Verdict::NotAnObject: return QStringLiteral("NO-OBJECT");
    case Verdict::Unknown: return QStringLiteral("UNKNOWN");
    }
    return {};
}

QString verdictText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Live: return Text::tr("A process maps it, holds it open or locks it.");
    case Verdict::Stalled: return Text::tr("It is in use, but a party has owed its answer for some seconds.");
    case Verdict::Stopped:
        return Text::tr(
            "It is in use, but its processes, or the party that owes an answer, are stopped; they may continue at any "
            "time.");
    case Verdict::Orphaned:
        return Text::tr("Its name is gone, but processes still hold it; its memory is freed when the last one closes "
                        "it.");
    case Verdict::Stale: return Text::tr("No process uses it: it is left over and may be removed.");
    case Verdict::NotAnObject:
        return Text::tr("It is not a shared memory object but a file of another type; it is never opened.");
    case Verdict::Unknown: return Text::tr("Whether a process uses it is unknown.");
    }
    return {};
}

QString evidenceText(const EvidenceFact &fact)
{
    return std::visit(FactText(), fact);
}

QStringList objectEvidence(const ObjectReport &report)
{
    QStringList lines = QStringList(verdictText(report.verdict())) + linesOf(evidenceOf(report));
    return report.exchange ? lines + linesOf(evidenceOf(*report.exchange)) : lines;
}

QStringList occupantEvidence(const NameOccupant &occupant)
{
    return linesOf(evidenceOf(occupant.usage)) + linesOf(evidenceOf(occupant.exchange));
}

QStringList objectContent(const ObjectReport &report)
{
    QStringList lines;
    if (!report.exchange)
        return lines;
    if (const auto &counters = report.exchange->counters)
        lines += Text::tr("Counters: server %1, client %2.")
                     .arg(QString::number(counters->server), QString::number(counters->client));
    for (const Role role : {Role::Server, Role::Client}) {
        if (const auto &presence = report.exchange->presenceOf(role))
            lines += presenceLine(role, *presence);
    }
    return lines;
}

QString originText(const NameOccupant &occupant)
{
    QStringList parts;
    if (const auto created = occupant.usage.status.createdSeconds; created != 0)
        parts += Text::tr("created %1").arg(format::timestamp(created));
    if (const auto &server = occupant.exchange.presenceOf(Role::Server); server && server->pid > 0) {
        parts += occupant.exchange.isLocked(Role::Server) ? Text::tr("by pid %1, still running").arg(server->pid)
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
    return names.isEmpty() ? Text::tr("a process that cannot be inspected") : names.join(QStringLiteral(", "));
}

QString searchLocationText(const ShmDirectory &directory)
{
    return Text::tr("Searched in /dev/shm on device %1:%2, mount namespace %3; a container has its own /dev/shm.")
        .arg(QString::number(major(directory.device)), QString::number(minor(directory.device)),
             directory.mountNamespace != 0 ? QString::number(directory.mountNamespace) : Text::tr("unknown"));
}

} // namespace shmlab::ui
