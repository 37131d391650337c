// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab/ipc_mechanism.h"

#include <shmlab/exchange/full_speed.h>

#include <cstddef>

/// One function per mechanism: prepares it for one run, or returns why this machine does not allow it.
namespace shmlab::ui::mechanisms {

using Prepared = std::expected<std::unique_ptr<MechanismRun>, QString>;

/// Two counters `distance` bytes apart, each written by one side and polled by the other.
[[nodiscard]] Prepared twoAtomics(std::size_t distance);
/// The same with round trips timed by the hundred.
[[nodiscard]] Prepared twoAtomicsTimedInBatches();
/// Shmlab itself at full speed.
[[nodiscard]] Prepared shmlabExchange(const FullSpeedOptions &options);
[[nodiscard]] Prepared futexes();
[[nodiscard]] Prepared pipes();
[[nodiscard]] Prepared socketPair();
[[nodiscard]] Prepared eventDescriptors();
[[nodiscard]] Prepared messageQueues();
[[nodiscard]] Prepared posixSemaphores();
[[nodiscard]] Prepared mutexAndCondition();
[[nodiscard]] Prepared qtSharedMemory();

} // namespace shmlab::ui::mechanisms
