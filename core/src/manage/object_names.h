// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/manage/object_backup.h>

#include <optional>
#include <utility>

#include <sys/stat.h>

namespace shmlab {

/// Closes a descriptor at the end of its scope.
class OpenDescriptor {
public:
    OpenDescriptor(InspectCalls calls, int fd) noexcept : m_calls(calls), m_fd(fd) { }
    OpenDescriptor(OpenDescriptor &&other) noexcept : m_calls(other.m_calls), m_fd(std::exchange(other.m_fd, -1)) { }
    OpenDescriptor &operator=(OpenDescriptor &&) = delete;
    ~OpenDescriptor()
    {
        if (m_fd >= 0)
            (void)m_calls.close(m_fd);
    }
    [[nodiscard]] int get() const noexcept { return m_fd; }

private:
    InspectCalls m_calls;
    int m_fd;
};

[[nodiscard]] ObjectInstance instanceOf(const struct statx &status) noexcept;

/// An object that was found by one of its names.
struct NamedObject {
    OpenDescriptor descriptor; ///< O_PATH
    nlink_t links = 0;
};
/// Looks for a name of `wanted` other than `name`, in the directory of the objects and in those below it. Errors: those
/// of opening that directory.
[[nodiscard]] Result<std::optional<NamedObject>> findOtherName(InspectCalls calls, const ObjectInstance &wanted,
                                                               const ObjectName &name);

} // namespace shmlab
