// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/protocol.h>
#include <shmlab/manage/shared_object.h>

#include <QString>

#include <array>

/// Faults injected on purpose, for learning and for testing programs. Each affects only objects created by a Shmlab
/// server.
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

/// For a menu, with an accelerator.
[[nodiscard]] QString drillTitle(Drill drill);
/// What will happen, here and in the peer; one or two sentences.
[[nodiscard]] QString drillEffect(Drill drill, Role ownRole);
/// Whether other processes are affected, too.
[[nodiscard]] bool affectsOtherProcesses(Drill drill);

/// Does it to the object `identity` with this name, for a party of `ownRole` in this process. Does not return from
/// KillSelf; returns from StopSelf once this process was continued. Errors: Replaced, NotOurs, NotRegular, before
/// anything is done; those of the calls.
[[nodiscard]] Result<void> perform(SystemCalls calls, Drill drill, const ObjectName &name, Identity identity,
                                   Role ownRole);

} // namespace shmlab::ui
