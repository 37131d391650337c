// SPDX-License-Identifier: MIT
#include "inspect/directory_tree.h"

#include <shmlab/base/parent_directory.h>

#include "inspect/directory_entries.h"

#include <cerrno>

#include <sys/sysmacros.h>

namespace shmlab {

Result<OpenDescriptor> openDirectoryBelow(InspectCalls calls, int root, dev_t device, const std::string &path)
{
    const auto parent = ParentDirectory::openAt(calls, root, path);
    if (!parent)
        return std::unexpected(parent.error());
    auto directory = OpenDescriptor::of(calls, calls.openAt(parent->fd(), parent->leaf(), O_DIRECTORY | O_NOFOLLOW));
    if (!directory)
        return directory;
    const auto status = calls.statDescriptor(directory->get());
    if (status && makedev(status->stx_dev_major, status->stx_dev_minor) == device)
        return directory;
    return std::unexpected(status ? Error{.call = Call::Statx, .errorNumber = EXDEV} : status.error());
}

Result<void> DirectoryTree::openNext()
{
    const std::string &path = m_directories[m_next++];
    auto directory = openDirectoryBelow(m_calls, m_root, m_device, path);
    if (!directory)
        return std::unexpected(directory.error());
    m_directory.emplace(*std::move(directory));
    m_prefix = path == "." ? std::string() : path + '/';
    return {};
}

Result<bool> DirectoryTree::readMore(std::vector<ObjectEntry> &entries)
{
    const bool isFirst = m_next == 0 || (m_next == 1 && m_directory);
    if (!m_directory) {
        if (m_next == m_directories.size())
            return false;
        if (const auto opened = openNext(); !opened)
            return isFirst ? Result<bool>(std::unexpected(opened.error())) : true; // then the next one
    }
    const auto isMore = readEntries(m_calls, m_directory->get(), m_prefix, entries, m_directories);
    if (depthOf(m_prefix) > maxDepth) // the prefix has a slash more than its directory
        m_directories.resize(m_next);
    if (!isMore && isFirst)
        return isMore;
    if (!isMore || !*isMore)
        m_directory.reset();
    return m_directory || m_next < m_directories.size();
}

} // namespace shmlab
