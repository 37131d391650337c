// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/process_scan.h>

namespace shmlab {

class WorkerPool;

/// scanDeviceProcesses() with threads that outlive it.
[[nodiscard]] Result<DeviceProcessScan> scanDeviceProcesses(InspectCalls calls, dev_t device, WorkerPool &workers,
                                                            const std::stop_token &stop);

} // namespace shmlab
