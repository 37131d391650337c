// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/status_text.h"

#include "exchange/evidence_text.h"
#include "models/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <cerrno>

#include <sys/statvfs.h>
#include <unistd.h>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::StatusText)
};

QString freeSpace()
{
    struct statvfs space{};
    if (::statvfs(std::string(shmDirectory).c_str(), &space) != 0)
        return {};
    return format::bytes(static_cast<qint64>(space.f_bavail * space.f_frsize));
}

QString existsText(const QString &object, const std::optional<Judgement> &judgement)
{
    if (!judgement)
        return Text::tr("Cannot create %1: it exists. Choose another name.").arg(object);
    switch (judgement->verdict) {
    case Verdict::Stale:
        return Text::tr(
                   "Cannot create %1: it exists and nobody uses it (%2). Remove it and start, or choose another name.")
            .arg(object, originText(*judgement));
    case Verdict::Live:
    case Verdict::Orphaned:
        return Text::tr("Cannot create %1: it is in use by %2. Join as client, or choose another name.")
            .arg(object, holdersText(*judgement));
    case Verdict::Stalled:
        return Text::
            tr("Cannot create %1: it is in use by %2, which makes no progress but is alive. Wait for it, end it, or "
               "choose another name.")
                .arg(object, holdersText(*judgement));
    case Verdict::Stopped:
        return Text::
            tr("Cannot create %1: it is in use by %2, which is stopped. Continue it, end it, or choose another name.")
                .arg(object, holdersText(*judgement));
    case Verdict::Foreign:
        return Text::tr("Cannot create %1: an object of another kind has that name (%2, mode %3, user id %4). Choose "
                        "another name.")
            .arg(object, format::bytes(judgement->status.sizeBytes),
                 QStringLiteral("0%1").arg(judgement->status.mode & 07777U, 0, 8),
                 QString::number(judgement->status.owner));
    case Verdict::Unknown: break;
    }
    return Text::tr(
               "Cannot create %1: it exists, and whether it is in use cannot be told (processes hidden: %2). Choose "
               "another name, or look as the user who owns it.")
        .arg(object, QString::number(judgement->census.hidden));
}

QString callFailure(const ExchangeSettings &settings, const Error &error, const std::optional<Judgement> &judgement)
{
    const QString object = format::text(settings.name);
    const bool isServer = settings.role == Role::Server;
    const QString failed =
        isServer ? Text::tr("Cannot create %1: %2 failed: %3.") : Text::tr("Cannot join %1: %2 failed: %3.");
    const QString what =
        failed.arg(object, QString::fromLatin1(callName(error.call)), format::errnoWords(error.errorNumber));
    switch (error.errorNumber) {
    case EEXIST: return existsText(object, judgement);
    case ENOENT:
        if (!isServer && error.call == Call::ShmOpen)
            return Text::tr("Cannot join %1: there is no such object. Start its server first, or wait for it.")
                .arg(object);
        return what + QLatin1Char(' ') + Text::tr("Is /dev/shm mounted?");
    case ENOSPC:
        return what + QLatin1Char(' ')
            + Text::tr("%1 are free in /dev/shm. Remove what is left over there, or choose a smaller size.")
                  .arg(freeSpace());
    case EACCES:
    case EPERM:
        return what + QLatin1Char(' ')
            + Text::tr("The object or /dev/shm belongs to another user. Choose another name.");
    case EMFILE:
    case ENFILE: return what + QLatin1Char(' ') + Text::tr("Close other files or raise the limit (ulimit -n).");
    case EFBIG: return what + QLatin1Char(' ') + Text::tr("Choose a smaller size or raise the limit (ulimit -f).");
    case ENOMEM: return what + QLatin1Char(' ') + Text::tr("Choose a smaller size or close other programs.");
    case EROFS: return what + QLatin1Char(' ') + Text::tr("/dev/shm is mounted read-only.");
    default: return what;
    }
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
    case ExchangeEnd::PeerGone:
        return {Text::tr("The server of %1 is gone; %2.").arg(object, counters), Tone::Attention, Remedy::StartAgain};
    case ExchangeEnd::CutShort:
        return {Text::tr("Somebody cut %1 short while it was in use; its bytes are lost. Start again.").arg(object),
                Tone::Bad, Remedy::StartAgain};
    case ExchangeEnd::None:
    case ExchangeEnd::Failed: break;
    }
    if (isServer && status.name == NameState::Gone)
        text += QLatin1Char(' ') + Text::tr("The name was gone already: somebody else removed it.");
    else if (isServer && status.name == NameState::OtherObject)
        text += QLatin1Char(' ') + Text::tr("The name leads to another object by now, which was left alone.");
    return {text, Tone::Quiet, Remedy::None};
}

StatusText failureText(const ExchangeSettings &settings, const ExchangeStatus &status)
{
    StatusText text{errorText(settings, *status.error, status.judgement), Tone::Bad, Remedy::StartAgain};
    if (status.judgement) {
        text.verdict = verdictWord(status.judgement->verdict);
        text.evidence = evidenceText(*status.judgement);
        const bool isInTheWay = settings.role == Role::Server && status.error->isCallFailure(EEXIST);
        if (isInTheWay && status.judgement->verdict == Verdict::Stale)
            text.remedy = Remedy::RemoveAndStart;
    }
    return text;
}

QString surpriseText(Surprise surprise)
{
    switch (surprise) {
    case Surprise::None: break;
    case Surprise::OwnReset:
        return Text::tr(" The peer reset my counter to 0, as a plain client does when it joins; counting went on.");
    case Surprise::OwnChanged:
        return Text::tr(" Somebody else wrote this side's counter; counting went on from there.");
    }
    return {};
}

QString silenceText(Role peerRole, const Peer &peer)
{
    switch (peer.condition) {
    case Peer::Condition::Active: break;
    case Peer::Condition::Stalled:
        return Text::tr(" The %1 has not answered for some seconds; it is alive and may go on at any time.")
            .arg(format::role(peerRole));
    case Peer::Condition::Stopped:
        return Text::tr(" The %1 is stopped, by a signal or a debugger; it goes on when it is continued.")
            .arg(format::role(peerRole));
    }
    return {};
}

StatusText peerStateText(const ExchangeSettings &settings, const Peer &peer)
{
    const Role peerRole = otherRole(settings.role);
    const QString object = format::text(settings.name);
    switch (peer.state) {
    case Peer::State::Nobody:
        return {settings.role == Role::Server ? Text::tr("%1 is there; no client has joined yet.").arg(object)
                                              : Text::tr("Joined %1, but no server shows itself.").arg(object),
                Tone::Quiet, Remedy::None};
    case Peer::State::Present:
        return {Text::tr("Exchanging over %1 with %2.").arg(object, peerText(peerRole, peer))
                    + silenceText(peerRole, peer),
                peer.condition == Peer::Condition::Active ? Tone::Good : Tone::Attention, Remedy::None};
    case Peer::State::Left:
        return {Text::tr("The %1 has left %2; waiting for another one.").arg(format::role(peerRole), object),
                Tone::Quiet, Remedy::None};
    case Peer::State::Died:
        return {
            Text::tr("The %1 of %2 died without leaving; waiting for another one.").arg(format::role(peerRole), object),
            Tone::Attention, Remedy::None};
    }
    return {};
}

StatusText activeText(const ExchangeSettings &settings, const ExchangeStatus &status)
{
    StatusText text = peerStateText(settings, status.peer);
    if (status.name != NameState::SameObject) {
        text = {Text::tr("Somebody removed the name %1: the exchange goes on, but nobody new can join until the server "
                         "starts again.")
                    .arg(format::text(settings.name)),
                Tone::Attention, Remedy::None};
    }
    if (status.state == ExchangeState::Paused)
        text.text.prepend(Text::tr("Paused. "));
    text.text += surpriseText(status.surprise);
    if (status.peer.state == Peer::State::Present || status.name != NameState::SameObject)
        text.verdict = verdictWord(verdictOn(status.name, status.peer));
    return text;
}

} // namespace

StatusText statusText(const ExchangeSettings &settings, const ExchangeStatus &status)
{
    const QString object = format::text(settings.name);
    switch (status.state) {
    case ExchangeState::Idle:
        if (status.error)
            return failureText(settings, status);
        if (status.end == ExchangeEnd::None)
            return {settings.role == Role::Server ? Text::tr("Ready to create %1. Press Start.").arg(object)
                                                  : Text::tr("Ready to join %1. Press Start.").arg(object),
                    Tone::Quiet, Remedy::None};
        return endText(settings, status);
    case ExchangeState::Waiting:
        if (status.error)
            return {Text::tr("Waiting for the creator of %1 to size it.").arg(object), Tone::Attention, Remedy::None};
        if (status.end == ExchangeEnd::PeerGone)
            return {Text::tr("The server of %1 is gone; waiting for a new one.").arg(object), Tone::Attention,
                    Remedy::None};
        return {Text::tr("Waiting for a server to create %1.").arg(object), Tone::Attention, Remedy::None};
    case ExchangeState::Running:
    case ExchangeState::Paused: break;
    }
    return activeText(settings, status);
}

QString nameErrorText(const Error &error)
{
    const QString name = QString::fromStdString(error.object);
    switch (error.problem) {
    case Problem::NameEmpty: return Text::tr("The object name is empty.");
    case Problem::NameIsDot: return Text::tr("\"%1\" is a directory, not an object name.").arg(name);
    case Problem::NameHasSlash:
        return Text::tr("\"%1\" is no object name: only its first character may be a slash.").arg(name);
    case Problem::NameHasNul: return Text::tr("\"%1\" is no object name: it holds a NUL byte.").arg(name);
    case Problem::NameTooLong: return Text::tr("The object name is longer than 255 bytes.");
    default: return QString::fromStdString(describe(error));
    }
}

QString errorText(const ExchangeSettings &settings, const Error &error, const std::optional<Judgement> &judgement)
{
    const QString object = format::text(settings.name);
    switch (error.problem) {
    case Problem::CallFailed: return callFailure(settings, error, judgement);
    case Problem::NameEmpty:
    case Problem::NameIsDot:
    case Problem::NameHasSlash:
    case Problem::NameHasNul:
    case Problem::NameTooLong: return nameErrorText(error);
    case Problem::SizeInvalid:
        return Text::tr("Cannot create %1: an exchange needs at least 8 bytes. Choose a larger size.").arg(object);
    case Problem::NotRegular:
        return Text::tr(
                   "Cannot use %1: it is a directory, link or device, not a shared memory object. Choose another name.")
            .arg(object);
    case Problem::TooSmall:
        return Text::tr("Cannot join %1: it has less than 8 bytes, no room for two counters. Choose another name.")
            .arg(object);
    case Problem::Unfinished:
        if (judgement && isInUse(judgement->verdict)) {
            return Text::
                tr("Cannot join %1: it still has 0 bytes; %2 created it and has not sized it. Try again when it has.")
                    .arg(object, holdersText(*judgement));
        }
        return Text::tr("Cannot join %1: it still has 0 bytes; its creator is gone. Start a server that replaces it.")
            .arg(object);
    case Problem::RoleTaken: {
        const auto holder = readProcess(SystemCalls(), error.holder);
        const QString who = holder ? format::process(*holder) : Text::tr("another process");
        return Text::tr("Cannot join %1 as %2: %3 already is its %2. Stop it, or choose another name.")
            .arg(object, format::role(settings.role), who);
    }
    case Problem::ForeignOwner:
        return Text::tr("Did not join %1: it belongs to another user. Start with --trust-others if you know its owner.")
            .arg(object);
    case Problem::WritableByOthers:
        return Text::tr("Did not join %1: other users may write to it. Start with --trust-others if that is meant.")
            .arg(object);
    case Problem::NotStale: return Text::tr("Did not remove %1: somebody may be using it.").arg(object);
    case Problem::NotOurs:
        return Text::tr("Did not touch %1: no Shmlab server has created it, and drills are for our own objects only.")
            .arg(object);
    case Problem::Replaced:
        return Text::tr("Did not use %1: the name leads to another object by now. Try again.").arg(object);
    }
    return QString::fromStdString(describe(error));
}

QString peerText(Role peerRole, const Peer &peer)
{
    const QString who = peer.process     ? format::process(*peer.process)
        : peer.isShmlab && peer.presence ? Text::tr("pid %1").arg(peer.presence->pid)
                                         : Text::tr("process not known");
    switch (peer.state) {
    case Peer::State::Nobody: return Text::tr("nobody seen yet");
    case Peer::State::Present: {
        if (!peer.isShmlab)
            return Text::tr("plain program, %1").arg(who);
        const bool isPaused = peer.presence && peer.presence->activity == static_cast<std::uint32_t>(Activity::Paused);
        return isPaused ? Text::tr("%1, paused").arg(who) : who;
    }
    case Peer::State::Left: return Text::tr("the %1 has left").arg(format::role(peerRole));
    case Peer::State::Died: return Text::tr("the %1 died").arg(format::role(peerRole));
    }
    return {};
}

} // namespace shmlab::ui
