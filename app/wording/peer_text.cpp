// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/peer_text.h"

#include "wording/format.h"

#include <QCoreApplication>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::StatusText)
};

} // namespace

QString peerText(Role peerRole, const Peer &peer)
{
    const QString who = peer.process     ? format::process(*peer.process)
        : peer.isShmlab && peer.presence ? Text::tr("pid %1").arg(peer.presence->pid)
                                         : Text::tr("unknown process");
    switch (peer.state) {
    case Peer::State::Absent: return Text::tr("not seen yet");
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
