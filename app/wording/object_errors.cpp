// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/object_errors.h"

#include "wording/format.h"

#include <QCoreApplication>

#include <cerrno>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ObjectErrors)
};

QString callFailureClause(const Error &error)
{
    return Text::tr("%1 failed: %2")
        .arg(QString::fromLatin1(callName(error.call)), format::errnoText(error.errorNumber));
}

/// As a clause: why the kernel could not be asked about an object.
QString notAskedReason(const Error &error)
{
    const bool isLease = error.call == Call::Fcntl;
    if (isLease && error.errorNumber == EACCES)
        return Text::tr("only its owner or root may ask");
    if (isLease && error.errorNumber == EINVAL)
        return Text::tr("leases are disabled here: fs.leases-enable");
    if (error.call == Call::Open && error.errorNumber == EACCES)
        return Text::tr("its mode does not allow this user to open it");
    return callFailureClause(error);
}

/// Adds what to do about the failure of a call that renames or unlinks.
QString withRemedy(const QString &text, const Error &error)
{
    QString remedy;
    if (error.isCallFailure(EEXIST))
        remedy = Text::tr("All quarantine names are taken: remove the objects shmlab-removal.… or put them back.");
    else if (error.isCallFailure(EINVAL) && error.call == Call::Renameat2)
        remedy = Text::tr("The file system of /dev/shm cannot rename without replacing: mount a tmpfs there.");
    else if (error.isCallFailure(EROFS))
        remedy = Text::tr("Remount /dev/shm writable.");
    else if (error.errorNumber == EMFILE || error.errorNumber == ENFILE)
        remedy = Text::tr("Close some files or programs, then try again.");
    else if (error.isCallFailure(ENOMEM) || error.isCallFailure(ENOSPC))
        remedy = Text::tr("Free some memory, then try again.");
    return remedy.isEmpty() ? text : text + QLatin1Char(' ') + remedy;
}

} // namespace

QString causeText(const Error &error)
{
    if (error.problem == Problem::OutOfMemory)
        return Text::tr("out of memory");
    if (error.problem == Problem::TooLarge)
        return Text::tr("it holds more data than may be kept");
    if (error.problem == Problem::BackupDamaged)
        return Text::tr("the file with its copy was changed or cut short");
    if (error.problem == Problem::Cancelled)
        return Text::tr("cancelled");
    if (error.problem == Problem::NotRegular)
        return Text::tr("it is not a shared memory object but a file of another type");
    if (error.problem == Problem::Replaced)
        return Text::tr("its name now leads to another object");
    if (error.problem == Problem::Leased)
        return Text::tr("another process holds a lease on it");
    if (error.problem == Problem::InUse)
        return error.call == Call::None ? Text::tr("it is in use") : Text::tr("the kernel says that it is in use");
    if (error.problem == Problem::KernelNotAsked)
        return Text::tr("the kernel could not be asked whether a process uses it that cannot be seen (%1)")
            .arg(notAskedReason(error));
    if (error.problem == Problem::HoldersUnknown)
        return Text::tr("the processes could not be searched for those that use it (%1)").arg(callFailureClause(error));
    if (error.problem == Problem::StaysQuarantined && error.errorNumber != EEXIST)
        return Text::tr("it could not be given its name back (%1), and it is now called %2")
            .arg(callFailureClause(error), QString::fromStdString(error.quarantine));
    if (error.problem == Problem::StaysQuarantined)
        return Text::tr("another object got its name meanwhile, and it is now called %1")
            .arg(QString::fromStdString(error.quarantine));
    return callFailureClause(error);
}

QString readErrorText(const QString &object, const Error &error)
{
    if (error.problem == Problem::NoBytes)
        return Text::tr("%1 has no bytes to show: it is no memory.").arg(object);
    if (error.problem == Problem::NotAttached)
        return Text::tr("Cannot read %1: no process has it attached, and to attach it here would change its times.")
            .arg(object);
    if (error.call == Call::ProcessVmReadv)
        return Text::tr("Cannot read %1: this user may not read the memory of the processes that have it (ptrace(2), "
                        "kernel.yama.ptrace_scope).")
            .arg(object);
    if (error.isCallFailure(ENOENT))
        return Text::tr("Cannot read %1: there is no such object.").arg(object);
    if (error.isCallFailure(EACCES) || error.isCallFailure(EPERM))
        return Text::tr("Cannot read %1: its mode and owner do not allow it.").arg(object);
    if (error.problem == Problem::NotRegular)
        return Text::
            tr("Cannot read %1: it is not a shared memory object but a file of another type, which is never opened.")
                .arg(object);
    if (error.problem == Problem::Leased)
        return Text::tr("Cannot read %1: another process holds a lease on it, and opening it would break that lease.")
            .arg(object);
    if (error.problem == Problem::Replaced)
        return Text::tr("Cannot read %1: its name now leads to another object. List the objects again.").arg(object);
    return Text::tr("Cannot read %1: %2.").arg(object, causeText(error));
}

QString removalErrorText(const QString &object, const Error &error)
{
    if (error.isCallFailure(ENOENT))
        return Text::tr("%1 was not removed: it is already gone.").arg(object);
    if (error.isCallFailure(EACCES) || error.isCallFailure(EPERM))
        return Text::tr("%1 was not removed: it belongs to another user, and /dev/shm lets only owners remove objects "
                        "(sticky bit). Remove it as its owner.")
            .arg(object);
    if (error.problem == Problem::InUse)
        return Text::tr("%1 was not removed: it is in use. Close what uses it, then try again.").arg(object);
    if (error.problem == Problem::KernelNotAsked)
        return Text::tr(
                   "%1 was not removed: no process is seen to use it, but the kernel was not asked whether one does "
                   "that cannot be seen (%2). Type its name to remove it anyway.")
            .arg(object, notAskedReason(error));
    if (error.problem == Problem::StaysQuarantined && error.errorNumber != EEXIST)
        return Text::tr("%1 was not removed, and it could not be given its name back (%2): it is now called %3. Put it "
                        "back.")
            .arg(object, callFailureClause(error), QString::fromStdString(error.quarantine));
    if (error.problem == Problem::StaysQuarantined)
        return Text::tr(
                   "%1 was not removed, and another object got its name meanwhile: it is now called %2. Rename that "
                   "other object or wait until it is gone, then put this one back.")
            .arg(object, QString::fromStdString(error.quarantine));
    if (error.problem == Problem::Replaced)
        return Text::tr("%1 was not removed: its name now leads to another object. List the objects again and check.")
            .arg(object);
    if (error.problem == Problem::NotRegular)
        return Text::tr("%1 was not removed: it is not a shared memory object but a file of another type.").arg(object);
    return withRemedy(Text::tr("%1 was not removed: %2.").arg(object, causeText(error)), error);
}

QString putBackErrorText(const QString &object, const Error &error)
{
    if (error.isCallFailure(EEXIST))
        return Text::tr("%1 was not put back: another object has its name. Remove or rename that one first.")
            .arg(object);
    if (error.isCallFailure(ENOENT))
        return Text::tr("%1 was not put back: there is no such object.").arg(object);
    if (error.problem == Problem::InUse)
        return Text::tr("%1 was not put back: pid %2, which moved it, still runs.")
            .arg(object, QString::number(error.holder));
    if (error.problem == Problem::NotOurs)
        return Text::tr("%1 was not put back: its name is not that of an interrupted removal.").arg(object);
    if (error.problem == Problem::NameTooLong)
        return Text::tr("%1 was not put back: its name was too long to be kept. Give it a new one: rm %1 --put-back "
                        "--as NAME")
            .arg(object);
    if (error.isCallFailure(EACCES) || error.isCallFailure(EPERM))
        return Text::tr("%1 was not put back: it belongs to another user. Put it back as its owner.").arg(object);
    return withRemedy(Text::tr("%1 was not put back: %2.").arg(object, causeText(error)), error);
}

QString restoreErrorText(const QString &object, const Error &error, const std::optional<ShmDirectory> &directory)
{
    if (error.isCallFailure(EEXIST))
        return Text::tr("%1 was not restored: the name is in use again. Remove or rename that object first.")
            .arg(object);
    if (error.isCallFailure(ENOSPC) && directory && directory->inodes > 0 && directory->freeInodes == 0)
        return Text::tr("%1 was not restored: no inodes are free in /dev/shm, it holds as many files as it may. Remove "
                        "other files there and try again.")
            .arg(object);
    if (error.isCallFailure(ENOSPC))
        return Text::tr("%1 was not restored: /dev/shm is full. Free some space and try again.").arg(object);
    return Text::tr("%1 was not restored: %2.").arg(object, causeText(error));
}

QString backupFileErrorText(const QString &path, const Error &error)
{
    if (error.isCallFailure(EEXIST))
        return Text::tr("Nothing was removed: the file for the copies, %1, exists. Choose another name.").arg(path);
    return Text::tr("Nothing was removed: the file for the copies, %1, could not be created: %2. Choose another place.")
        .arg(path, causeText(error));
}

QString expressionErrorText(const ExpressionError &error)
{
    switch (error.problem) {
    case ExpressionProblem::Empty: return Text::tr("an offset is missing");
    case ExpressionProblem::SyntaxError:
        return Text::tr("syntax error at character %1; examples of offsets: 4096, 0x40+8*3, 2M, end-16")
            .arg(error.position + 1);
    case ExpressionProblem::TooLarge: return Text::tr("more than 64 bits");
    case ExpressionProblem::DivisionByZero: return Text::tr("division by zero");
    case ExpressionProblem::Negative: return Text::tr("less than zero");
    }
    return {};
}

} // namespace shmlab::ui
