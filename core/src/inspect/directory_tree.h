// SPDX-License-Identifier: MIT
#pragma once

#include "base/open_descriptor.h"

#include <shmlab/inspect/object_domain.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shmlab {

/// How deep directories are looked into: a program that nests thousands must not hold up a look.
inline constexpr std::ptrdiff_t maxDepth = 16;
[[nodiscard]] inline std::ptrdiff_t depthOf(std::string_view path)
{
    return std::ranges::count(path, '/') + 1;
}

/// Opens a directory by its path below an open one, "." for that one itself; links are not followed. Errors: those of
/// open(2) and statx(2); EXDEV something is mounted there.
[[nodiscard]] Result<OpenDescriptor> openDirectoryBelow(InspectCalls calls, int root, dev_t device,
                                                        const std::string &path);

/// The names below a directory, those in its directories as well; links are not followed, and what is mounted there is
/// left out, as is a directory that this process may not read or that lies deeper than maxDepth. Used from one thread
/// at a time.
class DirectoryTree final : public ObjectNames {
public:
    /// `root` is open on the file system `device`, and stays so. Begins at the directory `path` below it.
    DirectoryTree(InspectCalls calls, int root, dev_t device, std::string path = ".")
        : m_calls(calls),
          m_root(root),
          m_device(device),
          m_directories{std::move(path)}
    {
    }
    DirectoryTree(const DirectoryTree &) = delete;
    DirectoryTree &operator=(const DirectoryTree &) = delete;
    ~DirectoryTree() override = default;

    /// Errors: those of opening and reading the first directory.
    [[nodiscard]] Result<bool> readMore(std::vector<ObjectEntry> &entries) override;

private:
    [[nodiscard]] Result<void> openNext();

    InspectCalls m_calls;
    int m_root;
    dev_t m_device;
    std::vector<std::string> m_directories;
    std::size_t m_next = 0; ///< in m_directories: the one to open next
    std::optional<OpenDescriptor> m_directory; ///< the one that is read
    std::string m_prefix; ///< of the names in it
};

} // namespace shmlab
