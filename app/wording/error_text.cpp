// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/error_text.h"

#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_errors.h"
#include "wording/object_text.h"

#include <QCoreApplication>

#include <cerrno>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ErrorText)
};

QString occupantText(OccupantMismatch mismatch)
{
    switch (mismatch) {
    case OccupantMismatch::OtherOwner: return Text::tr("an object of another user");
    case OccupantMismatch::OtherSize: return Text::tr("an object of another size");
    case OccupantMismatch::WaitsForNextUser: return Text::tr("an object that waits for its next user");
    case OccupantMismatch::OnKeepList:
        return Text::tr("an object whose name is on the keep list, or that list cannot be read,");
    case OccupantMismatch::None:
    case OccupantMismatch::OtherType: break;
    }
    return {};
}

/// Why this server cannot replace the object that has its name.
QString mismatchText(const QString &object, const NameOccupant &occupant)
{
    const ObjectStatus &status = occupant.usage.status;
    if (occupant.mismatch == OccupantMismatch::OtherType)
        return Text::tr("Cannot create %1: a file of another type has that name. Choose another name.").arg(object);
    const QString what = occupantText(occupant.mismatch);
    const QString details =
        Text::tr("%1, mode %2, user id %3")
            .arg(format::bytes(status.sizeBytes), modeText(status.mode), QString::number(status.owner));
    if (!isInUse(occupant.usage.verdict))
        return Text::tr("Cannot create %1: %2 has that name (%3). Choose another name.").arg(object, what, details);
    return Text::tr("Cannot create %1: %2 has that name (%3), in use by %4. Choose another name.")
        .arg(object, what, details, holdersText(occupant.usage));
}

QString nameTakenText(const QString &object, const ExchangeStatus &status)
{
    const auto &occupant = status.occupant;
    if (!occupant)
        return Text::tr("Cannot create %1: it exists. Choose another name.").arg(object);
    if (occupant->mismatch != OccupantMismatch::None)
        return mismatchText(object, *occupant);
    if (status.removalError)
        return Text::tr("Cannot create %1: it exists and was not removed: %2. Choose another name.")
            .arg(object, causeText(*status.removalError));
    const Usage &usage = occupant->usage;
    switch (usage.verdict) {
    case Verdict::Stale:
    case Verdict::Unused:
        return Text::tr(
                   "Cannot create %1: it exists and no process is seen to use it (%2). Remove it and start, or choose "
                   "another name.")
            .arg(object, originText(*occupant));
    case Verdict::Live:
    case Verdict::Orphaned:
        return Text::tr("Cannot create %1: it is in use by %2. Join as client, or choose another name.")
            .arg(object, holdersText(usage));
    case Verdict::Stalled:
        return Text::tr("Cannot create %1: it is in use by %2, which makes no progress but is alive. Wait for it, end "
                        "it, or choose another name.")
            .arg(object, holdersText(usage));
    case Verdict::Stopped:
        return Text::tr("Cannot create %1: it is in use by %2, which is stopped. Continue it, end it, or choose "
                        "another name.")
            .arg(object, holdersText(usage));
    case Verdict::NotAnObject:
    case Verdict::Unknown: break;
    }
    return Text::tr("Cannot create %1: it exists and could not be examined. Choose another name, or try as its owner.")
        .arg(object);
}

/// The process that already has the role.
QString roleHolderText(const Error &error, const std::optional<NameOccupant> &occupant)
{
    if (error.holder == 0)
        return occupant ? holdersText(occupant->usage) : Text::tr("another process");
    if (occupant) {
        for (const Holder &holder : occupant->usage.processScan.holders) {
            if (holder.process.pid == error.holder)
                return format::process(holder.process);
        }
    }
    return format::process({.pid = error.holder});
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
        if (!directory)
            return Text::tr("/dev/shm is full. Remove stale objects there, or choose a smaller size.");
        if (directory->inodes > 0 && directory->freeInodes == 0)
            return Text::tr("No inodes are free in /dev/shm: it holds as many files as it may. Remove stale objects "
                            "there.");
        return Text::tr("%1 are free in /dev/shm. Remove stale objects there, or choose a smaller size.")
            .arg(format::bytes(static_cast<qint64>(directory->freeBytes)));
    case EACCES:
    case EPERM:
        if (!wrongWithDirectory.isEmpty())
            return wrongWithDirectory;
        if (status.occupant && status.occupant->mismatch != OccupantMismatch::OtherOwner)
            return Text::tr("Its mode denies access to its owner. Set it: chmod 600 the file in /dev/shm.");
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
    const bool isLeaving = error.call == Call::Renameat2 || error.call == Call::ShmUnlink;
    if (error.errorNumber == EEXIST && !isLeaving)
        return nameTakenText(object, status);
    if (error.errorNumber == ENOENT && !isServer && error.call == Call::ShmOpen
        && (!status.shmDirectory || status.shmDirectory->exists))
        return Text::tr("Cannot join %1: there is no such object. Start its server first, or wait for it.").arg(object);
    if (error.call == Call::SchedSetaffinity)
        return Text::
            tr("Cannot run on processor %1: there is no processor with that number, or it is not allowed here. Choose "
               "another one with --cpu.")
                .arg(settings.processor.value_or(0));
    if (error.call == Call::Clone)
        return Text::tr("Cannot exchange at full speed: could not start a thread (%1). Close other programs or "
                        "choose the timer.")
            .arg(format::errnoText(error.errorNumber));
    const QString failed = isLeaving ? Text::tr("Cannot remove the name %1: %2 failed: %3.")
        : isServer                   ? Text::tr("Cannot create %1: %2 failed: %3.")
                                     : Text::tr("Cannot join %1: %2 failed: %3.");
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
        return Text::tr("The drill was not run: %1 was not created by a Shmlab server.").arg(object);
    if (error.problem == Problem::CallFailed && error.errorNumber != ENOENT)
        return Text::tr("The drill was not run: %1 failed on %2: %3.")
            .arg(QString::fromLatin1(callName(error.call)), object, format::errnoText(error.errorNumber));
    return Text::tr("The drill was not run: the name %1 no longer leads to the object of this exchange.").arg(object);
}

QString nameErrorText(const Error &error)
{
    const QString name = QString::fromStdString(error.object);
    switch (error.problem) {
    case Problem::NameEmpty: return Text::tr("The object name is empty.");
    case Problem::NameIsDot: return Text::tr("\"%1\" is a directory, not an object name.").arg(name);
    case Problem::NameHasSlash:
        return Text::tr("\"%1\" is not a valid object name: beside the first one, slashes only separate directories, "
                        "whose names are neither empty nor dots.")
            .arg(name);
    case Problem::NameHasNul: return Text::tr("\"%1\" is not a valid object name: it contains a NUL byte.").arg(name);
    case Problem::NameTooLong: return Text::tr("The object name is longer than 255 bytes.");
    default: return QString::fromStdString(describe(error));
    }
}

bool advisesOtherName(const Error &error, const std::optional<NameOccupant> &occupant)
{
    const bool isForeign = !occupant || occupant->mismatch == OccupantMismatch::OtherOwner;
    switch (error.problem) {
    case Problem::CallFailed:
        return error.errorNumber == EEXIST
            || (isForeign && (error.errorNumber == EACCES || error.errorNumber == EPERM));
    case Problem::NameEmpty:
    case Problem::NameIsDot:
    case Problem::NameHasSlash:
    case Problem::NameHasNul:
    case Problem::NameTooLong:
    case Problem::NotRegular:
    case Problem::TooSmall:
    case Problem::RoleTaken:
    case Problem::ForeignOwner:
    case Problem::WritableByOthers: return true;
    default: return false;
    }
}

QString errorText(const ExchangeSettings &settings, const ExchangeStatus &status)
{
    const Error &error = *status.error;
    const auto &occupant = status.occupant;
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
        return Text::tr(
                   "Cannot join %1: it is smaller than 8 bytes and has no room for two counters. Choose another name.")
            .arg(object);
    case Problem::Unfinished:
        if (occupant && isInUse(occupant->usage.verdict)) {
            return Text::tr(
                       "Cannot join %1: it still has 0 bytes; %2 holds it and has not sized it yet. Try again later.")
                .arg(object, holdersText(occupant->usage));
        }
        if (occupant && occupant->isReplaceable()) {
            return Text::tr(
                       "Cannot join %1: it still has 0 bytes; its creator is gone. Start a server that replaces it.")
                .arg(object);
        }
        return Text::tr(
                   "Cannot join %1: it still has 0 bytes; whether its creator is still running is unknown. Try again.")
            .arg(object);
    case Problem::RoleTaken:
        return Text::tr("Cannot join %1 as %2: %3 already is its %2. Stop it, or choose another name.")
            .arg(object, format::role(settings.role), roleHolderText(error, occupant));
    case Problem::ForeignOwner:
        return Text::tr(
                   "Did not join %1: it belongs to another user. Start with --trust-others if you trust its owner.")
            .arg(object);
    case Problem::WritableByOthers:
        return Text::tr("Did not join %1: other users may write to it. Start with --trust-others if that is intended.")
            .arg(object);
    case Problem::InUse:
    case Problem::KernelNotAsked:
    case Problem::HoldersUnknown:
    case Problem::StaysQuarantined: return removalErrorText(object, error);
    case Problem::Leased:
        return Text::tr("Did not open %1: another process holds a lease on it, which that would break.").arg(object);
    case Problem::NoBytes:
    case Problem::NotAttached: return readErrorText(object, error);
    case Problem::NotOurs:
        return Text::
            tr("Did not change %1: it was not created by a Shmlab server, and drills are for objects of Shmlab only.")
                .arg(object);
    case Problem::Replaced:
        return Text::tr("Did not use %1: its name was removed or now leads to another object. Try again.").arg(object);
    case Problem::OutOfMemory:
        return Text::tr("Cannot use %1: out of memory. Close other programs and try again.").arg(object);
    case Problem::TooLarge: return Text::tr("Cannot keep a copy of %1: it holds too much data.").arg(object);
    case Problem::BackupDamaged:
        return Text::tr("Cannot restore %1: the file with its copy was changed or cut short.").arg(object);
    case Problem::Cancelled: return Text::tr("The work on %1 was cancelled.").arg(object);
    }
    return QString::fromStdString(describe(error));
}

} // namespace shmlab::ui
