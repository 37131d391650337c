// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/inspect_calls.h>

#include <string>
#include <string_view>
#include <vector>

namespace shmlab {

/// A line of mountinfo (proc(5)).
struct Mount {
    dev_t device = 0; ///< of the file system
    std::string root; ///< what of it is mounted: "/" for all of it
    std::string point;
    std::string type; ///< "tmpfs"
};

/// Malformed lines are left out.
[[nodiscard]] std::vector<Mount> parseMounts(std::string_view mountinfo);

/// Those in the mount namespace of the process with this folder in /proc, in the order in which they were made. Errors:
/// those of open(2) and read(2).
[[nodiscard]] Result<std::vector<Mount>> mountsIn(InspectCalls calls, const std::string &process);

/// A path as the kernel writes it into mountinfo and swaps, where white space and backslashes are \ooo.
[[nodiscard]] std::string withoutOctalEscapes(std::string_view text);

} // namespace shmlab
