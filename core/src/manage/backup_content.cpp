// SPDX-License-Identifier: MIT
#include "manage/backup_content.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>

namespace shmlab {
namespace {

/// An opener of the object may have to wait for one.
constexpr off_t extentBytes = off_t{1} << 20U;

/// Calls `visit` with the begin and the end of each piece of data.
template <typename Visit>
Result<void> forEachPiece(const ByteSource &object, off_t sizeBytes, Visit visit)
{
    for (off_t at = 0; at < sizeBytes;) {
        const auto data = object.nextData(at);
        if (!data)
            return std::unexpected(data.error());
        if (!*data)
            return {};
        const auto hole = object.nextHole(**data);
        if (!hole)
            return std::unexpected(hole.error());
        const off_t end = std::min(*hole, sizeBytes); // it may have grown meanwhile
        if (end <= **data)
            return {};
        if (const auto done = visit(**data, end); !done)
            return done;
        at = end;
    }
    return {};
}

/// Notices that a file was changed, by whatever means; not made to resist an attack.
std::uint64_t checksumOf(std::span<const std::byte> bytes)
{
    constexpr std::uint64_t prime = 0x9e3779b97f4a7c15U;
    std::uint64_t sum = bytes.size();
    for (std::size_t at = 0; at < bytes.size(); at += sizeof sum) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, std::min(sizeof word, bytes.size() - at));
        sum = (sum ^ word) * prime;
        sum ^= sum >> 29U;
    }
    return sum;
}

Result<void> writeAll(SystemCalls calls, int fd, std::span<const std::byte> bytes, off_t offset)
{
    for (std::size_t done = 0; done < bytes.size();) {
        const auto wrote =
            calls.writeAt(fd, bytes.data() + done, bytes.size() - done, offset + static_cast<off_t>(done));
        if (!wrote)
            return std::unexpected(wrote.error());
        if (*wrote == 0)
            return std::unexpected(Error{.call = Call::Pwrite, .errorNumber = ENOSPC});
        done += *wrote;
    }
    return {};
}

Result<void> tell(const CopyProgress &progress, std::size_t bytes)
{
    if (progress && !progress(bytes))
        return std::unexpected(Error{.problem = Problem::Cancelled});
    return {};
}

} // namespace

Result<void> BackupContent::copy(const ByteSource &object, off_t sizeBytes, const BackupOptions &options)
{
    m_file = options.file;
    return forEachPiece(object, sizeBytes, [&](off_t begin, off_t end) -> Result<void> {
        for (off_t at = begin; at < end;) {
            const off_t next = std::min(end, at + extentBytes);
            if (static_cast<std::size_t>(next - at) > options.maxBytes - m_sizeBytes)
                return std::unexpected(Error{.problem = Problem::TooLarge});
            if (const auto copied = copyExtent(object, at, next); !copied)
                return copied;
            if (const auto told = tell(options.progress, static_cast<std::size_t>(next - at)); !told)
                return told;
            at = next;
        }
        return {};
    });
}

Result<void> BackupContent::copyExtent(const ByteSource &object, off_t begin, off_t end)
{
    Extent extent{.offset = begin, .bytes = std::vector<std::byte>(static_cast<std::size_t>(end - begin))};
    const auto got = object.readAt(begin, extent.bytes);
    if (!got)
        return std::unexpected(got.error());
    extent.length = *got; // less if it shrinks meanwhile
    extent.bytes.resize(*got);
    if (m_file) {
        extent.checksum = checksumOf(extent.bytes);
        const auto offset = m_file->append(extent.bytes);
        if (!offset)
            return std::unexpected(offset.error());
        extent.offsetInFile = *offset;
        extent.bytes = {};
    }
    m_sizeBytes += extent.length;
    m_extents.push_back(std::move(extent));
    return {};
}

Result<void> BackupContent::loadExtent(const Extent &extent, std::vector<std::byte> &buffer) const
{
    buffer.resize(extent.length);
    if (const auto read = m_file->readAt(extent.offsetInFile, buffer); !read)
        return read;
    if (checksumOf(buffer) != extent.checksum)
        return std::unexpected(Error{.problem = Problem::BackupDamaged, .call = Call::Pread});
    return {};
}

Result<void> BackupContent::writeTo(SystemCalls calls, int fd, const CopyProgress &progress) const
{
    std::vector<std::byte> buffer;
    for (const Extent &extent : m_extents) {
        std::span<const std::byte> bytes = extent.bytes;
        if (m_file) {
            if (const auto loaded = loadExtent(extent, buffer); !loaded)
                return loaded;
            bytes = buffer;
        }
        if (const auto wrote = writeAll(calls, fd, bytes, extent.offset); !wrote)
            return wrote;
        if (const auto told = tell(progress, bytes.size()); !told)
            return told;
    }
    return {};
}

Result<off_t> dataBlockBytes(const ByteSource &object, off_t sizeBytes, off_t blockBytes, const CopyProgress &progress)
{
    off_t sum = 0;
    const auto done = forEachPiece(object, sizeBytes, [&](off_t begin, off_t end) -> Result<void> {
        // In this order: a size near the largest possible must not overflow.
        const off_t blocks = (end - 1) / blockBytes - begin / blockBytes + 1;
        sum += blocks * blockBytes;
        return tell(progress, 0);
    });
    if (!done)
        return std::unexpected(done.error());
    return sum;
}

} // namespace shmlab
