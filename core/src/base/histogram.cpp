// SPDX-License-Identifier: MIT
#include <shmlab/base/histogram.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace shmlab {

Histogram::Histogram(std::vector<std::uint64_t> counts, std::chrono::nanoseconds sum, std::chrono::nanoseconds maximum)
    : m_counts(std::move(counts)),
      m_total(std::reduce(m_counts.begin(), m_counts.end())),
      m_sum(sum),
      m_maximum(maximum)
{
    assert(m_counts.size() == buckets::count);
}

void Histogram::add(std::chrono::nanoseconds duration, std::uint64_t times)
{
    m_counts[buckets::indexOf(duration)] += times;
    m_total += times;
    m_sum += duration * static_cast<std::int64_t>(times);
    m_maximum = std::max(m_maximum, duration);
}

Histogram &Histogram::operator-=(const Histogram &earlier)
{
    std::ranges::transform(m_counts, earlier.m_counts, m_counts.begin(), std::minus());
    m_total -= earlier.m_total;
    m_sum -= earlier.m_sum;
    return *this;
}

Histogram &Histogram::operator+=(const Histogram &other)
{
    std::ranges::transform(m_counts, other.m_counts, m_counts.begin(), std::plus());
    m_total += other.m_total;
    m_sum += other.m_sum;
    m_maximum = std::max(m_maximum, other.m_maximum);
    return *this;
}

std::chrono::nanoseconds Histogram::percentile(double share) const
{
    if (m_total == 0)
        return {};
    const auto wanted =
        std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_total))));
    std::uint64_t seen = 0;
    for (std::size_t index = 0; index < m_counts.size(); ++index) {
        seen += m_counts[index];
        if (seen >= wanted) {
            return std::min(buckets::middle(index), m_maximum);
        }
    }
    return m_maximum;
}

std::chrono::duration<double, std::nano> Histogram::mean() const
{
    if (m_total == 0)
        return {};
    return std::chrono::duration<double, std::nano>(m_sum) / static_cast<double>(m_total);
}

Histogram LiveHistogram::snapshot() const
{
    std::vector<std::uint64_t> counts(buckets::count);
    std::ranges::transform(m_counts, counts.begin(),
                           [](const auto &count) { return count.load(std::memory_order_relaxed); });
    return {std::move(counts), std::chrono::nanoseconds(m_sum.load(std::memory_order_relaxed)),
            std::chrono::nanoseconds(m_maximum.load(std::memory_order_relaxed))};
}

} // namespace shmlab
