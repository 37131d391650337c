// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/byte_range.h>
#include <shmlab/base/export.h>
#include <shmlab/inspect/kernel_users.h>
#include <shmlab/inspect/process.h>

#include <chrono>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace shmlab {

/// A process that has an object mapped or open.
struct Holder {
    Process process;
    bool maps = false;
    bool mapsWritable = false; ///< one of its mappings is shared and writable
    bool opens = false;
    bool opensReadable = false; ///< one of its descriptors is; none: all are O_PATH, or for ioctl(2) only
    bool opensWritable = false; ///< one of its descriptors is
    off_t mappedBegin = 0; ///< it maps bytes of the object from here …
    off_t mappedEnd = 0; ///< … to here; 0: none
    std::vector<ByteRange> locks{}; ///< exclusive and shared ones, each once; length 0 reaches to the end

    /// It only has the object open to read, as this program while it inspects it.
    [[nodiscard]] bool isReadOnlyUse() const noexcept { return !maps && !opensWritable && locks.empty(); }
};

/// The processes that hold one object. Processes may come and go while /proc is read.
struct ObjectHolders {
    std::vector<Holder> holders; ///< by pid; this process too where it holds the object
    int hidden = 0; ///< processes not examined: of other users, or left out after a stop request or for want of time
    bool isHiddenCountKnown = true; ///< false where /proc does not even list the processes of others (hidepid)
    bool isSystemWide = true; ///< false in a PID namespace of its own, whose /proc does not show the others
    bool isLeased = false; ///< a process holds a lease on it
    unsigned long attachments = 0; ///< System V: how many mappings the kernel counts, of processes that are seen or not
    std::vector<KernelUser> kernelUsers{}; ///< as kernelUsersOf()
    int descriptorsInFlight = 0; ///< of any files, in the queues of sockets that could be seen
    bool hasOwnReader = false; ///< this process has it open read-only, as ObjectReader does; that does not count as use

    [[nodiscard]] bool isComplete() const noexcept { return hidden == 0 && isHiddenCountKnown && isSystemWide; }
};

/// An object that processes hold, with or without a name.
struct HeldObject {
    std::vector<Holder> holders; ///< by pid
    std::string procPath; ///< a path in /proc that leads to it, for ObjectReader::openByProcPath()
    std::string label; ///< its path as the kernel shows it, for display only: bytes, not an identity; empty: not read
    bool hasOwnReader = false; ///< as in ObjectHolders
    std::optional<ObjectStatus> status{}; ///< by a holder's descriptor; empty where it is only mapped
    off_t mappedEnd = 0; ///< where the furthest mapping ends

    static constexpr std::string_view deletedSuffix = " (deleted)"; ///< of a label: it has no link any more
    [[nodiscard]] bool isDeleted() const noexcept { return label.ends_with(deletedSuffix); }
};

/// A device whose files are objects of a domain. Several domains share the kernel's own mount.
struct DomainDevice {
    static constexpr dev_t anyDevice = 0; ///< only for MappedFile: whatever no other domain has

    dev_t device = anyDevice;
    Domain domain = Domain::PosixShm;
    bool operator==(const DomainDevice &) const = default;
};

/// The processes that hold objects of any domain, found by one pass over /proc.
struct SHMLAB_EXPORT ProcessScan {
    std::unordered_map<ObjectId, HeldObject> held;
    std::unordered_set<ObjectId> leased; ///< on which a process holds a lease; opening them would break it
    std::unordered_map<ObjectId, std::vector<KernelUser>> kernelUsers;
    std::vector<pid_t> hiddenPids; ///< of `hidden` processes
    int hidden = 0; ///< this and the following: as in ObjectHolders
    bool isHiddenCountKnown = true;
    bool isSystemWide = true;
    int descriptorsInFlight = 0;

    /// The holders of one object.
    [[nodiscard]] ObjectHolders of(const ObjectId &id) const;
};

/// How long a pass over /proc takes at most, but for the call in progress: the kernel may let a reader wait.
inline constexpr std::chrono::seconds maxProcessScanTime{5};

/// The holders of all files of `devices`. Blocks for some milliseconds per hundred processes, at most for
/// maxProcessScanTime: what is left then counts as hidden; once `stop` is requested, for a call or two. Errors: when
/// /proc itself cannot be read.
[[nodiscard]] SHMLAB_EXPORT Result<ProcessScan> scanProcesses(InspectCalls calls, std::span<const DomainDevice> devices,
                                                              const std::stop_token &stop = {});
/// The holders of this object. Blocks and errors: as scanProcesses().
[[nodiscard]] SHMLAB_EXPORT Result<ObjectHolders> scanHolders(InspectCalls calls, const ObjectId &id,
                                                              const std::stop_token &stop = {});

} // namespace shmlab
