// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/census.h>

#include <functional>

namespace shmlab {

class Helpers;

/// takeDeviceCensus() with threads that outlive it, one of which, or the caller's, does other work `alongside`: once,
/// unless it is empty or /proc cannot be listed; it is over on return, and what it throws is thrown.
[[nodiscard]] Result<DeviceCensus> takeDeviceCensus(LookingCalls calls, dev_t device, const Places &places,
                                                    Helpers &helpers, const std::function<void()> &alongside,
                                                    const std::stop_token &stop);

} // namespace shmlab
