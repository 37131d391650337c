// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <QByteArray>

#include <chrono>

/// What `shmlab server|client --headless --json` prints, one object a line without its line break. Fields and words are
/// identifiers of a machine-readable format and never translated, but for "error", "verdict" and "evidence".
namespace shmlab::ui {

/// "server", "client".
[[nodiscard]] QByteArray roleName(Role role);

[[nodiscard]] QByteArray turnJson(Role role, const TurnRecord &record);
/// A second at full speed. `latest` has the round trips of this second alone and the counts of the whole run.
[[nodiscard]] QByteArray statsJson(Role role, const FullSpeedStats &latest, double perSecond);
/// The last line. Of another run than one at full speed `stats` and `clockCost` are left out.
[[nodiscard]] QByteArray endJson(const ExchangeSettings &settings, const ExchangeStatus &status,
                                 const FullSpeedStats &stats, std::chrono::duration<double, std::nano> clockCost);

} // namespace shmlab::ui
