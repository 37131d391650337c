// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_domain.h>

#include <vector>

namespace shmlab {

/// Appends the next names of an open directory to `names`, as many as one call returns, in the order of the file system
/// and without "." and ".."; false when there are no more. A name that is removed and created again meanwhile may be
/// returned twice.
[[nodiscard]] Result<bool> readEntries(InspectCalls calls, int directory, std::vector<ObjectEntry> &names);

} // namespace shmlab
