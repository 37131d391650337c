// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "staged_machine.h"

#include <shmlab/manage/object_backup.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include <sys/xattr.h>

/// What the tests of backups ask the kernel about a file.
namespace shmlab::test {

struct AclEntry {
    std::uint16_t tag; ///< as in <linux/posix_acl.h>
    std::uint16_t permissions;
    std::uint32_t id = 0xffffffff;
};
inline constexpr std::uint16_t aclOwner = 1;
inline constexpr std::uint16_t aclUser = 2;
inline constexpr std::uint16_t aclGroup = 4;
inline constexpr std::uint16_t aclNamedGroup = 8;
inline constexpr std::uint16_t aclMask = 16;
inline constexpr std::uint16_t aclOther = 32;

/// As setxattr(2) wants it.
[[nodiscard]] inline std::string aclValue(const std::vector<AclEntry> &entries)
{
    std::string value("\2\0\0\0", 4);
    for (const AclEntry &entry : entries)
        value.append(reinterpret_cast<const char *>(&entry), sizeof entry);
    return value;
}

[[nodiscard]] inline bool setAttribute(const std::string &path, const char *name, const std::string &value)
{
    return ::setxattr(path.c_str(), name, value.data(), value.size(), 0) == 0;
}

/// Nothing if there is no such attribute.
[[nodiscard]] inline std::optional<std::string> attributeOf(const std::string &path, const char *name)
{
    std::array<char, 65536> value{};
    const ssize_t size = ::getxattr(path.c_str(), name, value.data(), value.size());
    return size < 0 ? std::nullopt : std::optional(std::string(value.data(), static_cast<std::size_t>(size)));
}

[[nodiscard]] inline struct stat fileStatus(const std::string &path)
{
    struct stat status{};
    ::lstat(path.c_str(), &status);
    return status;
}

[[nodiscard]] inline Result<ObjectBackup> backupOf(const StagedMachine &machine, const ObjectName &name,
                                                   const BackupOptions &options = {})
{
    return ObjectBackup::of(machine.calls(), name, machine.status(name).identity, options);
}

} // namespace shmlab::test
