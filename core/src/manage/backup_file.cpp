// SPDX-License-Identifier: MIT
#include <shmlab/manage/backup_file.h>

#include <cerrno>
#include <new>

namespace shmlab {

Result<std::shared_ptr<BackupFile>> BackupFile::create(SystemCalls calls, const std::string &path)
try {
    std::shared_ptr<BackupFile> file(new BackupFile(calls)); // before anything is there that a failure would leave
    const auto fd = calls.createFile(path, 0600);
    if (!fd)
        return std::unexpected(fd.error());
    file->m_fd = *fd;
    if (const auto unlinked = calls.unlink(path); !unlinked)
        return std::unexpected(unlinked.error());
    return file;
} catch (const std::bad_alloc &) {
    return std::unexpected(Error{.problem = Problem::OutOfMemory});
}

BackupFile::~BackupFile()
{
    if (m_fd >= 0)
        (void)m_calls.close(m_fd);
}

Result<off_t> BackupFile::append(std::span<const std::byte> bytes)
{
    const off_t begin = m_sizeBytes;
    for (std::size_t done = 0; done < bytes.size();) {
        const auto wrote =
            m_calls.writeAt(m_fd, bytes.data() + done, bytes.size() - done, begin + static_cast<off_t>(done));
        if (!wrote)
            return std::unexpected(wrote.error());
        if (*wrote == 0)
            return std::unexpected(Error{.call = Call::Pwrite, .errorNumber = ENOSPC});
        done += *wrote;
    }
    m_sizeBytes += static_cast<off_t>(bytes.size());
    return begin;
}

Result<void> BackupFile::readAt(off_t offset, std::span<std::byte> to) const
{
    for (std::size_t done = 0; done < to.size();) {
        const auto got = m_calls.readAt(m_fd, to.data() + done, to.size() - done, offset + static_cast<off_t>(done));
        if (!got)
            return std::unexpected(got.error());
        if (*got == 0)
            return std::unexpected(Error{.problem = Problem::BackupDamaged, .call = Call::Pread});
        done += *got;
    }
    return {};
}

} // namespace shmlab
