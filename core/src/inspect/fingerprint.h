// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/name.h>
#include <shmlab/base/protocol.h>
#include <shmlab/inspect/kind.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include <sys/types.h>

/// What detectKind() knows of an object, and the kinds that are recognised by more than a prefix of the name.
namespace shmlab {

struct Fingerprint {
    std::string_view name;
    off_t sizeBytes;
    std::span<const std::byte> head;

    template <typename Integer>
    [[nodiscard]] Integer at(std::size_t offset) const noexcept
    {
        Integer value{};
        if (offset + sizeof value <= head.size())
            std::memcpy(&value, head.data() + offset, sizeof value);
        return value;
    }
    [[nodiscard]] bool isZero(std::size_t begin, std::size_t end) const noexcept
    {
        const auto part =
            head.subspan(std::min(begin, head.size()), std::min(end, head.size()) - std::min(begin, head.size()));
        return std::ranges::all_of(part, [](std::byte byte) { return byte == std::byte{0}; });
    }
};

[[nodiscard]] inline bool hasPresence(const Fingerprint &fingerprint)
{
    return fingerprint.head.size() >= presenceEnd
        && (fingerprint.at<std::uint32_t>(presenceOffset(Role::Server)) == presenceMagic
            || fingerprint.at<std::uint32_t>(presenceOffset(Role::Client)) == presenceMagic);
}

[[nodiscard]] inline bool hasNameOfProtocol(const Fingerprint &fingerprint)
{
    return fingerprint.name == ObjectName::defaultText.substr(1) && fingerprint.head.size() >= countersSizeBytes;
}

/// Counters of an exchange differ by one step at most; an object of zeros could be anything.
[[nodiscard]] inline bool hasCounters(const Fingerprint &fingerprint)
{
    const auto apart = counterDistance(fingerprint.at<Counter>(0), fingerprint.at<Counter>(sizeof(Counter)));
    return fingerprint.sizeBytes == static_cast<off_t>(defaultSizeBytes) && !fingerprint.isZero(0, countersSizeBytes)
        && apart >= -1 && apart <= 1 && fingerprint.isZero(countersSizeBytes, headBytes);
}

/// managed_open_or_create_impl.hpp: the state "initialized" in the first of sixteen bytes; after them, in the header of
/// the segment manager's allocator (rbtree_best_fit.hpp), the size of the rest.
[[nodiscard]] inline bool isBoostSegment(const Fingerprint &fingerprint)
{
    constexpr std::uint32_t initialized = 2;
    constexpr std::size_t userOffset = 16;
    if (fingerprint.at<std::uint32_t>(0) != initialized || !fingerprint.isZero(sizeof initialized, userOffset))
        return false;
    for (std::size_t offset = userOffset; offset + sizeof(std::uint64_t) <= fingerprint.head.size(); offset += 8) {
        if (fingerprint.at<std::uint64_t>(offset) == static_cast<std::uint64_t>(fingerprint.sizeBytes) - userOffset)
            return true;
    }
    return false;
}

/// server/fsync.c, server/esync.c: "/wine-%lx-fsync", by the inode of the prefix.
[[nodiscard]] inline bool isWineSynchronization(const Fingerprint &fingerprint)
{
    return fingerprint.name.starts_with("wine-") && fingerprint.name.ends_with("sync");
}

/// dsm.c: PG_DYNSHMEM_CONTROL_MAGIC.
[[nodiscard]] inline bool isPostgreSqlControl(const Fingerprint &fingerprint)
{
    return fingerprint.at<std::uint32_t>(0) == 0x9a503d32U;
}

} // namespace shmlab
