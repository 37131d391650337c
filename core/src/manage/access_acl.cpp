// SPDX-License-Identifier: MIT
#include "manage/access_acl.h"

#include <cstdint>

namespace shmlab {
namespace {

constexpr mode_t groupAndOthers = 077;

// <linux/posix_acl_xattr.h>: a version, then entries of tag, permissions and id, all little-endian.
constexpr std::uint32_t knownVersion = 2;
constexpr std::size_t headerBytes = 4;
constexpr std::size_t entryBytes = 8;
enum Tag : std::uint16_t { UserObject = 1, User = 2, GroupObject = 4, Group = 8, Mask = 16, Other = 32 };

std::uint32_t littleEndian(std::span<const std::byte> bytes)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value |= std::to_integer<std::uint32_t>(bytes[i]) << (8 * i);
    return value;
}

} // namespace

mode_t modeWithoutAcl(mode_t mode, std::span<const std::byte> acl) noexcept
{
    if (acl.size() < headerBytes || (acl.size() - headerBytes) % entryBytes != 0
        || littleEndian(acl.first(headerBytes)) != knownVersion)
        return mode & ~groupAndOthers;
    mode_t group = 0;
    mode_t mask = 7;
    mode_t users = 7; // what every named user may do
    mode_t named = 7; // what every named user and group may do
    bool hasNamed = false;
    for (auto rest = acl.subspan(headerBytes); !rest.empty(); rest = rest.subspan(entryBytes)) {
        const mode_t permissions = littleEndian(rest.subspan(2, 2)) & 7U;
        const std::uint32_t tag = littleEndian(rest.first(2));
        if (tag == GroupObject)
            group = permissions;
        if (tag == Mask)
            mask = permissions;
        if (tag == User)
            users &= permissions;
        if (tag == User || tag == Group) {
            named &= permissions;
            hasNamed = true;
        }
    }
    // Without the list a named user is a member of the group or one of the others, and so is a member of a named group.
    const mode_t others = mode & 7U & (hasNamed ? named & mask : 7U);
    return (mode & ~groupAndOthers) | (group & mask & users) << 3U | others;
}

} // namespace shmlab
