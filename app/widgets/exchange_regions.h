// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/hex_view.h"

namespace shmlab::ui {

/// The regions of an exchange's page, in the colours of their roles: counters and presence.
[[nodiscard]] std::vector<HexView::Region> exchangeRegions(const QPalette &palette);

} // namespace shmlab::ui
