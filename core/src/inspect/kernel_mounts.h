// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/inspect_calls.h>

#include <vector>

namespace shmlab {

/// The devices of the mounts that only the kernel has, where files of memory without a name lie: memfds, segments of
/// System V, shared anonymous memory. One for usual pages, and one for each size of huge pages. Empty where memfds are
/// forbidden: such objects are not seen then.
[[nodiscard]] std::vector<dev_t> kernelMounts(InspectCalls calls);

} // namespace shmlab
