// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/drill_text.h"

#include "wording/format.h"

#include <QCoreApplication>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::Drills)
};

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
            .arg(QString::number(drillStopTime.count()), peer);
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

} // namespace shmlab::ui
