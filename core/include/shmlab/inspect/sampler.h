// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/histogram.h>
#include <shmlab/inspect/object_location.h>
#include <shmlab/inspect/value.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace shmlab {

/// One number in the object that the name leads to when a sample is taken.
struct SampledField {
    ObjectLocation object;
    off_t offset = 0;
    ValueType type = ValueType::Int32;
    std::endian order = std::endian::native;
};

/// The statistics of a sampling run: its actual rate and jitter, and what it may have missed.
struct SamplingStats {
    std::uint64_t samples = 0;
    std::uint64_t missed = 0; ///< samples that were due but could not be taken in time; they are left out
    std::uint64_t failedReads = 0; ///< fields that could not be read: the object is gone, or ends before them
    std::uint64_t replaced = 0; ///< how often a name led to another object than before
    std::chrono::nanoseconds elapsed{0};
    Histogram intervals; ///< from one sample to the next
    std::vector<std::uint64_t> changes; ///< per field: how often its value differed from the previous one
    /// Per field: most samples found another value, overall or in one second with at least ten samples. The field then
    /// changes faster than it is sampled, and intermediate values were missed.
    std::vector<bool> isUndersampled;

    /// Samples a second.
    [[nodiscard]] double rate() const noexcept
    {
        return samples > 1 ? static_cast<double>(samples - 1) / std::chrono::duration<double>(elapsed).count() : 0;
    }
};

/// Reads fields periodically, at a given rate. Memory does not grow with the samples. At intervals of a millisecond or
/// more each object is opened for a sample and closed again, so that it does not seem to be in use; at shorter ones it
/// stays open, and what its name leads to is checked several times a second.
class SHMLAB_EXPORT Sampler {
public:
    using Clock = std::chrono::steady_clock;
    /// Called for each sample on the thread of run(), with the time at which it was taken and a number per field, empty
    /// if the field could not be read. Returns false to end the run.
    using Sink = std::function<bool(Clock::time_point, std::span<const std::optional<Number>>)>;

    /// `interval` 0: as fast as possible, which takes a full core.
    Sampler(InspectCalls calls, std::vector<SampledField> fields, std::chrono::nanoseconds interval);

    /// Samples on the calling thread until `stop` is requested. Call it once.
    void run(const Sink &sink, const std::stop_token &stop);

    /// Any thread. The values are loaded one by one, so they need not be of the same instant.
    [[nodiscard]] SamplingStats stats() const;

private:
    struct Object {
        ObjectLocation location;
        std::unique_ptr<ByteSource> bytes{}; ///< null where there is none
        std::optional<ObjectId> identity{}; ///< of the last one that was there
    };
    struct Field {
        std::size_t object = 0; ///< of m_objects
        SampledField wanted;
    };

    void waitUntil(Clock::time_point deadline, const std::stop_token &stop) const;
    void openObjects();
    void closeObjects();
    void read(std::size_t field);
    void endSecond();

    InspectCalls m_calls;
    std::vector<Object> m_objects;
    std::vector<Field> m_fields;
    std::vector<std::uint64_t> m_changesThisSecond; ///< of each field
    std::uint64_t m_samplesThisSecond = 0;
    std::chrono::nanoseconds m_interval;
    std::vector<std::optional<Number>> m_numbers;
    Clock::time_point m_begin{};
    std::atomic<std::int64_t> m_elapsed{0};
    std::atomic<std::uint64_t> m_samples{0};
    std::atomic<std::uint64_t> m_missed{0};
    std::atomic<std::uint64_t> m_failedReads{0};
    std::atomic<std::uint64_t> m_replaced{0};
    std::vector<std::atomic<std::uint64_t>> m_changes;
    std::vector<std::atomic<bool>> m_wasUndersampled; ///< in a second of its own
    LiveHistogram m_intervals;
};

} // namespace shmlab
