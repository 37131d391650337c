// SPDX-License-Identifier: MIT
#include <shmlab/sampler.h>

#include <thread>
#include <utility>

namespace shmlab {
namespace {

/// A sleep is late by about this much; what is left of the wait is spent looking at the clock.
constexpr std::chrono::microseconds latenessOfSleep{100};
constexpr std::chrono::milliseconds longestSleep{50}; // then a request to stop is looked for

void increase(std::atomic<std::uint64_t> &count, std::uint64_t by = 1) noexcept
{
    count.store(count.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
}

} // namespace

Sampler::Sampler(LookingCalls calls, std::vector<SampledField> fields, std::chrono::nanoseconds interval)
    : m_calls(calls),
      m_fields(std::move(fields)),
      m_interval(interval),
      m_numbers(m_fields.size()),
      m_changes(m_fields.size())
{
}

void Sampler::waitUntil(Clock::time_point moment, const std::stop_token &stop) const
{
    for (auto now = Clock::now(); now < moment && !stop.stop_requested(); now = Clock::now()) {
        const auto left = moment - now;
        if (left > latenessOfSleep)
            std::this_thread::sleep_for(std::min<std::chrono::nanoseconds>(left - latenessOfSleep, longestSleep));
    }
}

void Sampler::read(std::size_t field)
{
    const SampledField &wanted = m_fields[field];
    std::array<std::byte, 8> bytes{};
    const auto part = std::span(bytes).first(rowOf(wanted.type).sizeBytes);
    const auto got = wanted.object->readAt(m_calls, wanted.offset, part);
    std::optional<Number> now;
    if (got && *got == part.size())
        now = decode(part, wanted.type, wanted.order);
    else
        increase(m_unread);
    if (m_samples.load(std::memory_order_relaxed) > 0 && now != m_numbers[field])
        increase(m_changes[field]);
    m_numbers[field] = now;
}

void Sampler::run(const Sink &sink, const std::stop_token &stop)
{
    m_begin = Clock::now();
    auto planned = m_begin;
    auto before = m_begin;
    while (!stop.stop_requested()) {
        const auto now = Clock::now();
        for (std::size_t field = 0; field < m_fields.size(); ++field)
            read(field);
        if (m_samples.load(std::memory_order_relaxed) > 0)
            m_intervals.add(now - before);
        increase(m_samples);
        m_elapsed.store((now - m_begin).count(), std::memory_order_relaxed);
        before = now;
        if (!sink(now, m_numbers))
            return;
        if (m_interval == std::chrono::nanoseconds(0))
            continue;
        planned += m_interval;
        if (const auto behind = Clock::now() - planned; behind > std::chrono::nanoseconds(0)) {
            const auto missed = behind / m_interval;
            increase(m_late, static_cast<std::uint64_t>(missed));
            planned += missed * m_interval;
        }
        waitUntil(planned, stop);
    }
}

SamplingFigures Sampler::figures() const
{
    SamplingFigures figures;
    figures.samples = m_samples.load(std::memory_order_relaxed);
    figures.late = m_late.load(std::memory_order_relaxed);
    figures.unread = m_unread.load(std::memory_order_relaxed);
    figures.elapsed = std::chrono::nanoseconds(m_elapsed.load(std::memory_order_relaxed));
    figures.intervals = m_intervals.snapshot();
    for (const auto &changes : m_changes)
        figures.changes.push_back(changes.load(std::memory_order_relaxed));
    return figures;
}

} // namespace shmlab
