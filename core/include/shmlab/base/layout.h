// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/byte_range.h>
#include <shmlab/base/export.h>

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

/// The bytes that every party agrees on. The two counters are the whole of the 2015 format; presence is Shmlab's own
/// and optional.
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

/// The owner lock of a role lies on its counter's own bytes.
[[nodiscard]] constexpr ByteRange ownerLockRange(Role role) noexcept
{
    return {static_cast<off_t>(counterOffset(role)), sizeof(Counter)};
}

/// Counters go round: INT32_MAX + 1 is INT32_MIN.
[[nodiscard]] constexpr Counter nextCounter(Counter value) noexcept
{
    return std::bit_cast<Counter>(std::bit_cast<std::uint32_t>(value) + 1U);
}

/// a - b as a signed 32-bit distance, right across the wrap (RFC 1982).
[[nodiscard]] constexpr Counter counterDistance(Counter a, Counter b) noexcept
{
    return std::bit_cast<Counter>(std::bit_cast<std::uint32_t>(a) - std::bit_cast<std::uint32_t>(b));
}

/// The rule's "own <= other".
[[nodiscard]] constexpr bool isTaller(Counter own, Counter other) noexcept
{
    return counterDistance(own, other) > 0;
}

using CounterRef = std::atomic_ref<Counter>;
static_assert(CounterRef::is_always_lock_free && CounterRef::required_alignment <= alignof(Counter),
              "an atomic counter must be the plain int that other programs see");

/// An atomic view of a role's counter. `page` is the start of a mapping of at least countersSizeBytes.
[[nodiscard]] inline CounterRef counterIn(std::byte *page, Role role) noexcept
{
    return CounterRef(*reinterpret_cast<Counter *>(page + counterOffset(role)));
}

struct CounterPair {
    Counter server = 0;
    Counter client = 0;
    bool operator==(const CounterPair &) const = default;
};

/// Both counters at one moment: a single load of eight bytes, for which a read-only mapping is enough. Single-copy
/// atomic on x86-64 and AArch64 (the C++ model knows no mixed-size access); for looking, not for taking part.
[[nodiscard]] inline CounterPair loadPair(const std::byte *page) noexcept
{
    using Word = std::atomic_ref<std::uint64_t>;
    static_assert(Word::is_always_lock_free && sizeof(CounterPair) == sizeof(std::uint64_t));
    auto *word =
        reinterpret_cast<std::uint64_t *>(const_cast<std::byte *>(page)); // atomic_ref<const T> comes with C++26
    return std::bit_cast<CounterPair>(Word(*word).load(std::memory_order_acquire));
}

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
    std::int64_t lastHandOver; ///< CLOCK_MONOTONIC, nanoseconds; 0 before the first one
    std::uint32_t sleeping; ///< 1 while it waits in a shared futex on the other's counter and wants to be woken
    std::uint32_t reserved0;
    std::uint64_t pidNamespace; ///< inode of /proc/self/ns/pid: where `pid` means something; 0 unknown
    std::uint64_t reserved1;

    bool operator==(const PresenceRecord &) const = default;
};

inline constexpr std::uint32_t presenceMagic = 0x4c4d4853; ///< "SHML" in memory on a little-endian machine
inline constexpr std::uint32_t presenceVersion = 1;
inline constexpr std::size_t presenceEnd = 192; ///< a smaller object has no room for presence

[[nodiscard]] constexpr std::size_t presenceOffset(Role role) noexcept
{
    return role == Role::Server ? 64 : 128;
}

static_assert(sizeof(PresenceRecord) == 64 && alignof(PresenceRecord) == 8);
static_assert(offsetof(PresenceRecord, magic) == 0 && offsetof(PresenceRecord, version) == 4);
static_assert(offsetof(PresenceRecord, pid) == 8 && offsetof(PresenceRecord, activity) == 12);
static_assert(offsetof(PresenceRecord, processStart) == 16 && offsetof(PresenceRecord, handOvers) == 24);
static_assert(offsetof(PresenceRecord, lastHandOver) == 32 && offsetof(PresenceRecord, sleeping) == 40);
static_assert(offsetof(PresenceRecord, reserved0) == 44 && offsetof(PresenceRecord, pidNamespace) == 48);
static_assert(offsetof(PresenceRecord, reserved1) == 56);
static_assert(presenceOffset(Role::Client) + sizeof(PresenceRecord) == presenceEnd && presenceEnd <= defaultSizeBytes);

/// A copy of a role's presence, each field loaded atomically; nothing when magic or version are not ours or `page` has
/// no room for it. To be believed only while the role's owner lock is held.
[[nodiscard]] SHMLAB_EXPORT std::optional<PresenceRecord> loadPresence(std::span<const std::byte> page,
                                                                       Role role) noexcept;

/// The record in place, for the role that owns it. `page` must have presenceEnd bytes.
[[nodiscard]] inline PresenceRecord &presenceIn(std::span<std::byte> page, Role role) noexcept
{
    return *reinterpret_cast<PresenceRecord *>(page.data() + presenceOffset(role));
}

} // namespace shmlab
