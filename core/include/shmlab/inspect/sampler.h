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

/// One number in the object that has a name at the moment of a sample.
struct SampledField {
    ObjectLocation object;
    off_t offset = 0;
    ValueType type = ValueType::Int32;
    std::endian order = std::endian::native;
};

/// What a sampling run came to. Honest: its own rate and how far it strayed, and what it cannot have seen.
struct SamplingStats {
    std::uint64_t samples = 0;
    std::uint64_t missed = 0; ///< samples that were due but could not be taken in time; they are left out
    std::uint64_t failedReads = 0; ///< fields that could not be read: the object is gone, or ends before them
    std::uint64_t replaced = 0; ///< how often a name was found to lead to another object than before
    std::chrono::nanoseconds elapsed{0};
    Histogram intervals; ///< from one sample to the next
    std::vector<std::uint64_t> changes; ///< per field: how often it was not what it had been
    /// Per field: in all, or for a second and ten samples, most samples found another value. Then it changes faster
    /// than it is sampled, and values between were missed.
    std::vector<bool> isUndersampled;

    /// Samples a second.
    [[nodiscard]] double rate() const noexcept
    {
        return samples > 1 ? static_cast<double>(samples - 1) / std::chrono::duration<double>(elapsed).count() : 0;
    }
};

/// Reads fields again and again, at a rate of its own. Memory does not grow with the samples. At intervals of a
/// millisecond or more each object is opened for a sample and closed again, so that it does not seem to be in use; at
/// shorter ones it stays open, and what its name leads to is looked at again several times a second.
class SHMLAB_EXPORT Sampler {
public:
    using Clock = std::chrono::steady_clock;
    /// Told of each sample on the thread of run(): when it was taken and a number per field, nothing where it could not
    /// be read. False ends the run.
    using Sink = std::function<bool(Clock::time_point, std::span<const std::optional<Number>>)>;

    /// `interval` 0: as fast as possible, on a core of its own.
    Sampler(InspectCalls calls, std::vector<SampledField> fields, std::chrono::nanoseconds interval);

    /// Samples on the calling thread until `stop` is requested. To be called once.
    void run(const Sink &sink, const std::stop_token &stop);

    /// Any thread. Each number is of its own moment.
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

    void waitUntil(Clock::time_point moment, const std::stop_token &stop) const;
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
