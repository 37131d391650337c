// SPDX-License-Identifier: MIT
#include <shmlab/inspect/sampler.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <thread>
#include <utility>

namespace shmlab {
namespace {

/// A sleep is late by about this much; the rest of the wait polls the clock.
constexpr std::chrono::microseconds sleepOvershoot{100};
constexpr std::chrono::milliseconds maxSleep{50}; // then a stop request is checked
constexpr std::chrono::milliseconds keepOpenBelow{1}; // opening and closing take a hundredth of that
constexpr std::chrono::milliseconds reopenInterval{250};
constexpr std::uint64_t minSamples = 10; // from which "most samples found a change" means something

void increase(std::atomic<std::uint64_t> &count, std::uint64_t by = 1) noexcept
{
    count.store(count.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
}

bool isNan(const std::optional<Number> &number)
{
    return number && std::isnan(asDouble(*number));
}

} // namespace

Sampler::Sampler(InspectCalls calls, std::vector<SampledField> fields, std::chrono::nanoseconds interval)
    : m_calls(calls),
      m_changesThisSecond(fields.size()),
      m_interval(interval),
      m_numbers(fields.size()),
      m_changes(fields.size()),
      m_wasUndersampled(fields.size())
{
    for (SampledField &field : fields) {
        auto object = std::ranges::find(m_objects, field.object, &Object::location);
        if (object == m_objects.end())
            object = m_objects.insert(object, {.location = field.object});
        m_fields.push_back(
            {.object = static_cast<std::size_t>(object - m_objects.begin()), .wanted = std::move(field)});
    }
}

/// The objects that their names lead to now.
void Sampler::openObjects()
{
    for (Object &object : m_objects) {
        object.bytes.reset();
        auto opened = openObject(m_calls, object.location);
        if (!opened)
            continue;
        const ObjectId identity = (*opened)->identity();
        if (object.identity && *object.identity != identity)
            increase(m_replaced);
        object.identity = identity;
        object.bytes = std::move(*opened);
    }
}

void Sampler::closeObjects()
{
    for (Object &object : m_objects)
        object.bytes.reset();
}

void Sampler::waitUntil(Clock::time_point deadline, const std::stop_token &stop) const
{
    for (auto now = Clock::now(); now < deadline && !stop.stop_requested(); now = Clock::now()) {
        const auto left = deadline - now;
        if (left > sleepOvershoot)
            std::this_thread::sleep_for(std::min<std::chrono::nanoseconds>(left - sleepOvershoot, maxSleep));
    }
}

void Sampler::read(std::size_t field)
{
    const auto &[object, wanted] = m_fields[field];
    const ByteSource *const source = m_objects[object].bytes.get();
    std::array<std::byte, 8> bytes{};
    const auto part = std::span(bytes).first(rowOf(wanted.type).sizeBytes);
    std::optional<Number> now;
    if (source != nullptr && source->readAt(wanted.offset, part).value_or(0) == part.size())
        now = decode(part, wanted.type, wanted.order);
    else
        increase(m_failedReads);
    if (m_samples.load(std::memory_order_relaxed) > 0 && now != m_numbers[field]
        && !(isNan(now) && isNan(m_numbers[field]))) {
        increase(m_changes[field]);
        ++m_changesThisSecond[field];
    }
    m_numbers[field] = now;
}

/// A quiet hour must not hide a minute in which values were missed.
void Sampler::endSecond()
{
    for (std::size_t field = 0; field < m_fields.size(); ++field) {
        if (m_changesThisSecond[field] * 2 > m_samplesThisSecond)
            m_wasUndersampled[field].store(true, std::memory_order_relaxed);
        m_changesThisSecond[field] = 0;
    }
    m_samplesThisSecond = 0;
}

void Sampler::run(const Sink &sink, const std::stop_token &stop)
{
    m_begin = Clock::now();
    auto planned = m_begin;
    auto before = m_begin;
    auto nextReopen = m_begin;
    auto nextSecond = m_begin + std::chrono::seconds(1);
    const bool staysOpen = m_interval < keepOpenBelow;
    while (!stop.stop_requested()) {
        if (!staysOpen || before >= nextReopen) {
            openObjects();
            nextReopen = before + reopenInterval;
        }
        const auto now = Clock::now();
        for (std::size_t field = 0; field < m_fields.size(); ++field)
            read(field);
        if (!staysOpen)
            closeObjects();
        if (m_samples.load(std::memory_order_relaxed) > 0)
            m_intervals.add(now - before);
        increase(m_samples);
        m_elapsed.store((now - m_begin).count(), std::memory_order_relaxed);
        before = now;
        ++m_samplesThisSecond;
        if (now >= nextSecond && m_samplesThisSecond >= minSamples) {
            endSecond();
            nextSecond = now + std::chrono::seconds(1);
        }
        if (!sink(now, m_numbers))
            return;
        if (m_interval == std::chrono::nanoseconds(0))
            continue;
        planned += m_interval;
        if (const auto behind = Clock::now() - planned; behind > std::chrono::nanoseconds(0)) {
            const auto missed = behind / m_interval;
            increase(m_missed, static_cast<std::uint64_t>(missed));
            planned += missed * m_interval;
        }
        waitUntil(planned, stop);
    }
}

SamplingStats Sampler::stats() const
{
    SamplingStats stats;
    stats.samples = m_samples.load(std::memory_order_relaxed);
    stats.missed = m_missed.load(std::memory_order_relaxed);
    stats.failedReads = m_failedReads.load(std::memory_order_relaxed);
    stats.replaced = m_replaced.load(std::memory_order_relaxed);
    stats.elapsed = std::chrono::nanoseconds(m_elapsed.load(std::memory_order_relaxed));
    stats.intervals = m_intervals.snapshot();
    for (std::size_t field = 0; field < m_changes.size(); ++field) {
        const std::uint64_t changes = m_changes[field].load(std::memory_order_relaxed);
        const bool isMostly = stats.samples > 1 && changes * 2 > stats.samples - 1;
        stats.changes.push_back(changes);
        stats.isUndersampled.push_back(isMostly || m_wasUndersampled[field].load(std::memory_order_relaxed));
    }
    return stats;
}

} // namespace shmlab
