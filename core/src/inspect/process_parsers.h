// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/byte_range.h>
#include <shmlab/inspect/process.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

/// The lines of the files in /proc/PID.
namespace shmlab {

/// One line of /proc/PID/stat (proc(5)); the program name may hold spaces and parentheses. Empty when malformed.
[[nodiscard]] std::optional<Process> parseProcessStat(std::string_view text);

/// A line of /proc/PID/maps. Only device and inode decide who maps what; the path is a label.
struct MapsLine {
    ObjectId identity;
    bool isShared = false;
    bool canWrite = false; ///< shared and writable
    std::string_view range; ///< "7f12-7f34", as in /proc/PID/map_files
    std::uint64_t address = 0; ///< at which it begins
    off_t begin = 0; ///< the part of the file that is mapped
    off_t end = 0;
    std::string_view path; ///< as the kernel writes it: a newline is "\012", " (deleted)" may follow
};
[[nodiscard]] std::optional<MapsLine> parseMapsLine(std::string_view line);

/// What /proc/PID/fdinfo/FD reports about an open file description.
struct DescriptorInfo {
    bool canRead = false; ///< neither: O_PATH, or open(path, 3), which is for ioctl(2) only
    bool canWrite = false;
    std::vector<ByteRange> locks;
    int descriptorsInFlight = 0; ///< in the queue of a socket
};
[[nodiscard]] DescriptorInfo parseDescriptorInfo(std::string_view text);

/// What /proc/PID/status reports about the owner of a process: its real user id.
[[nodiscard]] std::optional<uid_t> parseOwner(std::string_view text);
/// Whether one of the user ids in /proc/PID/status is `user`: real, effective, saved, of the file system. Also where it
/// reports none.
[[nodiscard]] bool mayActAs(uid_t user, std::string_view text);
/// /proc/PID/cmdline with blanks between the arguments.
[[nodiscard]] std::string parseCommandLine(std::string text);

/// The offset in its file at which a mapping of [begin, end) ends.
[[nodiscard]] off_t mappingFileEnd(std::uint64_t offset, std::uint64_t begin, std::uint64_t end) noexcept;

} // namespace shmlab
