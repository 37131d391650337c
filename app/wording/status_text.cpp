// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/status_text.h"

#include "wording/departure_text.h"
#include "wording/drill_text.h"
#include "wording/error_text.h"
#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_errors.h"
#include "wording/peer_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <cerrno>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::StatusText)
};

/// Adds why the object stays though it was to be removed.
void addRefusedRemoval(StatusText &text, const Error &error)
{
    if (error.problem == Problem::InUse) // the kernel counts those that a scan does not show
        text.verdict = verdictName(Verdict::Live);
    text.evidence += Text::tr("Its removal was refused: %1.").arg(causeText(error));
}

/// Why nothing is known of the object that is in the way.
QString uninspectedText(const Error &error)
{
    if (error.isCallFailure(ENOENT) || error.problem == Problem::Replaced)
        return Text::tr("It was removed or replaced while it was inspected.");
    return Text::tr("It could not be inspected: %1.").arg(causeText(error));
}

/// Adds how the peer took leave, what it left behind, and what helps.
void addDeparture(StatusText &text, Role peerRole, const ExchangeStatus &status)
{
    const Peer &peer = status.peer;
    if (peer.state == Peer::State::Left || peer.state == Peer::State::Died)
        text.evidence = departureEvidence(peerRole, peer);
    if (peerRole == Role::Client)
        return;
    const auto &leftover = status.leftover;
    const bool mayReplace = leftover ? leftover->isReplaceable() : status.name != NameState::OtherObject;
    if (leftover) {
        text.verdict = verdictName(leftover->usage.verdict);
        text.evidence += leftoverEvidence(*leftover);
        if (status.removalError) {
            text.text +=
                QLatin1Char(' ') + Text::tr("The object was not removed: %1.").arg(causeText(*status.removalError));
            addRefusedRemoval(text, *status.removalError);
        }
    }
    if (mayReplace)
        text.furtherRemedies += Remedy::StartServer;
    if (leftover && mayReplace)
        text.furtherRemedies += Remedy::RemoveLeftover;
}

/// The first half of a sentence: "The server of /test.shmem was killed by signal 9 (SIGKILL) and left the object".
QString serverGoneText(const QString &object, const ExchangeStatus &status)
{
    const QString departure = departureText(Role::Server, object, status.peer);
    return status.leftover ? Text::tr("%1 and left the object behind").arg(departure) : departure;
}

QString truncatedText(const QString &object, std::size_t remainingBytes)
{
    if (remainingBytes == 0)
        return Text::tr("%1 was truncated while it was in use; its bytes are lost. Without a guard, the next access "
                        "would have raised SIGBUS and killed this program. Start again.")
            .arg(object);
    return Text::tr("%1 was truncated to %2 while it was in use; the bytes after them are lost. SIGBUS is raised only "
                    "beyond the last page: a program without a check would read zeros here. Start again.")
        .arg(object, format::bytes(static_cast<qint64>(remainingBytes)));
}

StatusText endText(const ExchangeSettings &settings, const ExchangeStatus &status)
{
    const QString object = format::text(settings.name);
    const bool isServer = settings.role == Role::Server;
    const QString counters = Text::tr("server %1, client %2").arg(status.counters.server).arg(status.counters.client);
    QString text;
    switch (status.end) {
    case ExchangeEnd::Done: text = Text::tr("Done. Turns made: %1; %2.").arg(status.turns).arg(counters); break;
    case ExchangeEnd::Stopped: text = Text::tr("Stopped. Turns made: %1; %2.").arg(status.turns).arg(counters); break;
    case ExchangeEnd::PeerGone: {
        StatusText gone{Text::tr("%1; %2.").arg(serverGoneText(object, status), counters), Tone::Attention,
                        Remedy::StartAgain};
        addDeparture(gone, Role::Server, status);
        return gone;
    }
    case ExchangeEnd::Truncated: return {truncatedText(object, status.remainingBytes), Tone::Bad, Remedy::StartAgain};
    case ExchangeEnd::None:
    case ExchangeEnd::Failed: break;
    }
    if (isServer && status.name == NameState::Gone)
        text += QLatin1Char(' ') + Text::tr("The name was already gone: another process removed it.");
    else if (isServer && status.name == NameState::OtherObject)
        text += QLatin1Char(' ') + Text::tr("The name now leads to another object, which was not removed.");
    return {text, Tone::Quiet, Remedy::None};
}

StatusText failureText(const ExchangeSettings &settings, const ExchangeStatus &status)
{
    StatusText text{errorText(settings, status), Tone::Bad, Remedy::StartAgain};
    text.advisesOtherName = advisesOtherName(*status.error, status.occupant);
    const bool isMissing = status.error->isCallFailure(ENOENT);
    if (isMissing && status.shmDirectory)
        text.evidence = {searchLocationText(*status.shmDirectory)};
    if (status.inspectionError) {
        text.verdict = verdictName(Verdict::Unknown);
        text.evidence = {uninspectedText(*status.inspectionError)};
    }
    if (status.occupant) {
        text.verdict = verdictName(status.occupant->usage.verdict);
        text.evidence = occupantEvidence(*status.occupant);
        const bool isInTheWay = settings.role == Role::Server && status.error->isCallFailure(EEXIST);
        if (status.removalError)
            addRefusedRemoval(text, *status.removalError);
        else if (isInTheWay && status.occupant->isReplaceable())
            text.remedy = Remedy::RemoveAndStart;
    }
    return text;
}

QString anomalyText(CounterAnomaly anomaly)
{
    switch (anomaly) {
    case CounterAnomaly::None: break;
    case CounterAnomaly::Reset:
        return Text::tr(
            " The peer reset this side's counter to 0, as a plain client does when it joins; counting continued.");
    case CounterAnomaly::Cleared: return Text::tr(" The object's bytes were cleared; counting continued from 0.");
    case CounterAnomaly::Overwritten:
        return Text::tr(" Another process wrote this side's counter; counting continued from there.");
    }
    return {};
}

QString unresponsiveText(Role peerRole, const Peer &peer)
{
    switch (peer.condition) {
    case Peer::Condition::Active: break;
    case Peer::Condition::Stalled:
        return Text::tr(" The %1 has not answered for some seconds; it is alive and may continue at any time.")
            .arg(format::role(peerRole));
    case Peer::Condition::Stopped:
        return Text::tr(" The %1 is stopped by a signal or a debugger; it runs again when it is continued.")
            .arg(format::role(peerRole));
    }
    return {};
}

/// With a peer that is there. Exchanging are only two sides of which none is paused and none owes an answer.
StatusText presentText(const ExchangeSettings &settings, const ExchangeStatus &status)
{
    const Peer &peer = status.peer;
    const Role peerRole = peerRoleOf(settings.role);
    const bool isPeerPaused =
        peer.isShmlab && peer.presence && peer.presence->activity == static_cast<std::uint32_t>(Activity::Paused);
    const bool isExchanging =
        status.state == RunState::Running && !isPeerPaused && peer.condition == Peer::Condition::Active;
    const QString text =
        isExchanging ? Text::tr("Exchanging over %1 with %2.") : Text::tr("Connected over %1 with %2.");
    return {text.arg(format::text(settings.name), peerText(peerRole, peer)) + unresponsiveText(peerRole, peer),
            isExchanging                                    ? Tone::Good
                : peer.condition == Peer::Condition::Active ? Tone::Quiet
                                                            : Tone::Attention,
            Remedy::None};
}

StatusText peerStateText(const ExchangeSettings &settings, const ExchangeStatus &status)
{
    const Role peerRole = peerRoleOf(settings.role);
    const QString object = format::text(settings.name);
    switch (status.peer.state) {
    case Peer::State::Absent:
        return {settings.role == Role::Server ? Text::tr("%1 is ready; no client has joined yet.").arg(object)
                                              : Text::tr("Joined %1; no server has been seen yet.").arg(object),
                Tone::Quiet, Remedy::None};
    case Peer::State::Present: return presentText(settings, status);
    case Peer::State::Left:
    case Peer::State::Died: {
        StatusText text{Text::tr("%1; waiting for another one.").arg(departureText(peerRole, object, status.peer)),
                        status.peer.state == Peer::State::Left && !status.peer.end ? Tone::Quiet : Tone::Attention,
                        Remedy::None};
        addDeparture(text, peerRole, status);
        return text;
    }
    }
    return {};
}

StatusText waitingText(const QString &object, const ExchangeStatus &status)
{
    StatusText text{Text::tr("Waiting for a server to create %1.").arg(object), Tone::Attention, Remedy::None};
    if (!status.shmDirectory)
        return text;
    if (const QString wrong = directoryProblemText(*status.shmDirectory); !wrong.isEmpty())
        text.text += QLatin1Char(' ') + wrong;
    text.evidence = {searchLocationText(*status.shmDirectory)};
    return text;
}

/// Full speed on one side only is as slow as the timer of the other one.
void addPace(StatusText &text, const ExchangeSettings &settings, const ExchangeStatus &status)
{
    const bool isActive = status.peer.state == Peer::State::Present && status.peer.condition == Peer::Condition::Active;
    if (!isActive || !status.peerPace || *status.peerPace == settings.pace)
        return;
    const QString peer = format::role(peerRoleOf(settings.role));
    const bool isPeerFast = *status.peerPace == Pace::FullSpeed;
    text.text += QLatin1Char(' ')
        + (isPeerFast ? Text::tr("The %1 is at full speed; this side is still on its timer.").arg(peer)
                      : Text::tr("The %1 is still on its timer, so this side waits for each of its turns.").arg(peer));
    text.remedy = isPeerFast ? Remedy::TakeFullSpeed : Remedy::TakeTimer;
}

/// A name that is gone changes nothing for those who have the object.
void addNameLoss(StatusText &text, const ExchangeSettings &settings, const ExchangeStatus &status)
{
    if (status.name == NameState::SameObject)
        return;
    const QString lost = status.peer.state == Peer::State::Present
        ? Text::tr("The name %1 was removed: both sides stay connected, but no other process can join until the server "
                   "starts again.")
        : Text::tr("The name %1 was removed: no other process can join until the server starts again.");
    text.text += QLatin1Char(' ') + lost.arg(format::text(settings.name));
    text.tone = Tone::Attention;
}

StatusText activeText(const ExchangeSettings &settings, const ExchangeStatus &status)
{
    StatusText text = peerStateText(settings, status);
    addNameLoss(text, settings, status);
    addPace(text, settings, status);
    if (status.state == RunState::Paused)
        text.text.prepend(Text::tr("Paused. "));
    text.text += anomalyText(status.anomaly);
    if (status.peer.state == Peer::State::Present || status.name != NameState::SameObject)
        text.verdict = verdictName(verdictOn(status.name, status.peer));
    return text;
}

} // namespace

StatusText statusText(const ExchangeSettings &settings, const ExchangeStatus &status)
{
    const QString object = format::text(settings.name);
    switch (status.state) {
    case RunState::Idle:
        if (status.error)
            return failureText(settings, status);
        if (status.end == ExchangeEnd::None)
            return {settings.role == Role::Server ? Text::tr("Ready to create %1. Press Start.").arg(object)
                                                  : Text::tr("Ready to join %1. Press Start.").arg(object),
                    Tone::Quiet, Remedy::None};
        return endText(settings, status);
    case RunState::Waiting:
        if (status.error)
            return {Text::tr("Waiting for the creator of %1 to size it.").arg(object), Tone::Attention, Remedy::None};
        if (status.end == ExchangeEnd::PeerGone) {
            StatusText gone{Text::tr("%1; waiting for a new one.").arg(serverGoneText(object, status)), Tone::Attention,
                            Remedy::None};
            addDeparture(gone, Role::Server, status);
            return gone;
        }
        return waitingText(object, status);
    case RunState::Running:
    case RunState::Paused: break;
    }
    return activeText(settings, status);
}

StatusText stopDrillText()
{
    return {Text::tr("This window is stopped by the drill; it continues by itself after %1 seconds.")
                .arg(drillStopTime.count()),
            Tone::Attention, Remedy::None, verdictName(Verdict::Stopped)};
}

} // namespace shmlab::ui
