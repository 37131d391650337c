// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <sys/types.h>

namespace shmlab {

/// An event of fanotify(7) as the kernel wrote it. Equal ones that follow each other are merged: several bits are set
/// then.
struct FileEventRecord {
    std::uint64_t mask = 0; ///< FAN_…
    pid_t pid = 0;
    std::string directory; ///< the bytes of a struct file_handle; empty where the event has no name
    std::string name;
};

/// The events that one read(2) returned. What is cut short or has no sense is left out.
[[nodiscard]] std::vector<FileEventRecord> parseFileEvents(std::span<const char> bytes);

} // namespace shmlab
