// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/kernel_users.h>

#include <unordered_map>

namespace shmlab {

class FileSelector;

using KernelUserMap = std::unordered_map<ObjectId, std::vector<KernelUser>>;

/// As kernelUsersOf(), for all files that are wanted.
[[nodiscard]] KernelUserMap kernelUsers(InspectCalls calls, const FileSelector &selector);

} // namespace shmlab
