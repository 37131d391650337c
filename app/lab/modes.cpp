// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/modes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace shmlab::ui {
namespace {

constexpr int barsPerDoubling = 8;
constexpr std::ptrdiff_t leastDistance = 3; ///< bars: a factor of 1.3
constexpr double leastShare = 0.1;
constexpr double deepestGap = 0.5; ///< of the lower mode's height
constexpr std::size_t barCount = std::size_t{buckets::maxBits} * barsPerDoubling + 1;

using Bars = std::array<double, barCount>;

/// The histogram on a logarithmic scale, coarse enough that neighbours do not differ by chance.
Bars barsOf(const Histogram &histogram)
{
    Bars counted{};
    for (std::size_t index = 1; index < histogram.counts().size(); ++index) {
        const auto bar = std::log2(static_cast<double>(buckets::lowerBound(index).count())) * barsPerDoubling;
        counted.at(static_cast<std::size_t>(bar)) += static_cast<double>(histogram.counts()[index]);
    }
    Bars smooth{};
    for (std::size_t bar = 1; bar + 1 < barCount; ++bar)
        smooth.at(bar) = counted.at(bar - 1) / 4 + counted.at(bar) / 2 + counted.at(bar + 1) / 4;
    return smooth;
}

std::chrono::duration<double, std::nano> middleOf(std::ptrdiff_t bar)
{
    return std::chrono::duration<double, std::nano>(std::exp2((static_cast<double>(bar) + 0.5) / barsPerDoubling));
}

} // namespace

std::optional<Modes> modesOf(const Histogram &histogram)
{
    const Bars bars = barsOf(histogram);
    const auto highest = std::ranges::max_element(bars);
    auto other = bars.end();
    auto gap = bars.end();
    for (auto bar = bars.begin(); bar != bars.end(); ++bar) {
        if (std::abs(bar - highest) < leastDistance || (other != bars.end() && *bar <= *other))
            continue;
        const auto lowest = std::min_element(std::min(bar, highest), std::max(bar, highest) + 1);
        if (*lowest < *bar * deepestGap) {
            other = bar;
            gap = lowest;
        }
    }
    if (other == bars.end())
        return {};
    const double above = std::accumulate(gap, bars.end(), 0.0) / std::accumulate(bars.begin(), bars.end(), 0.0);
    if (std::min(above, 1 - above) < leastShare)
        return {};
    return Modes{.low = middleOf(std::min(other, highest) - bars.begin()),
                 .high = middleOf(std::max(other, highest) - bars.begin()),
                 .highShare = above};
}

} // namespace shmlab::ui
