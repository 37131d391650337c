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

/// Maps durations to the buckets of a histogram: 64 buckets per doubling, so that the middle of a bucket differs from
/// each duration in it by at most 0.8 %; below 128 ns each nanosecond has a bucket of its own. Durations longer than
/// about 18 minutes are counted in the last bucket.
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

/// The lower bound of a bucket, inclusive; that of the next bucket is its upper bound, exclusive.
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

/// The number of durations in each bucket. A plain value.
class SHMLAB_EXPORT Histogram {
public:
    Histogram() : m_counts(buckets::count) { }
    /// `counts` has buckets::count elements; `sum` is that of all durations.
    Histogram(std::vector<std::uint64_t> counts, std::chrono::nanoseconds sum, std::chrono::nanoseconds maximum);

    void add(std::chrono::nanoseconds duration, std::uint64_t times = 1);
    /// Subtracts the counts of an earlier state of the same histogram. maximum() stays that of all durations.
    Histogram &operator-=(const Histogram &earlier);
    Histogram &operator+=(const Histogram &other);

    [[nodiscard]] std::uint64_t total() const noexcept { return m_total; }
    /// The duration that this share (0 to 1) of all durations does not exceed, with an error of at most 1 %; 0 if the
    /// histogram is empty.
    [[nodiscard]] std::chrono::nanoseconds percentile(double share) const;
    /// Exact; 0 when there is none. Of durations that follow one another without a gap it is the total time by their
    /// number.
    [[nodiscard]] std::chrono::duration<double, std::nano> mean() const;
    /// Of all durations, exact.
    [[nodiscard]] std::chrono::nanoseconds sum() const noexcept { return m_sum; }
    /// Exact.
    [[nodiscard]] std::chrono::nanoseconds maximum() const noexcept { return m_maximum; }
    /// buckets::count of them.
    [[nodiscard]] const std::vector<std::uint64_t> &counts() const noexcept { return m_counts; }

private:
    std::vector<std::uint64_t> m_counts;
    std::uint64_t m_total = 0;
    std::chrono::nanoseconds m_sum{0};
    std::chrono::nanoseconds m_maximum{0};
};

/// A histogram that one thread fills, wait-free, while other threads read it.
class SHMLAB_EXPORT LiveHistogram {
public:
    /// Call it from one thread only.
    void add(std::chrono::nanoseconds duration) noexcept
    {
        increase(m_counts[buckets::indexOf(duration)], std::uint64_t{1});
        increase(m_sum, duration.count());
        if (duration.count() > m_maximum.load(std::memory_order_relaxed))
            m_maximum.store(duration.count(), std::memory_order_relaxed);
    }
    /// A copy. Any thread. The counts are loaded one by one, so they need not be of the same instant.
    [[nodiscard]] Histogram snapshot() const;

private:
    /// With a single writer no locked instruction is needed.
    template <typename T>
    static void increase(std::atomic<T> &number, T by) noexcept
    {
        number.store(number.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
    }

    std::array<std::atomic<std::uint64_t>, buckets::count> m_counts{};
    std::atomic<std::int64_t> m_sum{0};
    std::atomic<std::int64_t> m_maximum{0};
};

} // namespace shmlab
