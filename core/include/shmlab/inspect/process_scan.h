// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/process.h>

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace shmlab {

/// A process that has the object mapped or open.
struct Holder {
    Process process;
    bool maps = false;
    bool mapsWritable = false; ///< one of its mappings is shared and writable
    bool opens = false;
    bool opensWritable = false; ///< one of its descriptors is
    std::vector<ByteRange> locks{}; ///< exclusive and shared ones, each once; length 0 reaches to the end

    /// It has it open to read and nothing more, as everybody has who looks into it.
    [[nodiscard]] bool isReadOnlyUse() const noexcept { return !maps && !opensWritable && locks.empty(); }
};

/// Who holds an object, by one pass over /proc. A moment's picture: processes may come and go while it is taken.
struct ProcessScan {
    std::vector<Holder> holders; ///< by pid; this process too where it holds the object
    int hidden = 0; ///< processes not looked into: of other users, hidden by hidepid, or left out when it was stopped
    bool isSystemWide = true; ///< false in a PID namespace of its own, whose /proc leaves the others out
    bool hasOwnReader = false; ///< this process has it open to read only, as ObjectReader does; that is no use of it

    [[nodiscard]] bool isComplete() const noexcept { return hidden == 0 && isSystemWide; }
};

/// An object that processes hold, with or without a name.
struct HeldObject {
    std::vector<Holder> holders; ///< by pid
    std::string procPath; ///< a path in /proc that leads to it, for ObjectReader::openByProcPath()
    std::string label; ///< its path as the kernel shows it, for people: bytes, no identity; empty: not asked for
    bool hasOwnReader = false; ///< as in ProcessScan
    std::optional<ObjectStatus> status{}; ///< of a holder's descriptor; empty where it is only mapped
    off_t mappedEnd = 0; ///< where the furthest mapping ends
};

/// Who holds which object of one file system, by one pass over /proc.
struct SHMLAB_EXPORT DeviceProcessScan {
    std::unordered_map<ino_t, HeldObject> held;
    int hidden = 0; ///< as in ProcessScan
    bool isSystemWide = true;

    /// The part that is about one object.
    [[nodiscard]] ProcessScan of(ino_t inode) const;
};

/// Blocks for some milliseconds per hundred processes, but not for longer than one of them once `stop` is requested.
/// Errors: when /proc itself cannot be read.
[[nodiscard]] SHMLAB_EXPORT Result<DeviceProcessScan> scanDeviceProcesses(InspectCalls calls, dev_t device,
                                                                          const std::stop_token &stop = {});
/// The same of one object.
[[nodiscard]] SHMLAB_EXPORT Result<ProcessScan> scanProcesses(InspectCalls calls, Identity identity,
                                                              const std::stop_token &stop = {});

/// A line of /proc/PID/maps. Only device and inode decide who maps what; the path is a label.
struct MapsLine {
    Identity identity;
    bool canWrite = false; ///< shared and writable
    std::string_view range; ///< "7f12-7f34", as in /proc/PID/map_files
    off_t end = 0; ///< the first byte of the file behind the mapping
    std::string_view path; ///< as the kernel writes it: a newline is "\012", " (deleted)" may follow
};
[[nodiscard]] SHMLAB_EXPORT std::optional<MapsLine> parseMapsLine(std::string_view line);

/// What /proc/PID/fdinfo/FD tells of an open file description.
struct DescriptorInfo {
    bool canWrite = false;
    std::vector<ByteRange> locks;
};
[[nodiscard]] SHMLAB_EXPORT DescriptorInfo parseDescriptorInfo(std::string_view text);

} // namespace shmlab
