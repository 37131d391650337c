// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

#include <sys/types.h>

namespace shmlab {

inline constexpr const char *accessAclAttribute = "system.posix_acl_access";

/// The mode of a file that had `mode` and the access control list `acl`, as getxattr(2) returns it, and can have the
/// mode alone: nobody gets a right that the list denied. With a list the group bits of a mode are its mask, the most
/// that any named user or group may have; here they are those of the group itself.
[[nodiscard]] mode_t modeWithoutAcl(mode_t mode, std::span<const std::byte> acl) noexcept;

} // namespace shmlab
