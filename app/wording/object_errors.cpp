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

} // namespace

QString causeText(const Error &error)
{
    if (error.problem == Problem::OutOfMemory)
        return Text::tr("out of memory");
    if (error.problem == Problem::TooLarge)
        return Text::tr("it holds more data than may be kept");
    return Text::tr("%1 failed: %2")
        .arg(QString::fromLatin1(callName(error.call)), format::errnoText(error.errorNumber));
}

QString readErrorText(const QString &object, const Error &error)
{
    if (error.isCallFailure(ENOENT))
        return Text::tr("Cannot look into %1: there is no such object.").arg(object);
    if (error.isCallFailure(EACCES) || error.isCallFailure(EPERM))
        return Text::tr("Cannot look into %1: its mode and owner do not let you read it.").arg(object);
    if (error.problem == Problem::NotRegular)
        return Text::tr("Cannot look into %1: it is no shared memory object, but a file of another type, and never "
                        "opened.")
            .arg(object);
    if (error.problem == Problem::Replaced)
        return Text::tr("Cannot look into %1: it is another object by now. Refresh.").arg(object);
    return Text::tr("Cannot look into %1: %2.").arg(object, causeText(error));
}

QString removalErrorText(const QString &object, const Error &error)
{
    if (error.isCallFailure(ENOENT))
        return Text::tr("%1 was not removed: it is gone already.").arg(object);
    if (error.isCallFailure(EACCES) || error.isCallFailure(EPERM))
        return Text::tr("%1 was not removed: it is not yours, and /dev/shm lets only owners remove (sticky). Remove it "
                        "as the user who owns it.")
            .arg(object);
    if (error.problem == Problem::NotStale)
        return Text::tr("%1 was not removed: somebody may be using it by now. Refresh and look again.").arg(object);
    if (error.problem == Problem::Replaced)
        return Text::tr("%1 was not removed: its name leads to another object by now. Refresh and look again.")
            .arg(object);
    if (error.problem == Problem::NotRegular)
        return Text::tr("%1 was not removed: it is no shared memory object, but a file of another type.").arg(object);
    return Text::tr("%1 was not removed: %2.").arg(object, causeText(error));
}

QString restoreErrorText(const QString &object, const Error &error)
{
    if (error.isCallFailure(EEXIST))
        return Text::tr("%1 was not put back: the name is in use again. Remove or rename that object first.")
            .arg(object);
    if (error.isCallFailure(ENOSPC))
        return Text::tr("%1 was not put back: /dev/shm is full. Make room and try again.").arg(object);
    return Text::tr("%1 was not put back: %2.").arg(object, causeText(error));
}

QString expressionErrorText(const ExpressionError &error)
{
    switch (error.problem) {
    case ExpressionProblem::Empty: return Text::tr("an offset is missing");
    case ExpressionProblem::SyntaxError:
        return Text::tr("not understood at character %1; an offset is like 4096, 0x40+8*3, 2M or end-16")
            .arg(error.position + 1);
    case ExpressionProblem::TooLarge: return Text::tr("more than 64 bits");
    case ExpressionProblem::DivisionByZero: return Text::tr("a division by zero");
    case ExpressionProblem::Negative: return Text::tr("less than zero");
    }
    return {};
}

} // namespace shmlab::ui
