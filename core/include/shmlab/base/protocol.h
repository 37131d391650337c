// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/byte_range.h>

#include <bit>
#include <cstddef>
#include <cstdint>

/// The constants of the counter exchange: where its bytes lie and what they mean. The two counters are the entire 2015
/// format; presence records are an optional addition of Shmlab. Access to the bytes is in exchange/layout.h.
namespace shmlab {

enum class Role : std::uint8_t { Server, Client };

[[nodiscard]] constexpr Role peerRoleOf(Role role) noexcept
{
    return role == Role::Server ? Role::Client : Role::Server;
}

using Counter = std::int32_t;

inline constexpr std::size_t defaultSizeBytes = 4096;
inline constexpr std::size_t countersSizeBytes = 2 * sizeof(Counter);

[[nodiscard]] constexpr std::size_t counterOffset(Role role) noexcept
{
    return role == Role::Server ? 0 : sizeof(Counter);
}

/// The owner lock of a role covers the bytes of its counter.
[[nodiscard]] constexpr ByteRange ownerLockRange(Role role) noexcept
{
    return {static_cast<off_t>(counterOffset(role)), sizeof(Counter)};
}

/// Counters wrap around: INT32_MAX + 1 is INT32_MIN.
[[nodiscard]] constexpr Counter nextCounter(Counter value) noexcept
{
    return std::bit_cast<Counter>(std::bit_cast<std::uint32_t>(value) + 1U);
}

/// a - b as a signed 32-bit distance, correct across the wrap (RFC 1982).
[[nodiscard]] constexpr Counter counterDistance(Counter a, Counter b) noexcept
{
    return std::bit_cast<Counter>(std::bit_cast<std::uint32_t>(a) - std::bit_cast<std::uint32_t>(b));
}

/// The rule's "own <= other" is !isTaller().
[[nodiscard]] constexpr bool isTaller(Counter own, Counter other) noexcept
{
    return counterDistance(own, other) > 0;
}

struct CounterPair {
    Counter server = 0;
    Counter client = 0;

    [[nodiscard]] constexpr Counter of(Role role) const noexcept { return role == Role::Server ? server : client; }
    bool operator==(const CounterPair &) const = default;
};

/// What a party says it is doing.
enum class Activity : std::uint32_t { Joining = 0, Running = 1, Paused = 2, Leaving = 3 };

/// One cache line that a role writes about itself, as it lies in the object. Fields are only accessed through
/// atomic_ref.
struct PresenceRecord {
    std::uint32_t magic; ///< presenceMagic; stored last when joining
    std::uint32_t version; ///< presenceVersion
    std::int32_t pid; ///< in the party's own PID namespace
    std::uint32_t activity; ///< Activity
    std::uint64_t processStart; ///< field 22 of /proc/PID/stat: clock ticks since boot
    std::uint64_t handOvers; ///< how often this party wrote its counter since it joined
    std::int64_t lastHandOver; ///< CLOCK_MONOTONIC of its time namespace, nanoseconds; 0 before the first one
    std::uint32_t sleeping; ///< 1 while it waits in a shared futex on the peer's counter and wants to be woken
    std::uint32_t reserved0;
    std::uint64_t pidNamespace; ///< inode of /proc/self/ns/pid: in which `pid` is valid; 0 if unknown
    std::uint64_t timeNamespace; ///< inode of /proc/self/ns/time: whose clock `lastHandOver` is of; 0 if unknown

    bool operator==(const PresenceRecord &) const = default;
};

inline constexpr std::uint32_t presenceMagic = 0x4c4d4853; ///< "SHML" in memory on a little-endian machine
inline constexpr std::uint32_t presenceVersion = 1;
inline constexpr std::size_t presenceEnd = 192; ///< a smaller object has no room for presence

[[nodiscard]] constexpr std::size_t presenceOffset(Role role) noexcept
{
    return role == Role::Server ? 64 : 128;
}

static_assert(sizeof(CounterPair) == countersSizeBytes);
static_assert(sizeof(PresenceRecord) == 64 && alignof(PresenceRecord) == 8);
static_assert(offsetof(PresenceRecord, magic) == 0 && offsetof(PresenceRecord, version) == 4);
static_assert(offsetof(PresenceRecord, pid) == 8 && offsetof(PresenceRecord, activity) == 12);
static_assert(offsetof(PresenceRecord, processStart) == 16 && offsetof(PresenceRecord, handOvers) == 24);
static_assert(offsetof(PresenceRecord, lastHandOver) == 32 && offsetof(PresenceRecord, sleeping) == 40);
static_assert(offsetof(PresenceRecord, reserved0) == 44 && offsetof(PresenceRecord, pidNamespace) == 48);
static_assert(offsetof(PresenceRecord, timeNamespace) == 56);
static_assert(presenceOffset(Role::Client) + sizeof(PresenceRecord) == presenceEnd && presenceEnd <= defaultSizeBytes);

} // namespace shmlab
