// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/byte_source.h>

#include <string>

namespace shmlab {

/// An object of any domain that is a file to the kernel, opened to read its bytes by pread(2), never through a mapping:
/// that would allocate the pages of its holes, and raise SIGBUS when there is no memory for them. Owns its descriptor;
/// move-only; empty by default and after a move.
class SHMLAB_EXPORT ObjectReader final : public ByteSource {
public:
    ObjectReader() = default;
    ObjectReader(ObjectReader &&other) noexcept;
    ObjectReader &operator=(ObjectReader &&other) noexcept;
    ~ObjectReader() override;

    /// Opens a regular file only: links are not followed, special files not opened, and neither is an object on which
    /// another process holds a lease. Errors: ENOENT, EACCES, …; Leased; NotRegular.
    [[nodiscard]] static Result<ObjectReader> open(InspectCalls calls, const ObjectName &name);
    /// Opens what a process holds, by a path in /proc, /proc/PID/fd/N or /proc/PID/map_files/A-B: the only path to an
    /// object that was unlinked. Errors: as above; Replaced when the path no longer leads to `expected`.
    [[nodiscard]] static Result<ObjectReader> openByProcPath(InspectCalls calls, const std::string &path,
                                                             ObjectId expected);
    /// The same of what is known to be leased by nobody.
    [[nodiscard]] static Result<ObjectReader> openUnleasedByProcPath(InspectCalls calls, const std::string &path,
                                                                     ObjectId expected);
    /// Takes over a descriptor that is open to read, also on an error. Errors: those of statx(2); NotRegular.
    [[nodiscard]] static Result<ObjectReader> ofDescriptor(InspectCalls calls, int descriptor);
    /// The file `name` of an open directory, known to be a regular one that nobody has leased. `status` gets its
    /// status.
    [[nodiscard]] static Result<ObjectReader> openRegularAt(InspectCalls calls, int directory, const std::string &name,
                                                            ObjectStatus &status, Domain domain = Domain::PosixShm);

    [[nodiscard]] bool isOpen() const noexcept { return m_fd >= 0; }
    /// Open to read.
    [[nodiscard]] int descriptor() const noexcept { return m_fd; }
    [[nodiscard]] ObjectId identity() const noexcept override { return m_identity; }
    [[nodiscard]] Result<ObjectStatus> status() const override;
    [[nodiscard]] Result<std::size_t> readAt(off_t offset, std::span<std::byte> to) const override;
    [[nodiscard]] Result<std::optional<off_t>> nextData(off_t from) const override;
    [[nodiscard]] Result<off_t> nextHole(off_t from) const override;
    [[nodiscard]] Result<bool> isLockedByOthers(ByteRange range) const override;

private:
    ObjectReader(InspectCalls calls, int fd, Domain domain) noexcept : m_calls(calls), m_fd(fd)
    {
        m_identity.domain = domain;
    }
    [[nodiscard]] static Result<ObjectReader> openChecked(InspectCalls calls, const std::string &path,
                                                          ObjectId expected);
    [[nodiscard]] Result<ObjectStatus> identify();

    InspectCalls m_calls;
    ObjectId m_identity; ///< as the kernel shows the file, but for the domain, and for System V the namespace
    int m_fd = -1;
};

/// Whether another open file of the object holds a lock that conflicts with an exclusive one on `range` (F_OFD_GETLK).
[[nodiscard]] SHMLAB_EXPORT Result<bool> isLockedByOthers(InspectCalls calls, int descriptor, ByteRange range);

} // namespace shmlab
