// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab/comparison.h"
#include "lab/ipc_mechanism.h"

#include <atomic>
#include <utility>

namespace shmlab::ui {

/// Runs ways: each side in a process of its own, pinned to a processor of its own. For programs with one thread, since
/// it forks.
class MechanismRunner {
public:
    /// `stop`: no run begins, and the one under way is given up, once it is true.
    MechanismRunner(std::pair<int, int> processors, const std::atomic<bool> &stop)
        : m_processors(std::move(processors)),
          m_stop(stop)
    {
    }

    /// Runs for about `wanted`. `roundTrips` is what took about as long last time and is set anew; 0 at first.
    [[nodiscard]] Measurement run(const IpcMechanism &mechanism, std::chrono::nanoseconds wanted,
                                  std::uint64_t &roundTrips) const;

private:
    [[nodiscard]] Measurement runOnce(const IpcMechanism &mechanism, std::uint64_t roundTrips) const;

    std::pair<int, int> m_processors;
    const std::atomic<bool> &m_stop;
};

/// The first two processors that this process may use; nothing when there is but one.
[[nodiscard]] std::optional<std::pair<int, int>> firstTwoProcessors();

} // namespace shmlab::ui
