// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/census.h>

namespace shmlab {

class Helpers;

/// takeDeviceCensus() with threads that outlive it.
[[nodiscard]] Result<DeviceCensus> takeDeviceCensus(LookingCalls calls, dev_t device, 
                                                    Helpers &helpers, const std::stop_token &stop);

} // namespace shmlab
