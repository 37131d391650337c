// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/inspect_calls.h>
#include <shmlab/inspect/object_id.h>

#include <string_view>
#include <unordered_set>

namespace shmlab {

/// The files on which processes hold leases (fcntl(2), F_SETLEASE), from /proc/locks. Opening one would break the
/// lease: its holder gets a signal, and the opener waits or gets EAGAIN. In a PID namespace the kernel does not show
/// those of processes outside of it. Empty where /proc/locks cannot be read.
[[nodiscard]] std::unordered_set<ObjectId> leasedObjects(InspectCalls calls);

/// The same from the text of /proc/locks.
[[nodiscard]] std::unordered_set<ObjectId> parseLeases(std::string_view locks);

} // namespace shmlab
