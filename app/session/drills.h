// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/protocol.h>
#include <shmlab/manage/shared_object.h>

#include <QString>

#include <array>

/// Faults made on purpose, for learning and for trying programs. Each hits only what a Shmlab party has created.
namespace shmlab::ui {

enum class Drill : std::uint8_t {
    KillSelf, ///< SIGKILL to this process
    StopSelf, ///< SIGSTOP to this process, SIGCONT from a helper some seconds later
    Truncate, ///< the object gets a size of 0
    UnlinkName,
    ResetPeer, ///< the other side's counter becomes 0
    OverwriteOwnCounter, ///< writes this side's counter as a stranger would
};

inline constexpr std::array allDrills{Drill::KillSelf,   Drill::StopSelf,  Drill::Truncate,
                                      Drill::UnlinkName, Drill::ResetPeer, Drill::OverwriteOwnCounter};

/// For the menu, with an accelerator.
[[nodiscard]] QString drillTitle(Drill drill);
/// What will happen, here and on the other side; one or two sentences.
[[nodiscard]] QString drillEffect(Drill drill, Role ownRole);
/// Whether others than this process are hit.
[[nodiscard]] bool affectsOtherProcesses(Drill drill);

/// Does it to the object of this name and identity, for a party of `ownRole` in this process; returns from KillSelf
/// never, from StopSelf after the pause. Errors: Replaced, NotOurs, NotRegular (nothing is done then); those of the
/// calls.
[[nodiscard]] Result<void> perform(Drill drill, const ObjectName &name, Identity identity, Role ownRole);

} // namespace shmlab::ui
