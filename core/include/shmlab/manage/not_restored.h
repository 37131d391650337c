// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

namespace shmlab {

/// What a removed object had and a restored one lacks.
enum class NotRestored : std::uint8_t {
    Inode, ///< it is another inode, with another birth time
    ChangeTime, ///< ctime, which only the kernel sets
    Owner, ///< it belongs to this user instead
    Group,
    Rights, ///< those of group and others, which would have meant other users than before
    Acl, ///< its access control list
    Attributes, ///< some of its extended attributes
    Flags, ///< file attributes of chattr(1)
    Preallocation, ///< memory that was reserved and not yet written
    Times, ///< times of the last access and the last modification
    Links, ///< some of its other names (hard links)
};

inline constexpr std::array allNotRestored{NotRestored::Inode,      NotRestored::ChangeTime, NotRestored::Owner,
                                           NotRestored::Group,      NotRestored::Rights,     NotRestored::Acl,
                                           NotRestored::Attributes, NotRestored::Flags,      NotRestored::Preallocation,
                                           NotRestored::Times,      NotRestored::Links};

class NotRestoredSet {
public:
    constexpr NotRestoredSet() = default;
    constexpr NotRestoredSet(std::initializer_list<NotRestored> members)
    {
        for (const NotRestored member : members)
            add(member);
    }

    constexpr void add(NotRestored member) noexcept { m_bits |= bitOf(member); }
    constexpr void remove(NotRestored member) noexcept { m_bits &= ~bitOf(member); }
    [[nodiscard]] constexpr bool contains(NotRestored member) const noexcept { return (m_bits & bitOf(member)) != 0; }
    [[nodiscard]] constexpr bool isEmpty() const noexcept { return m_bits == 0; }
    constexpr NotRestoredSet &operator|=(NotRestoredSet other) noexcept
    {
        m_bits |= other.m_bits;
        return *this;
    }
    bool operator==(const NotRestoredSet &) const = default;

private:
    [[nodiscard]] static constexpr std::uint32_t bitOf(NotRestored member) noexcept
    {
        return std::uint32_t{1} << static_cast<std::uint8_t>(member);
    }
    std::uint32_t m_bits = 0;
};

} // namespace shmlab
