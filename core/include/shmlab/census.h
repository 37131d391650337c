// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/process.h>
#include <shmlab/shared_object.h>

#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace shmlab {

/// A process that has the object mapped or open.
struct Holder {
    Process process;
    bool maps = false;
    bool opens = false;
    bool canWrite = false; ///< through any of its mappings or descriptors
    std::vector<ByteRange> locks{}; ///< exclusive and shared ones; length 0 reaches to the end
};

/// Who holds an object, by one pass over /proc. A moment's picture: processes may come and go while it is taken.
struct Census {
    std::vector<Holder> holders; ///< by pid; this process too where it holds the object
    int hidden = 0; ///< processes not looked into: of other users, hidden by hidepid, or left out when it was stopped
    bool isOfWholeMachine = true; ///< false in a PID namespace of its own, whose /proc leaves the others out

    [[nodiscard]] bool isComplete() const noexcept { return hidden == 0 && isOfWholeMachine; }
};

/// Blocks for some milliseconds per hundred processes, but not for longer than one of them once `stop` is requested.
/// Errors: when /proc itself cannot be read.
[[nodiscard]] Result<Census> takeCensus(SystemCalls calls, Identity identity, const std::stop_token &stop = {});

/// A line of /proc/PID/maps, as far as it tells who maps what. The path is left out: only device and inode decide.
struct MapsLine {
    Identity identity;
    bool canWrite = false; ///< shared and writable
};
[[nodiscard]] std::optional<MapsLine> parseMapsLine(std::string_view line);

/// What /proc/PID/fdinfo/FD tells of an open file description.
struct DescriptorInfo {
    bool canWrite = false;
    std::vector<ByteRange> locks;
};
[[nodiscard]] DescriptorInfo parseDescriptorInfo(std::string_view text);

} // namespace shmlab
