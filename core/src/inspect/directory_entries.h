// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/inspect_calls.h>

#include <string>
#include <vector>

namespace shmlab {

struct DirectoryEntry {
    std::string name;
    bool isRegular = false; ///< known to be when its name was read
};

/// Appends the next names of an open directory to `names`, as many as come at a time, in the order of the file system
/// and without "." and ".."; false when there are no more. One that is removed and made again meanwhile may come twice.
[[nodiscard]] Result<bool> readEntries(InspectCalls calls, int directory, std::vector<DirectoryEntry> &names);

} // namespace shmlab
