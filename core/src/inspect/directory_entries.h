// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_domain.h>

#include <vector>

namespace shmlab {

/// Appends the next names of an open directory to `names`, as many as come at a time, in the order of the file system
/// and without "." and ".."; false when there are no more. One that is removed and made again meanwhile may come twice.
[[nodiscard]] Result<bool> readEntries(InspectCalls calls, int directory, std::vector<ObjectEntry> &names);

} // namespace shmlab
