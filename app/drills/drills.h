// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/layout.h>
#include <shmlab/shared_object.h>

#include <QString>

#include <array>

/// Faults made on purpose, for learning and for trying programs. Each hits only what a Shmlab party has created.
namespace shmlab::ui {

enum class Drill : std::uint8_t {
    KillSelf, ///< SIGKILL to this process
    StopSelf, ///< SIGSTOP to this process, SIGCONT from a helper some seconds later
    CutShort, ///< the object gets a size of 0
    UnlinkName,
    ResetPeer, ///< the other side's counter becomes 0
    Intrude, ///< writes this side's counter as a stranger would
};

inline constexpr std::array allDrills{Drill::KillSelf,   Drill::StopSelf,  Drill::CutShort,
                                      Drill::UnlinkName, Drill::ResetPeer, Drill::Intrude};

/// For the menu, with an accelerator.
[[nodiscard]] QString drillTitle(Drill drill);
/// What will happen, here and on the other side; one or two sentences.
[[nodiscard]] QString drillExpectation(Drill drill, Role ownRole);
/// Whether others than this process are hit.
[[nodiscard]] bool hitsOthers(Drill drill);

/// Does it to the object of this name and identity, for a party of `ownRole` in this process; returns from KillSelf
/// never, from StopSelf after the pause. Errors: Replaced, NotOurs, NotRegular (nothing is done then); those of the
/// calls.
[[nodiscard]] Result<void> perform(Drill drill, const ObjectName &name, Identity identity, Role ownRole);

} // namespace shmlab::ui
