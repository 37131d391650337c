// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/protocol.h>

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

/// Atomic access to the bytes of an exchange.
namespace shmlab {

using CounterRef = std::atomic_ref<Counter>;
static_assert(CounterRef::is_always_lock_free && CounterRef::required_alignment <= alignof(Counter),
              "an atomic counter must be the plain int that other programs see");

/// An atomic view of a role's counter. `page` is the start of a mapping of at least countersSizeBytes.
[[nodiscard]] inline CounterRef counterIn(std::byte *page, Role role) noexcept
{
    return CounterRef(*reinterpret_cast<Counter *>(page + counterOffset(role)));
}

/// Both counters at the same instant: a single load of eight bytes, for which a read-only mapping is enough.
/// Single-copy atomic on x86-64 and AArch64 (the C++ memory model does not define mixed-size access); for observers,
/// not for parties.
[[nodiscard]] inline CounterPair loadPair(const std::byte *page) noexcept
{
    using Word = std::atomic_ref<std::uint64_t>;
    static_assert(Word::is_always_lock_free && sizeof(CounterPair) == sizeof(std::uint64_t));
    auto *word =
        reinterpret_cast<std::uint64_t *>(const_cast<std::byte *>(page)); // atomic_ref<const T> comes with C++26
    return std::bit_cast<CounterPair>(Word(*word).load(std::memory_order_acquire));
}

/// A copy of a role's presence, each field loaded atomically; nothing when magic or version are not ours or `page` has
/// no room for it. Valid only while the role's owner lock is held.
[[nodiscard]] SHMLAB_EXPORT std::optional<PresenceRecord> loadPresence(std::span<const std::byte> page,
                                                                       Role role) noexcept;

/// The record in place, for the role that owns it. `page` must have presenceEnd bytes.
[[nodiscard]] inline PresenceRecord &presenceIn(std::span<std::byte> page, Role role) noexcept
{
    return *reinterpret_cast<PresenceRecord *>(page.data() + presenceOffset(role));
}

} // namespace shmlab
