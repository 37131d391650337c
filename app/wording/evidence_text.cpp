// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/evidence_text.h"

#include "wording/format.h"
#include "wording/kernel_users_text.h"
#include "wording/object_text.h"
#include "wording/owner_text.h"

#include <shmlab/manage/interrupted_removal.h>

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
        return Text::tr("Size %1, mode %2, created %3.")
            .arg(format::bytes(status.sizeBytes), modeText(status.mode),
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
            actions += holder.opensWritable ? Text::tr("holds it open to read and write")
                : holder.opensReadable      ? Text::tr("holds it open to read")
                                       : Text::tr("holds a descriptor that neither reads nor writes, by which it can "
                                                  "open it again (O_PATH)");
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
    QString operator()(const evidence::UsedByKernel &fact) const { return kernelUserText(fact.user); }
    QString operator()(const evidence::OwnerLockHeld &fact) const
    {
        return Text::tr("The owner lock of the %1 is held.").arg(format::role(fact.role));
    }
    QString operator()(const evidence::FormerParty &fact) const
    {
        const QString text = fact.leftInOrder
            ? Text::tr("A %1 with pid %2 took part and left in order.")
            : Text::tr(
                  "A %1 with pid %2 took part and no longer does: its owner lock is released, but it did not leave in "
                  "order.");
        return text.arg(format::role(fact.role), QString::number(fact.pid));
    }
    QString operator()(const evidence::InUseBy &fact) const
    {
        switch (fact.use) {
        case Use::InUse: return Text::tr("Use: it is in use.");
        case Use::MayBeInUse: return Text::tr("Use: it may be in use.");
        case Use::NobodySeen: return Text::tr("Use: nobody is seen to use it.");
        case Use::NotAnObject: return Text::tr("Use: the question does not apply.");
        case Use::Unknown: break;
        }
        return Text::tr("Use: unknown, because the object itself could not be examined.");
    }
    QString operator()(evidence::Leased) const
    {
        return Text::tr("A process holds a lease on it. It was not opened, because that would break the lease.");
    }
    QString operator()(const evidence::DescriptorsInFlight &fact) const
    {
        return Text::tr("Descriptors that wait in sockets to be received: %1. Any of them may be of this object.")
            .arg(fact.count);
    }
    QString operator()(evidence::OwnPidNamespace) const
    {
        return Text::tr("This program runs in a PID namespace and does not see the processes outside of it.");
    }
    QString operator()(const evidence::HiddenProcesses &fact) const
    {
        return fact.count
            ? Text::tr("Processes that could not be inspected: %1.").arg(*fact.count)
            : Text::tr("The number of hidden processes is not known: /proc does not list them (hidepid).");
    }
    QString operator()(const evidence::OwnedBy &fact) const
    {
        return Text::tr("Origin: owner %1, kind %2.").arg(ownerText(fact.owner), kindText(fact.kind));
    }
    QString operator()(const evidence::MadeBy &fact) const
    {
        const Maker &maker = fact.maker;
        const QString who = makerText(maker);
        switch (maker.source) {
        case Maker::Source::Name: return Text::tr("Its name says that it was created by %1.").arg(who);
        case Maker::Source::Kernel: return Text::tr("The kernel recorded that it was created by %1.").arg(who);
        case Maker::Source::Presence: return Text::tr("Its presence says that it was created by %1.").arg(who);
        case Maker::Source::Timeline: break;
        }
        return Text::tr("Right after it was created it was held by %1.").arg(who);
    }
    QString operator()(evidence::NoMakerRecorded) const
    {
        return Text::tr("The kernel does not record which process created it.");
    }
    QString operator()(evidence::JudgedByName) const
    {
        return Text::tr("Its bytes were not read: its kind is judged by its name alone. A user who may read them may "
                        "come to another verdict.");
    }
    QString operator()(const evidence::ContentUnseen &fact) const
    {
        switch (fact.why) {
        case UnseenContent::Unreadable:
            return Text::tr("What lies in it is not seen: this user may not read the directory.");
        case UnseenContent::TooDeep:
            return Text::tr("What lies in it is not seen: directories are looked into to a depth of 16.");
        case UnseenContent::Mounted:
            return Text::tr("What lies in it is not seen: another file system is mounted there.");
        case UnseenContent::None: break;
        }
        return {};
    }
    QString operator()(const evidence::Advice &fact) const
    {
        const KindFacts kind = factsOf(fact.kind);
        const QString source = QString::fromLatin1(kind.source);
        if (fact.maker && fact.maker->process)
            return Text::tr("Advice: leave it, its creator still runs.");
        if (kind.lifetime == Lifetime::EndsWithMaker)
            return Text::tr("Advice: stale. Objects of this kind do not outlive their creators (%1).").arg(source);
        if (kind.lifetime == Lifetime::WaitsForNextUser)
            return Text::tr("Advice: unused. Objects of this kind wait for their next user (%1).").arg(source);
        if (fact.verdict == Verdict::Stale)
            return Text::tr("Advice: stale. Its creator has ended.");
        return source.isEmpty()
            ? Text::tr("Advice: unused. Whether another process will come for it cannot be known.")
            : Text::tr("Advice: unused. Whether another process will come for it cannot be known (%1).").arg(source);
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

} // namespace

QString makerText(const std::optional<Maker> &maker)
{
    if (!maker)
        return {};
    return maker->process ? format::process(*maker->process) : Text::tr("pid %1 (ended)").arg(maker->pid);
}

QString evidenceText(const EvidenceFact &fact)
{
    return std::visit(FactText(), fact);
}

QStringList objectEvidence(const ObjectReport &report)
{
    QStringList lines = QStringList(verdictText(report.verdict())) + linesOf(evidenceOf(report));
    if (const auto removal = interruptedRemovalOf(report)) {
        if (removal->isNameCut)
            lines.prepend(
                Text::tr("Only the beginning of its name was kept, so it is put back under a new one (--as)."));
        lines.prepend(Text::tr("This is an %1, by pid %2. Put it back (rm --put-back), or remove it by this name.")
                          .arg(interruptionText(report), QString::number(removal->pid)));
    }
    return report.exchange ? lines + linesOf(evidenceOf(*report.exchange)) : lines;
}

QStringList occupantEvidence(const NameOccupant &occupant)
{
    return linesOf(evidenceOf(occupant.usage)) + linesOf(evidenceOf(occupant.exchange));
}

QString originText(const NameOccupant &occupant)
{
    QStringList parts;
    if (const auto created = occupant.usage.status.createdSeconds; created != 0)
        parts += Text::tr("created %1").arg(format::timestamp(created));
    if (const auto &server = occupant.exchange.presenceOf(Role::Server); server && server->pid > 0) {
        parts += occupant.exchange.isLocked(Role::Server)
            ? Text::tr("by pid %1, still running").arg(server->pid)
            : Text::tr("by pid %1, which no longer takes part").arg(server->pid);
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
    if (names.isEmpty() && !usage.processScan.kernelUsers.empty())
        return Text::tr("the kernel");
    return names.isEmpty() ? Text::tr("a process that cannot be inspected") : names.join(QStringLiteral(", "));
}

QString searchLocationText(const ShmDirectory &directory)
{
    return Text::tr("Searched in /dev/shm on device %1:%2, mount namespace %3; a container has its own /dev/shm.")
        .arg(QString::number(major(directory.device)), QString::number(minor(directory.device)),
             directory.mountNamespace != 0 ? QString::number(directory.mountNamespace) : Text::tr("unknown"));
}

} // namespace shmlab::ui
