// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace shmlab {

/// How durations fall into the buckets of a histogram: 64 buckets for every doubling, so that a bucket's middle is
/// never more than 0.8 % away from what fell into it; below 128 ns every nanosecond is a bucket of its own. Longer ones
/// than about 18 minutes fall into the last bucket.
namespace buckets {

inline constexpr int bitsPerDoubling = 6;
inline constexpr int maxBits = 40;
inline constexpr std::size_t count = std::size_t{maxBits - bitsPerDoubling + 1} << bitsPerDoubling;

[[nodiscard]] constexpr std::size_t indexOf(std::chrono::nanoseconds duration) noexcept
{
    constexpr std::uint64_t maximum = (std::uint64_t{1} << maxBits) - 1;
    const auto value = duration.count() < 0 ? 0 : std::min(static_cast<std::uint64_t>(duration.count()), maximum);
    const int shift = std::max(0, static_cast<int>(std::bit_width(value)) - bitsPerDoubling - 1);
    return (static_cast<std::size_t>(shift) << bitsPerDoubling) + static_cast<std::size_t>(value >> shift);
}

/// The shortest duration of a bucket; that of the next bucket is the first one beyond it.
[[nodiscard]] constexpr std::chrono::nanoseconds lowerBound(std::size_t index) noexcept
{
    const std::size_t doublings = index >> bitsPerDoubling;
    const std::size_t shift = doublings == 0 ? 0 : doublings - 1;
    return std::chrono::nanoseconds(static_cast<std::int64_t>(index - (shift << bitsPerDoubling)) << shift);
}

[[nodiscard]] constexpr std::chrono::nanoseconds middle(std::size_t index) noexcept
{
    return lowerBound(index) + (lowerBound(index + 1) - lowerBound(index)) / 2;
}

static_assert(indexOf(std::chrono::nanoseconds((std::int64_t{1} << maxBits) - 1)) == count - 1);

} // namespace buckets

/// How often durations of each length came. A plain value.
class SHMLAB_EXPORT Histogram {
public:
    Histogram() : m_counts(buckets::count) { }
    /// `counts`: buckets::count of them.
    Histogram(std::vector<std::uint64_t> counts, std::chrono::nanoseconds maximum);

    void add(std::chrono::nanoseconds duration, std::uint64_t times = 1);
    /// Takes away what an earlier state of the same histogram had counted. The longest stays that of all.
    Histogram &operator-=(const Histogram &earlier);
    Histogram &operator+=(const Histogram &other);

    [[nodiscard]] std::uint64_t total() const noexcept { return m_total; }
    /// The duration that this share of all (0 to 1) does not exceed, with an error of at most 1 %; 0 when there is
    /// none.
    [[nodiscard]] std::chrono::nanoseconds percentile(double share) const;
    /// With an error of at most 1 %; 0 when there is none.
    [[nodiscard]] std::chrono::duration<double, std::nano> mean() const;
    /// Exact.
    [[nodiscard]] std::chrono::nanoseconds maximum() const noexcept { return m_maximum; }
    /// buckets::count of them.
    [[nodiscard]] const std::vector<std::uint64_t> &counts() const noexcept { return m_counts; }

private:
    std::vector<std::uint64_t> m_counts;
    std::uint64_t m_total = 0;
    std::chrono::nanoseconds m_maximum{0};
};

/// A histogram that one thread fills, without ever waiting, while others look.
class SHMLAB_EXPORT LiveHistogram {
public:
    /// From one thread.
    void add(std::chrono::nanoseconds duration) noexcept
    {
        increase(m_counts[buckets::indexOf(duration)]);
        if (duration.count() > m_maximum.load(std::memory_order_relaxed))
            m_maximum.store(duration.count(), std::memory_order_relaxed);
    }
    /// A copy, from any thread. Each count is of its own moment.
    [[nodiscard]] Histogram snapshot() const;

private:
    static void increase(std::atomic<std::uint64_t> &count) noexcept
    {
        count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }

    std::array<std::atomic<std::uint64_t>, buckets::count> m_counts{};
    std::atomic<std::int64_t> m_maximum{0};
};

} // namespace shmlab
