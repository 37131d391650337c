// SPDX-License-Identifier: MIT
#include <shmlab/base/parent_directory.h>

#include <utility>

namespace shmlab {

ParentDirectory::ParentDirectory(ParentDirectory &&other) noexcept
    : m_calls(other.m_calls),
      m_fd(other.m_fd),
      m_isOwned(std::exchange(other.m_isOwned, false)),
      m_leaf(std::move(other.m_leaf))
{
}

ParentDirectory::~ParentDirectory()
{
    if (m_isOwned)
        (void)m_calls.close(m_fd);
}

Result<ParentDirectory> ParentDirectory::open(InspectCalls calls, const ObjectName &name)
{
    const std::string_view path = std::string_view(name.bytes()).substr(1);
    if (!path.contains('/')) // one call instead of three
        return ParentDirectory(calls, AT_FDCWD, false, calls.pathOf(name));
    const auto root = calls.open(calls.roots().shm, O_PATH | O_DIRECTORY);
    if (!root)
        return std::unexpected(root.error());
    const ParentDirectory held(calls, *root, true, {});
    return openAt(calls, *root, path);
}

Result<ParentDirectory> ParentDirectory::openAt(InspectCalls calls, int directory, std::string_view path)
{
    ParentDirectory parent(calls, directory, false, std::string(path));
    for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
        const auto next =
            calls.openAt(parent.m_fd, std::string(path.substr(0, slash)), O_PATH | O_DIRECTORY | O_NOFOLLOW);
        if (!next)
            return std::unexpected(next.error());
        if (parent.m_isOwned)
            (void)calls.close(parent.m_fd);
        path.remove_prefix(slash + 1);
        parent.m_fd = *next;
        parent.m_isOwned = true;
        parent.m_leaf = path;
    }
    return parent;
}

} // namespace shmlab
