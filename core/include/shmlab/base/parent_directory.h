// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/inspect_calls.h>

#include <string>
#include <string_view>

namespace shmlab {

/// The directory that an object lies in, and the object's name there. Every directory of a longer path is opened in
/// turn, and links are not followed: whatever other processes do to the path, it does not leave /dev/shm. Owns its
/// descriptor; move-only.
class SHMLAB_EXPORT ParentDirectory {
public:
    ParentDirectory(const ParentDirectory &) = delete;
    ParentDirectory &operator=(const ParentDirectory &) = delete;
    ParentDirectory(ParentDirectory &&other) noexcept;
    ParentDirectory &operator=(ParentDirectory &&) = delete;
    ~ParentDirectory();

    /// Below the directory of all objects. Errors: those of open(2), ENOENT, ENOTDIR also for a link.
    [[nodiscard]] static Result<ParentDirectory> open(InspectCalls calls, const ObjectName &name);
    /// Below an open directory, which outlives this; `path` has no leading slash.
    [[nodiscard]] static Result<ParentDirectory> openAt(InspectCalls calls, int directory, std::string_view path);

    /// For calls like openat(2): AT_FDCWD for an object that lies in the directory of all objects itself.
    [[nodiscard]] int fd() const noexcept { return m_fd; }
    /// For the same calls: its name there.
    [[nodiscard]] const std::string &leaf() const noexcept { return m_leaf; }

    /// A path to the object that stays in this directory, whatever happens to the directory's own path.
    [[nodiscard]] std::string path() const
    {
        return m_isOwned ? "/proc/self/fd/" + std::to_string(m_fd) + '/' + m_leaf : m_leaf;
    }

private:
    ParentDirectory(InspectCalls calls, int fd, bool isOwned, std::string leaf)
        : m_calls(calls),
          m_fd(fd),
          m_isOwned(isOwned),
          m_leaf(std::move(leaf))
    {
    }

    InspectCalls m_calls;
    int m_fd;
    bool m_isOwned;
    std::string m_leaf;
};

} // namespace shmlab
