// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/histogram.h>

#include <chrono>
#include <optional>

namespace shmlab::ui {

/// The two values about which durations lie that have two modes: no mean or percentile describes such a run.
struct Modes {
    std::chrono::duration<double, std::nano> low{};
    std::chrono::duration<double, std::nano> high{};
    double highShare = 0; ///< of all durations, 0 to 1
};

/// Empty unless a tenth of all durations lies apart from the rest: by 30 % or more, with a gap of half the height.
[[nodiscard]] std::optional<Modes> modesOf(const Histogram &histogram);

} // namespace shmlab::ui
