// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_report.h>

namespace shmlab {

/// Whether two reports on one object say the same, so that the later one is not worth reporting. A holder that runs in
/// one and sleeps in the other makes no difference.
[[nodiscard]] bool isUnchanged(const ObjectReport &a, const ObjectReport &b);

} // namespace shmlab
