// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/census.h>

#include <functional>

namespace shmlab {

class Helpers;

/// takeDeviceCensus() with threads that are there already, one of which does other work `alongside`.
[[nodiscard]] Result<DeviceCensus> takeDeviceCensus(LookingCalls calls, dev_t device, const Places &places,
                                                    Helpers &helpers, const std::function<void()> &alongside,
                                                    const std::stop_token &stop);

} // namespace shmlab
