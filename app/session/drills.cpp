// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/drills.h"

#include "wording/format.h"

#include <shmlab/manage/mapping.h>

#include <QCoreApplication>
#include <QProcess>

#include <cerrno>
#include <csignal>

#include <unistd.h>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::Drills)
};

constexpr int stopSeconds = 5;
constexpr Counter intruderOffset = 1000;

Result<void> stopTemporarily()
{
    // A stopped process cannot continue itself. The helper gives up when this process is gone before.
    const QString command = QStringLiteral("sleep %1; kill -CONT %2 2>/dev/null").arg(stopSeconds).arg(::getpid());
    if (!QProcess::startDetached(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command}))
        return std::unexpected(Error{.call = Call::None, .errorNumber = EAGAIN}); // nobody would continue it
    ::kill(::getpid(), SIGSTOP);
    return {};
}

/// The object, if it is the one meant and a Shmlab server has made it: its presence is what no other program writes.
Result<SharedObject> openShmlabObject(const ObjectName &name, ObjectId identity)
{
    auto object = SharedObject::open(SystemCalls(), name);
    if (!object)
        return object;
    if (object->identity() != identity)
        return std::unexpected(Error{.problem = Problem::Replaced, .object = name.display()});
    const auto status = object->status(object->calls());
    if (!status)
        return std::unexpected(status.error());
    const Error notOurs{.problem = Problem::NotOurs, .object = name.display()};
    if (status->sizeBytes < static_cast<off_t>(presenceEnd))
        return std::unexpected(notOurs);
    const auto mapping = ReadOnlyMapping::map(*object, presenceEnd);
    if (!mapping)
        return std::unexpected(mapping.error());
    if (!loadPresence(mapping->bytes(), Role::Server))
        return std::unexpected(notOurs);
    return object;
}

Result<void> writeCounter(const SharedObject &object, Role role, Counter (*change)(Counter))
{
    const auto mapping = WritableMapping::map(object, presenceEnd);
    if (!mapping)
        return std::unexpected(mapping.error());
    const CounterRef counter = counterIn(mapping->bytes().data(), role);
    counter.store(change(counter.load()));
    return {};
}

} // namespace

QString drillTitle(Drill drill)
{
    switch (drill) {
    case Drill::KillSelf: return Text::tr("&Kill this side hard");
    case Drill::StopSelf: return Text::tr("&Stop and continue this side");
    case Drill::Truncate: return Text::tr("Cut the object s&hort");
    case Drill::UnlinkName: return Text::tr("&Unlink the name");
    case Drill::ResetPeer: return Text::tr("&Reset the other side's counter");
    case Drill::OverwriteOwnCounter: return Text::tr("Join as an &intruder");
    }
    return {};
}

QString drillEffect(Drill drill, Role ownRole)
{
    const QString peer = format::role(peerRoleOf(ownRole));
    switch (drill) {
    case Drill::KillSelf:
        return ownRole == Role::Server
            ? Text::tr("This window ends at once and cannot clean up: the object stays, STALE once the client has "
                       "left, and the "
                       "next server offers to remove it. The client notices within a second.")
            : Text::tr("This window ends at once without a goodbye. The server notices within a second, by the lock "
                       "that the "
                       "kernel takes back, and goes on.");
    case Drill::StopSelf:
        return Text::
            tr("This window stands still for %1 seconds. The %2 calls this side stopped, not dead, and both go on by "
               "themselves.")
                .arg(QString::number(stopSeconds), peer);
    case Drill::Truncate:
        return Text::tr(
            "The object's bytes are gone for everybody. Shmlab ends the run with a message; a program without a "
            "guard dies of SIGBUS when it next touches them.");
    case Drill::UnlinkName:
        return Text::tr(
            "The exchange goes on in memory that has no name any more: nobody new can join. The server says so at "
            "its end and removes nothing else.");
    case Drill::ResetPeer: return Text::tr("The %1 finds its counter at 0, says so once, and counts on.").arg(peer);
    case Drill::OverwriteOwnCounter:
        return Text::tr("Somebody else writes this side's counter once. This side says so and counts on from there.");
    }
    return {};
}

bool affectsOtherProcesses(Drill drill)
{
    return drill == Drill::Truncate || drill == Drill::UnlinkName || drill == Drill::ResetPeer;
}

Result<void> perform(Drill drill, const ObjectName &name, ObjectId identity, Role ownRole)
{
    auto object = openShmlabObject(name, identity);
    if (!object)
        return std::unexpected(object.error());
    switch (drill) {
    case Drill::KillSelf: ::kill(::getpid(), SIGKILL); break;
    case Drill::StopSelf: return stopTemporarily();
    case Drill::Truncate: return object->calls().truncate(object->descriptor(), 0);
    case Drill::UnlinkName: {
        object->acquireName();
        const auto led = object->unlinkName();
        return led ? Result<void>() : std::unexpected(led.error());
    }
    case Drill::ResetPeer: return writeCounter(*object, peerRoleOf(ownRole), [](Counter) { return Counter{0}; });
    case Drill::OverwriteOwnCounter:
        return writeCounter(*object, ownRole, [](Counter value) { return counterDistance(value, -intruderOffset); });
    }
    return {};
}

} // namespace shmlab::ui
