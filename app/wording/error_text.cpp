// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/error_text.h"

#include "wording/evidence_text.h"
#include "wording/format.h"

#include <QCoreApplication>

#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ErrorText)
};

QString foreignText(const QString &object, const Usage &usage)
{
    const QString kind =
        Text::tr("%1, mode %2, user id %3")
            .arg(format::bytes(usage.status.sizeBytes), QStringLiteral("0%1").arg(usage.status.mode & 07777U, 0, 8),
                 QString::number(usage.status.owner));
    if (usage.processScan.holders.empty())
        return Text::tr("Cannot create %1: an object of another kind has that name (%2). Choose another name.")
            .arg(object, kind);
    return Text::tr(
               "Cannot create %1: an object of another kind has that name (%2), in use by %3. Choose another name.")
        .arg(object, kind, holdersText(usage));
}

QString nameTakenText(const QString &object, const std::optional<Usage> &usage)
{
    if (!usage)
        return Text::tr("Cannot create %1: it exists. Choose another name.").arg(object);
    switch (usage->verdict) {
    case Verdict::Stale:
        return Text::tr(
                   "Cannot create %1: it exists and nobody uses it (%2). Remove it and start, or choose another name.")
            .arg(object, originText(*usage));
    case Verdict::Live:
    case Verdict::Orphaned:
        return Text::tr("Cannot create %1: it is in use by %2. Join as client, or choose another name.")
            .arg(object, holdersText(*usage));
    case Verdict::Stalled:
        return Text::
            tr("Cannot create %1: it is in use by %2, which makes no progress but is alive. Wait for it, end it, or "
               "choose another name.")
                .arg(object, holdersText(*usage));
    case Verdict::Stopped:
        return Text::
            tr("Cannot create %1: it is in use by %2, which is stopped. Continue it, end it, or choose another name.")
                .arg(object, holdersText(*usage));
    case Verdict::Foreign: return foreignText(object, *usage);
    case Verdict::Unknown: break;
    }
    return Text::tr(
               "Cannot create %1: it exists, and whether it is in use cannot be told (processes hidden: %2). Choose "
               "another name, or look as the user who owns it.")
        .arg(object, QString::number(usage->processScan.hidden));
}

QString adviceText(const ExchangeStatus &status)
{
    const auto &directory = status.shmDirectory;
    QString wrongWithDirectory = directory ? directoryProblemText(*directory) : QString();
    switch (status.error->errorNumber) {
    case ENOENT:
    case ENOTDIR:
    case EROFS: return wrongWithDirectory;
    case ENOSPC:
        return Text::tr("%1 are free in /dev/shm. Remove what is left over there, or choose a smaller size.")
            .arg(directory ? format::bytes(static_cast<qint64>(directory->freeBytes)) : Text::tr("No bytes"));
    case EACCES:
    case EPERM:
        if (!wrongWithDirectory.isEmpty())
            return wrongWithDirectory;
        if (status.usage && status.usage->status.owner == ::geteuid())
            return Text::tr("Its mode shuts its own owner out; mend it: chmod 600 the file in /dev/shm.");
        return Text::tr("The object belongs to another user. Choose another name.");
    case EMFILE:
    case ENFILE: return Text::tr("Close other files or raise the limit (ulimit -n).");
    case EFBIG: return Text::tr("Choose a smaller size or raise the limit (ulimit -f).");
    case ENOMEM: return Text::tr("Choose a smaller size or close other programs.");
    default: return {};
    }
}

QString callFailureText(const ExchangeSettings &settings, const ExchangeStatus &status)
{
    const Error &error = *status.error;
    const QString object = format::text(settings.name);
    const bool isServer = settings.role == Role::Server;
    if (error.errorNumber == EEXIST)
        return nameTakenText(object, status.usage);
    if (error.errorNumber == ENOENT && !isServer && error.call == Call::ShmOpen
        && (!status.shmDirectory || status.shmDirectory->exists))
        return Text::tr("Cannot join %1: there is no such object. Start its server first, or wait for it.").arg(object);
    if (error.call == Call::SchedSetaffinity)
        return Text::tr("Cannot run on processor %1: there is none of that number, or it is not allowed here. Choose "
                        "another one with --cpu.")
            .arg(settings.processor.value_or(0));
    if (error.call == Call::Clone)
        return Text::tr("Cannot exchange at full speed: no more threads are to be had (%1). Close other programs or "
                        "choose the timer.")
            .arg(format::errnoText(error.errorNumber));
    const QString failed =
        isServer ? Text::tr("Cannot create %1: %2 failed: %3.") : Text::tr("Cannot join %1: %2 failed: %3.");
    const QString what =
        failed.arg(object, QString::fromLatin1(callName(error.call)), format::errnoText(error.errorNumber));
    QString advice = adviceText(status);
    return advice.isEmpty() ? what : what + QLatin1Char(' ') + advice;
}

} // namespace

QString drillErrorText(const ExchangeSettings &settings, const Error &error)
{
    const QString object = format::text(settings.name);
    if (error.problem == Problem::NotOurs)
        return Text::tr("The drill was not done: no Shmlab server has created %1.").arg(object);
    if (error.problem == Problem::CallFailed && error.errorNumber != ENOENT)
        return Text::tr("The drill was not done: %1 failed on %2: %3.")
            .arg(QString::fromLatin1(callName(error.call)), object, format::errnoText(error.errorNumber));
    return Text::tr("The drill was not done: the name %1 no longer leads to the object of this exchange.").arg(object);
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

QString errorText(const ExchangeSettings &settings, const ExchangeStatus &status)
{
    const Error &error = *status.error;
    const auto &usage = status.usage;
    const QString object = format::text(settings.name);
    switch (error.problem) {
    case Problem::CallFailed: return callFailureText(settings, status);
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
        if (usage && isInUse(usage->verdict)) {
            return Text::
                tr("Cannot join %1: it still has 0 bytes; %2 created it and has not sized it. Try again when it has.")
                    .arg(object, holdersText(*usage));
        }
        if (usage && usage->verdict == Verdict::Stale) {
            return Text::tr(
                       "Cannot join %1: it still has 0 bytes; its creator is gone. Start a server that replaces it.")
                .arg(object);
        }
        return Text::tr("Cannot join %1: it still has 0 bytes; whether its creator lives cannot be told. Try again.")
            .arg(object);
    case Problem::RoleTaken: {
        const auto holder = readProcess(SystemCalls(), error.holder);
        const QString who = holder ? format::process(*holder)
            : usage                ? holdersText(*usage)
                                   : Text::tr("another process");
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
        return Text::tr("Did not use %1: its name was removed or leads to another object by now. Try again.")
            .arg(object);
    case Problem::OutOfMemory:
        return Text::tr("Cannot use %1: out of memory. Close other programs and try again.").arg(object);
    case Problem::TooLarge: return Text::tr("Cannot keep a copy of %1: it holds too much data.").arg(object);
    }
    return QString::fromStdString(describe(error));
}

QString directoryProblemText(const ShmDirectory &directory)
{
    constexpr mode_t openToAll = 0777;
    if (!directory.exists)
        return Text::tr("/dev/shm is missing; mount it: mount -t tmpfs -o mode=1777 tmpfs /dev/shm.");
    if (directory.isReadOnly)
        return Text::tr("/dev/shm is mounted read-only; mend it: mount -o remount,rw /dev/shm.");
    const QString mode = QStringLiteral("0%1").arg(directory.mode, 0, 8);
    if ((directory.mode & openToAll) != openToAll)
        return Text::tr("/dev/shm has mode %1, which shuts users out; mend it: chmod 1777 /dev/shm.").arg(mode);
    if ((directory.mode & S_ISVTX) == 0)
        return Text::tr(
                   "/dev/shm has mode %1, which lets everybody remove others' objects; mend it: chmod 1777 /dev/shm.")
            .arg(mode);
    if (!directory.isMemory)
        return Text::tr("/dev/shm is no memory (tmpfs) but a folder on a disk.");
    return {};
}

} // namespace shmlab::ui
