// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/departure_text.h"

#include "wording/evidence_text.h"
#include "wording/format.h"

#include <QCoreApplication>

#include <csignal>
#include <cstring>

#include <sys/wait.h>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::DepartureText)
};

/// "9 (SIGKILL)".
QString signalText(int number)
{
    const char *name = ::sigabbrev_np(number);
    return name != nullptr ? QStringLiteral("%1 (SIG%2)").arg(QString::number(number), QString::fromLatin1(name))
                           : QString::number(number);
}

/// "killed by signal 9 (SIGKILL)", "exit code 3".
QString endText(const ProcessEnd &end)
{
    return WIFSIGNALED(end.status) ? Text::tr("killed by signal %1").arg(signalText(WTERMSIG(end.status)))
                                   : Text::tr("exit code %1").arg(WEXITSTATUS(end.status));
}

int pidOf(const Peer &peer)
{
    return peer.process ? peer.process->pid : peer.presence ? peer.presence->pid : 0;
}

QString processLine(const Peer &peer)
{
    const QString pid = QString::number(pidOf(peer));
    switch (peer.processState) {
    case Peer::ProcessState::Unknown:
        return Text::tr("Its process, pid %1, was not watched when it went: how it ended is not known.").arg(pid);
    case Peer::ProcessState::Running: return Text::tr("Its process, pid %1, still runs.").arg(pid);
    case Peer::ProcessState::Ended: break;
    }
    if (!peer.end)
        return Text::tr(
                   "Its process, pid %1, has ended; how is not known, since the kernel shows that to its parent only "
                   "(to others since Linux 6.15).")
            .arg(pid);
    const QString source = peer.end->source == ProcessEnd::Source::Pidfd ? QStringLiteral("PIDFD_GET_INFO")
                                                                         : QStringLiteral("/proc/%1/stat").arg(pid);
    return Text::tr("Its process, pid %1, has ended: %2, as %3 reports.").arg(pid, endText(*peer.end), source);
}

} // namespace

QString departureText(Role peerRole, const QString &object, const Peer &peer)
{
    const QString role = format::role(peerRole);
    if (peer.state != Peer::State::Left && peer.state != Peer::State::Died)
        return Text::tr("The %1 of %2 is gone").arg(role, object);
    if (peer.end && WIFSIGNALED(peer.end->status))
        return Text::tr("The %1 of %2 was killed by signal %3")
            .arg(role, object, signalText(WTERMSIG(peer.end->status)));
    if (peer.state == Peer::State::Left)
        return peer.isShmlab ? Text::tr("The %1 has left %2 in order").arg(role, object)
                             : Text::tr("The plain program that was the %1 of %2 has ended").arg(role, object);
    if (peer.processState == Peer::ProcessState::Running)
        return Text::tr("The %1 of %2 no longer takes part, but its process still runs").arg(role, object);
    if (peer.end)
        return Text::tr("The %1 of %2 ended without leaving (exit code %3)")
            .arg(role, object, QString::number(WEXITSTATUS(peer.end->status)));
    return Text::tr("The %1 of %2 died without leaving").arg(role, object);
}

QStringList departureEvidence(Role peerRole, const Peer &peer)
{
    const QString role = format::role(peerRole);
    QStringList lines;
    if (!peer.isShmlab) {
        if (peer.process)
            lines += processLine(peer);
        return lines;
    }
    if (peer.state == Peer::State::Left) {
        lines += peer.presence
            ? Text::tr("The kernel has released the owner lock of the %1, and its presence says that it is leaving.")
                  .arg(role)
            : Text::tr("The kernel has released the owner lock of the %1.").arg(role);
        return lines;
    }
    lines +=
        Text::tr("The kernel has released the owner lock of the %1, but its presence does not say that it is leaving.")
            .arg(role);
    lines += processLine(peer);
    if (peer.presence)
        lines += Text::tr("It left its counter and its presence in the object; hand-overs made: %1.")
                     .arg(peer.presence->handOvers);
    return lines;
}

QStringList leftoverEvidence(const NameOccupant &leftover)
{
    QStringList lines{Text::tr("The object is still there under its name.")};
    if (const auto &counters = leftover.exchange.counters)
        lines += Text::tr("Its counters: server %1, client %2.")
                     .arg(QString::number(counters->server), QString::number(counters->client));
    return lines + occupantEvidence(leftover);
}

} // namespace shmlab::ui
