// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/process_scan.h>

namespace shmlab {

class WorkerPool;

/// scanProcesses() on the threads of a pool, which are kept for later scans.
[[nodiscard]] Result<ProcessScan> scanProcesses(InspectCalls calls, std::span<const DomainDevice> devices,
                                                WorkerPool &workers, const std::stop_token &stop);

} // namespace shmlab
