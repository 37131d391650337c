// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/inspect_calls.h>

#include <string_view>

namespace shmlab {

/// Whether the directory is the whole file system of its mount, by the last line about it of /proc/self/mountinfo:
/// "36 35 0:26 / /dev/shm rw,nosuid - tmpfs …", the file system's own root and the mount point.
[[nodiscard]] bool isWholeFileSystem(InspectCalls calls, std::string_view path);

} // namespace shmlab
