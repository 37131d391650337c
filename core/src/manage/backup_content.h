// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/byte_source.h>
#include <shmlab/manage/object_backup.h>

#include <vector>

namespace shmlab {

/// The bytes of an object, without its holes, in memory or in a file.
class BackupContent {
public:
    /// Errors: see ObjectBackup::of().
    [[nodiscard]] Result<void> copy(const ByteSource &object, off_t sizeBytes, const BackupOptions &options);
    /// Errors: those of writing; BackupDamaged; Cancelled.
    [[nodiscard]] Result<void> writeTo(SystemCalls calls, int fd, const CopyProgress &progress) const;

    [[nodiscard]] std::size_t sizeBytes() const noexcept { return m_sizeBytes; }
    [[nodiscard]] bool isInFile() const noexcept { return m_file != nullptr; }

private:
    struct Extent {
        off_t offset = 0;
        std::size_t length = 0;
        std::vector<std::byte> bytes{}; ///< empty if they are in the file
        off_t offsetInFile = 0;
        std::uint64_t checksum = 0; ///< of those in the file
    };
    [[nodiscard]] Result<void> copyExtent(const ByteSource &object, off_t begin, off_t end);
    [[nodiscard]] Result<void> loadExtent(const Extent &extent, std::vector<std::byte> &buffer) const;

    std::vector<Extent> m_extents;
    std::shared_ptr<BackupFile> m_file;
    std::size_t m_sizeBytes = 0;
};

/// The memory that the data of an object takes, in blocks of `blockBytes`. Errors: those of lseek(2); Cancelled.
[[nodiscard]] Result<off_t> dataBlockBytes(const ByteSource &object, off_t sizeBytes, off_t blockBytes,
                                           const CopyProgress &progress = {});

} // namespace shmlab
