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
    int revision = 0; ///< changes when the watch is changed to another object, offset or type
    Watch watch;
};
using WatchTargets = std::shared_ptr<const std::vector<WatchTarget>>;

/// The result of one read of a watch. Its size does not grow with the number of elements, except for text.
struct WatchReading {
    /// Elements whose bytes are kept: all that can be shown or plotted.
    static constexpr int maxKeptElements = 24;

    int id = 0;
    int revision = 0;
    std::vector<std::byte> bytes; ///< of the first elements; empty if the watch cannot be read completely
    std::optional<Number> minimum; ///< of all elements that are numbers
    std::optional<Number> maximum;
};

/// One pass over all watches, in parts, so that other work of the thread is not delayed.
class WatchPass {
public:
    explicit WatchPass(WatchTargets targets) : m_targets(std::move(targets)) { }

    /// Continues for some milliseconds. Keeps nothing open afterwards.
    [[nodiscard]] std::vector<WatchReading> step(InspectCalls calls);
    [[nodiscard]] const WatchTargets &targets() const { return m_targets; }
    [[nodiscard]] bool isDone() const { return m_next == m_targets->size(); }

private:
    WatchTargets m_targets;
    std::size_t m_next = 0;
};

} // namespace shmlab::ui
