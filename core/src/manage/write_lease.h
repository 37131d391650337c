// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/system_calls.h>
#include <shmlab/inspect/object_reader.h>

#include <utility>

namespace shmlab {

/// The kernel's word that no other process has a file open or mapped: a write lease (fcntl(2), F_SETLEASE), which is
/// granted only then, across users and namespaces. While it is held, a process that opens the file waits, or gets
/// EWOULDBLOCK with O_NONBLOCK, and isIntact() tells. Destroying it releases it. It does not count descriptors that can
/// neither read nor write (O_PATH), nor what the kernel uses by itself, such as mounts.
class WriteLease {
public:
    /// `path`: an O_PATH descriptor of a regular file, which the caller keeps. Opens nothing while another process is
    /// seen to hold a lease on it. Retries for 0.12 s at most while others have the file open: an inspecting program
    /// does for some microseconds. Errors: InUse; KernelNotAsked.
    [[nodiscard]] static Result<WriteLease> take(SystemCalls calls, int path);
    WriteLease(WriteLease &&other) noexcept;
    WriteLease &operator=(WriteLease &&) = delete;
    ~WriteLease();

    /// The leased object. To open it once more would break the lease.
    [[nodiscard]] const ObjectReader &object() const noexcept { return m_object; }
    /// Fails with InUse once somebody has tried to open the file. Errors: also KernelNotAsked.
    [[nodiscard]] Result<void> isIntact() const;
    /// Whether this is the InUse of isIntact(): nobody else had the file open when the lease was taken.
    [[nodiscard]] static bool wasBroken(const Error &error) noexcept
    {
        return error.problem == Problem::InUse && error.call == Call::Fcntl && error.errorNumber == 0;
    }

private:
    WriteLease(SystemCalls calls, ObjectReader object) : m_calls(calls), m_object(std::move(object)) { }
    [[nodiscard]] static Result<WriteLease> tryToTake(SystemCalls calls, int path, ObjectId identity);

    SystemCalls m_calls;
    ObjectReader m_object;
    bool m_isGranted = false;
};

} // namespace shmlab
