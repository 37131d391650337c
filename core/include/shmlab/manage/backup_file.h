// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/system_calls.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace shmlab {

/// A file that keeps bytes of backups which memory has no room for. It loses its name as soon as it is open: its space
/// is freed with this object, at the latest when the process ends, however it ends. Owns its descriptor. Used from one
/// thread at a time.
class SHMLAB_EXPORT BackupFile {
public:
    /// A new file at `path`, with mode 0600 from the first moment; an existing file or link is refused. Errors: those
    /// of open(2), EEXIST first, and of unlink(2); OutOfMemory.
    [[nodiscard]] static Result<std::shared_ptr<BackupFile>> create(SystemCalls calls, const std::string &path);
    ~BackupFile();
    BackupFile(const BackupFile &) = delete;
    BackupFile &operator=(const BackupFile &) = delete;

    /// Writes the bytes behind those that are there, and returns their offset; on an error the file keeps its length.
    /// Errors: ENOSPC, EFBIG, …
    [[nodiscard]] Result<off_t> append(std::span<const std::byte> bytes);
    /// Fills all of `to`. Errors: BackupDamaged the file ends before; those of pread(2).
    [[nodiscard]] Result<void> readAt(off_t offset, std::span<std::byte> to) const;
    [[nodiscard]] off_t sizeBytes() const noexcept { return m_sizeBytes; }
    [[nodiscard]] int descriptor() const noexcept { return m_fd; }

private:
    explicit BackupFile(SystemCalls calls) noexcept : m_calls(calls) { }

    SystemCalls m_calls;
    int m_fd = -1;
    off_t m_sizeBytes = 0;
};

} // namespace shmlab
