// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <QString>

namespace shmlab::ui {

/// Last observed state of the peer: "shmlab (pid 4711), paused".
[[nodiscard]] QString peerText(Role peerRole, const Peer &peer);

} // namespace shmlab::ui
