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
    // A stopped process cannot continue itself. If this process has ended meanwhile, kill fails.
    const QString command = QStringLiteral("sleep %1; kill -CONT %2 2>/dev/null").arg(stopSeconds).arg(::getpid());
    if (!QProcess::startDetached(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command}))
        return std::unexpected(Error{.call = Call::None, .errorNumber = EAGAIN});
    ::kill(::getpid(), SIGSTOP);
    return {};
}

/// The object, if it is the one meant and a Shmlab server has created it: no other program writes presence.
Result<SharedObject> openShmlabObject(SystemCalls calls, const ObjectName &name, Identity identity)
{
    auto object = SharedObject::open(calls, name);
    if (!object)
        return object;
    if (object->identity() != identity)
        return std::unexpected(Error{.problem = Problem::Replaced, .object = name.display()});
    const auto status = object->status();
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
    case Drill::KillSelf: return Text::tr("&Kill this process (SIGKILL)");
    case Drill::StopSelf: return Text::tr("&Stop and continue this process");
    case Drill::Truncate: return Text::tr("&Truncate the object");
    case Drill::UnlinkName: return Text::tr("&Unlink the name");
    case Drill::ResetPeer: return Text::tr("&Reset the peer's counter");
    case Drill::OverwriteOwnCounter: return Text::tr("Write as an &intruder");
    }
    return {};
}

QString drillEffect(Drill drill, Role ownRole)
{
    const QString peer = format::role(peerRoleOf(ownRole));
    switch (drill) {
    case Drill::KillSelf:
        return ownRole == Role::Server
            ? Text::tr("This window is killed and cannot clean up: the object remains, STALE once the client has left, "
                       "and the next server offers to remove it. The client notices within a second.")
            : Text::tr("This window is killed and does not leave in order. The server notices within a second, since "
                       "the kernel releases the owner lock, and continues.");
    case Drill::StopSelf:
        return Text::tr("This window is stopped for %1 seconds. The %2 reports this side as stopped, not dead, and "
                        "both continue by themselves.")
            .arg(QString::number(stopSeconds), peer);
    case Drill::Truncate:
        return Text::tr("The object loses its bytes in every process. Shmlab ends the run with a message; a program "
                        "without a SIGBUS handler is killed when it next accesses them.");
    case Drill::UnlinkName:
        return Text::tr("The exchange continues in memory that no longer has a name: no other process can join. The "
                        "server reports it when it ends, and removes nothing else.");
    case Drill::ResetPeer:
        return Text::tr("The %1 finds its counter at 0, reports it once and continues counting.").arg(peer);
    case Drill::OverwriteOwnCounter:
        return Text::tr("This side's counter is overwritten once. This side reports it and continues from there.");
    }
    return {};
}

bool affectsOtherProcesses(Drill drill)
{
    return drill == Drill::Truncate || drill == Drill::UnlinkName || drill == Drill::ResetPeer;
}

Result<void> perform(SystemCalls calls, Drill drill, const ObjectName &name, Identity identity, Role ownRole)
{
    auto object = openShmlabObject(calls, name, identity);
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
