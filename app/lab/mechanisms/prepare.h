// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab/ipc_mechanism.h"

#include <shmlab/exchange/full_speed.h>

/// One function per mechanism: prepares it for one run, or returns why this machine does not allow it.
namespace shmlab::ui::mechanisms {

using Prepared = std::expected<std::unique_ptr<MechanismRun>, QString>;

/// Two counters, each written by one side and polled by the other, in one cache line. Nothing is done between two
/// numbers; round trips are timed by the hundred.
[[nodiscard]] Prepared bareLoop();
/// The same with a sequentially consistent store, which ends when the line is owned.
[[nodiscard]] Prepared orderedLoop();
/// Both sides look for the answer only after a pause, which is measured. Each round trip is timed.
[[nodiscard]] Prepared pausingLoop();
[[nodiscard]] Prepared pausingOrderedLoop();
/// A cache line for each counter.
[[nodiscard]] Prepared separateLines();
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
