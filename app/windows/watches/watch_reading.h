// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/watches/open_objects.h"
#include "windows/watches/watch.h"

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace shmlab::ui {

/// A watch to be read.
struct WatchTarget {
    int id = 0; ///< of the watch in its model
    int revision = 0; ///< another number after it was changed to watch something else
    Watch watch;
};
using WatchTargets = std::shared_ptr<const std::vector<WatchTarget>>;

/// What one look at a watch found. Its size does not grow with the elements of the watch, unless that is text.
struct WatchReading {
    /// Elements whose bytes are kept: all that can be shown or plotted.
    static constexpr int maxKeptElements = 24;

    int id = 0;
    int revision = 0;
    std::vector<std::byte> bytes; ///< of the first elements; empty where the watch cannot be read whole
    std::optional<Number> minimum; ///< of all elements that are numbers
    std::optional<Number> maximum;
};

/// One look at all watches, in parts, so that other work of the thread gets its turn.
class WatchPass {
public:
    explicit WatchPass(WatchTargets targets) : m_targets(std::move(targets)) { }

    /// Reads on until some milliseconds are over. Nothing stays open afterwards.
    [[nodiscard]] std::vector<WatchReading> step(InspectCalls calls);
    [[nodiscard]] const WatchTargets &targets() const { return m_targets; }
    [[nodiscard]] bool isDone() const { return m_next == m_targets->size(); }

private:
    WatchTargets m_targets;
    std::size_t m_next = 0;
};

} // namespace shmlab::ui
