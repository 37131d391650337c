// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/protocol.h>

#include <QString>

#include <array>
#include <chrono>
#include <cstdint>

/// Texts of the drills of session/drills.h.
namespace shmlab::ui {

enum class Drill : std::uint8_t {
    KillSelf, ///< SIGKILL to this process
    StopSelf, ///< SIGSTOP to this process; a helper process sends SIGCONT some seconds later
    Truncate, ///< to 0 bytes
    UnlinkName,
    ResetPeer, ///< sets the peer's counter to 0
    OverwriteOwnCounter, ///< writes this side's counter, as an intruder would
};

inline constexpr std::array allDrills{Drill::KillSelf,   Drill::StopSelf,  Drill::Truncate,
                                      Drill::UnlinkName, Drill::ResetPeer, Drill::OverwriteOwnCounter};

/// How long StopSelf stops this process.
inline constexpr std::chrono::seconds drillStopTime{5};

/// For a menu, with an accelerator.
[[nodiscard]] QString drillTitle(Drill drill);
/// What will happen, here and in the peer; one or two sentences.
[[nodiscard]] QString drillEffect(Drill drill, Role ownRole);

} // namespace shmlab::ui
