// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/inspect_calls.h>
#include <shmlab/inspect/object_id.h>

#include <unordered_set>

namespace shmlab {

/// The files on which processes hold leases (fcntl(2), F_SETLEASE), from /proc/locks. Opening one would break the
/// lease: its holder gets a signal, and the opener waits or gets EAGAIN. In a PID namespace the kernel does not show
/// those of processes outside of it. Empty where /proc/locks cannot be read.
[[nodiscard]] SHMLAB_EXPORT std::unordered_set<ObjectId> leasedObjects(InspectCalls calls);

} // namespace shmlab
