// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/inspect_calls.h>

#include <utility>

namespace shmlab {

/// Owns a descriptor: closes it at the end of its scope. Move-only.
class OpenDescriptor {
public:
    OpenDescriptor(InspectCalls calls, int fd) noexcept : m_calls(calls), m_fd(fd) { }
    OpenDescriptor(OpenDescriptor &&other) noexcept : m_calls(other.m_calls), m_fd(other.release()) { }
    OpenDescriptor &operator=(OpenDescriptor &&) = delete;
    ~OpenDescriptor()
    {
        if (m_fd >= 0)
            (void)m_calls.close(m_fd);
    }

    /// Of a call that opens something.
    [[nodiscard]] static Result<OpenDescriptor> of(InspectCalls calls, const Result<int> &opened)
    {
        if (!opened)
            return std::unexpected(opened.error());
        return OpenDescriptor(calls, *opened);
    }

    [[nodiscard]] int get() const noexcept { return m_fd; }
    /// From now on the caller owns it.
    [[nodiscard]] int release() noexcept { return std::exchange(m_fd, -1); }

private:
    InspectCalls m_calls;
    int m_fd;
};

} // namespace shmlab
