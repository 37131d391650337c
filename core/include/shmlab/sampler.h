// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/histogram.h>
#include <shmlab/object_reader.h>
#include <shmlab/value.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace shmlab {

/// One number in an object.
struct SampledField {
    std::shared_ptr<const ObjectReader> object;
    off_t offset = 0;
    ValueType type = ValueType::Int32;
    std::endian order = std::endian::native;
};

/// What a sampling run came to. Honest: its own rate and how far it strayed, and what it cannot have seen.
struct SamplingFigures {
    std::uint64_t samples = 0;
    std::uint64_t late = 0; ///< wanted moments that passed before they could be sampled; they are left out
    std::uint64_t unread = 0; ///< fields that could not be read: the object ends before them
    std::chrono::nanoseconds elapsed{0};
    Histogram intervals; ///< from one sample to the next
    std::vector<std::uint64_t> changes; ///< per field: how often it was not what it had been

    /// A value that is another one in most samples changes faster than it is sampled: values between were missed.
    [[nodiscard]] bool missesChanges(std::size_t field) const noexcept
    {
        return samples > 1 && changes.at(field) * 2 > samples - 1;
    }
};

/// Reads fields again and again, at a rate of its own. Memory does not grow with the samples.
class Sampler {
public:
    using Clock = std::chrono::steady_clock;
    /// Told of each sample on the thread of run(): when it was taken and a number per field, nothing where it could not
    /// be read. False ends the run.
    using Sink = std::function<bool(Clock::time_point, std::span<const std::optional<Number>>)>;

    /// `interval` 0: as fast as possible, on a core of its own.
    Sampler(LookingCalls calls, std::vector<SampledField> fields, std::chrono::nanoseconds interval);

    /// Samples on the calling thread until `stop` is requested. To be called once.
    void run(const Sink &sink, const std::stop_token &stop);

    /// Any thread. Each number is of its own moment.
    [[nodiscard]] SamplingFigures figures() const;

private:
    void waitUntil(Clock::time_point moment, const std::stop_token &stop) const;
    void read(std::size_t field);

    LookingCalls m_calls;
    std::vector<SampledField> m_fields;
    std::chrono::nanoseconds m_interval;
    std::vector<std::optional<Number>> m_numbers;
    Clock::time_point m_begin{};
    std::atomic<std::int64_t> m_elapsed{0};
    std::atomic<std::uint64_t> m_samples{0};
    std::atomic<std::uint64_t> m_late{0};
    std::atomic<std::uint64_t> m_unread{0};
    std::vector<std::atomic<std::uint64_t>> m_changes;
    LiveHistogram m_intervals;
};

} // namespace shmlab
