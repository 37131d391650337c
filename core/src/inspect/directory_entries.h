// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_domain.h>

#include <string>
#include <string_view>
#include <vector>

namespace shmlab {

/// Appends the next names of an open directory to `names`, as many as one call returns, in the order of the file system
/// and without "." and "..", each after `prefix`; false when there are no more. Appends those that are directories to
/// `directories` as well. A name that is removed and created again meanwhile may be returned twice.
[[nodiscard]] Result<bool> readEntries(InspectCalls calls, int directory, std::string_view prefix,
                                       std::vector<ObjectEntry> &names, std::vector<std::string> &directories);

/// The names in an open directory, as far as they can be read.
[[nodiscard]] std::vector<std::string> namesIn(InspectCalls calls, int directory);

} // namespace shmlab
