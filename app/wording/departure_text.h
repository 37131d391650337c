// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <QString>
#include <QStringList>

/// How a peer took leave: in order, killed, or not known.
namespace shmlab::ui {

/// A clause without a full stop: "The server of /test.shmem was killed by signal 9 (SIGKILL)".
[[nodiscard]] QString departureText(Role peerRole, const QString &object, const Peer &peer);

/// How that is known, a line each. `peer` has left or died.
[[nodiscard]] QStringList departureEvidence(Role peerRole, const Peer &peer);

/// What a server that is gone left under the name, a line each.
[[nodiscard]] QStringList leftoverEvidence(const NameOccupant &leftover);

} // namespace shmlab::ui
