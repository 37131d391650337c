// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/process_scan.h>

#include <QString>

/// Texts of the programs that hold an object.
namespace shmlab::ui {

/// Each program once, with the number of its processes if there are several, most processes first: "shmlab 2,
/// python3"; "(the kernel)" if only that uses it. Empty if no holder is seen.
[[nodiscard]] QString holderPrograms(const ObjectHolders &holders);
/// Each program once, ordered by name: "python3, shmlab". Empty if no holder is seen.
[[nodiscard]] QString programSet(const ObjectHolders &holders);
/// How many map, open and lock it, and the processes, of many the first ones: "2 map, 1 open: shmlab (pid 4711), …".
[[nodiscard]] QString holderDetails(const ObjectHolders &holders);

} // namespace shmlab::ui
