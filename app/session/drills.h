// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/drill_text.h"

#include <shmlab/manage/shared_object.h>

/// Faults injected on purpose, for learning and for testing programs. Each affects only objects created by a Shmlab
/// server.
namespace shmlab::ui {

/// Whether other processes are affected, too.
[[nodiscard]] bool affectsOtherProcesses(Drill drill);

/// Runs the drill on the object `identity` with this name, for a party of `ownRole` in this process. Does not return
/// from KillSelf; returns from StopSelf once this process was continued. Errors: Replaced, NotOurs, NotRegular, before
/// anything is changed; those of the calls.
[[nodiscard]] Result<void> perform(SystemCalls calls, Drill drill, const ObjectName &name, ObjectId identity,
                                   Role ownRole);

} // namespace shmlab::ui
