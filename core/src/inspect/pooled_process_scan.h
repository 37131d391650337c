// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/process_scan.h>

namespace shmlab {

class WorkerPool;

/// scanProcesses() with threads that outlive it.
[[nodiscard]] Result<ProcessScan> scanProcesses(InspectCalls calls, std::span<const DomainDevice> devices,
                                                WorkerPool &workers, const std::stop_token &stop);

} // namespace shmlab
