// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_status.h>

#include <cstddef>
#include <optional>
#include <span>

namespace shmlab {

/// The kernel's own answer to "does anybody else have this object open", across users and namespaces: a write lease
/// (fcntl(2), F_SETLEASE) is granted only when nobody does. Mappings count, since each keeps its file open.
enum class LeaseProbe : std::uint8_t { Granted, Refused, Inconclusive };

/// When a lease that was granted is given back: at once, or by the closing that follows anyway, which saves a call.
enum class LeaseRelease : std::uint8_t { Immediately, OnClose };
struct LeaseOptions {
    LeaseRelease release = LeaseRelease::Immediately;
    bool isSigioIgnored = false; ///< SIGIO is, which the kernel sends when somebody opens the object meanwhile
};

/// An object opened to look at its bytes, never through a mapping: that would allocate the pages of its holes and die
/// where they cannot be. Leaves content, size, allocation, mode, mtime and ctime as they are. Owns its descriptor;
/// move-only; empty by default and after a move.
class SHMLAB_EXPORT ObjectReader {
public:
    ObjectReader() = default;
    ObjectReader(ObjectReader &&other) noexcept;
    ObjectReader &operator=(ObjectReader &&other) noexcept;
    ~ObjectReader();

    /// Opens a regular file only; links are not followed, special files not opened. Errors: ENOENT, EACCES, …, EAGAIN
    /// when another program keeps a lease on it for more than 20 ms; NotRegular.
    [[nodiscard]] static Result<ObjectReader> open(InspectCalls calls, const ObjectName &name);
    /// The same of what a process holds, by its path in /proc, /proc/PID/fd/N or /proc/PID/map_files/A-B: the way to an
    /// object that has no name any more. `expected` guards against a descriptor that means another file by now:
    /// Replaced.
    [[nodiscard]] static Result<ObjectReader> openByProcPath(InspectCalls calls, const std::string &path,
                                                             Identity expected);
    /// The file `name` of an open directory that is known to be a regular one. `status` gets what it is.
    [[nodiscard]] static Result<ObjectReader> openRegularAt(InspectCalls calls, int directory, const std::string &name,
                                                            ObjectStatus &status);

    [[nodiscard]] bool isOpen() const noexcept { return m_fd >= 0; }
    [[nodiscard]] Identity identity() const noexcept { return m_identity; }
    /// Its size and links of now.
    [[nodiscard]] Result<ObjectStatus> status(InspectCalls calls) const;
    /// Fills `to` from `offset` on; fewer where the object ends, 0 beyond its end. Holes read as zeros. A moment's
    /// picture, not one of a single moment.
    [[nodiscard]] Result<std::size_t> readAt(InspectCalls calls, off_t offset, std::span<std::byte> to) const;
    /// The next byte from `from` on that is not in a hole; nothing when only holes follow.
    [[nodiscard]] Result<std::optional<off_t>> nextData(InspectCalls calls, off_t from) const;
    /// The first byte from `from` on that is in a hole, or the end.
    [[nodiscard]] Result<off_t> nextHole(InspectCalls calls, off_t from) const;
    [[nodiscard]] Result<bool> isLockedByOthers(InspectCalls calls, ByteRange range) const;
    /// Asks for a write lease. Inconclusive where it is not ours to ask (EACCES: another owner).
    [[nodiscard]] LeaseProbe probeLease(InspectCalls calls, LeaseOptions options = {}) const;

private:
    ObjectReader(InspectCalls calls, int fd) noexcept : m_calls(calls), m_fd(fd) { }
    [[nodiscard]] Result<ObjectStatus> identify();

    InspectCalls m_calls;
    Identity m_identity;
    int m_fd = -1;
};

/// Whether somebody else holds a lock on the open file `descriptor` that conflicts with an exclusive one on `range`
/// (F_OFD_GETLK). Locks taken through this very descriptor do not count.
[[nodiscard]] SHMLAB_EXPORT Result<bool> isLockedByOthers(InspectCalls calls, int descriptor, ByteRange range);

/// The same question of any open object. Somebody who opens it in this very moment waits for the time of two calls, or,
/// if he opens with O_NONBLOCK, gets EWOULDBLOCK.
[[nodiscard]] SHMLAB_EXPORT LeaseProbe probeLease(InspectCalls calls, int descriptor, LeaseOptions options = {});

} // namespace shmlab
