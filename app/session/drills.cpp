// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/drills.h"

#include <shmlab/exchange/layout.h>
#include <shmlab/manage/mapping.h>

#include <QProcess>

#include <cerrno>
#include <csignal>

#include <unistd.h>

namespace shmlab::ui {
namespace {

constexpr Counter intruderOffset = 1000;

Result<void> stopTemporarily()
{
    // A stopped process cannot continue itself. If this process has ended by then, kill() fails.
    const QString command =
        QStringLiteral("sleep %1; kill -CONT %2 2>/dev/null").arg(drillStopTime.count()).arg(::getpid());
    if (!QProcess::startDetached(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command}))
        return std::unexpected(Error{.call = Call::None, .errorNumber = EAGAIN});
    ::kill(::getpid(), SIGSTOP);
    return {};
}

/// The object, if it has the expected identity and a Shmlab server created it: no other program writes presence.
Result<SharedObject> openShmlabObject(SystemCalls calls, const ObjectName &name, ObjectId identity)
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

bool affectsOtherProcesses(Drill drill)
{
    return drill == Drill::Truncate || drill == Drill::UnlinkName || drill == Drill::ResetPeer;
}

Result<void> perform(SystemCalls calls, Drill drill, const ObjectName &name, ObjectId identity, Role ownRole)
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
