// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab/comparison.h"
#include "lab/ipc_mechanism.h"

#include <atomic>
#include <utility>

namespace shmlab::ui {

/// Runs mechanisms: each side in a process of its own, pinned to a processor of its own. The sides end with the thread
/// that started them. For programs with one thread, since it forks.
class MechanismRunner {
public:
    /// Once `stop` is true, the current run is abandoned and no other begins.
    MechanismRunner(std::pair<int, int> processors, const std::atomic<bool> &stop);

    /// Runs for about `wanted`. `roundTrips` is the number of round trips for this time, 0 if not known yet; it is
    /// updated.
    [[nodiscard]] Measurement run(const IpcMechanism &mechanism, std::chrono::nanoseconds wanted,
                                  std::uint64_t &roundTrips) const;

private:
    [[nodiscard]] Measurement runOnce(const IpcMechanism &mechanism, std::uint64_t roundTrips) const;

    std::pair<int, int> m_processors;
    const std::atomic<bool> &m_stop;
};

/// The first two processors that this process may use; empty if there is only one.
[[nodiscard]] std::optional<std::pair<int, int>> firstTwoProcessors();

} // namespace shmlab::ui
