// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/watches/watch.h"

#include <shmlab/inspect/sampler.h>

#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace shmlab::ui {

/// Records numbers of watches to a CSV file: "time_s", then the RecordedColumns. A cell is empty where nothing could be
/// read. A recording has a thread of its own, which opens, samples and writes: its intervals are a result and must not
/// be delayed by other reads. The buffer has a fixed size: recorded data is on disk or lost with an error, it does not
/// pile up in memory.
class WatchRecorder {
public:
    enum class State : std::uint8_t { Idle, Starting, Recording, Ended };

    explicit WatchRecorder(InspectCalls calls);
    /// Stops the recording. One that still waits for its file a second after the first request, as for the reader of a
    /// FIFO, is left alone with its thread, which ends when the call returns.
    ~WatchRecorder();
    WatchRecorder(const WatchRecorder &) = delete;
    WatchRecorder &operator=(const WatchRecorder &) = delete;

    /// Begins in the background. Text is left out. Objects may be missing, since they may appear later, but not all of
    /// them. `interval` 0: as fast as possible. The recording before must have ended.
    void start(const QString &path, const std::vector<Watch> &watches, std::chrono::nanoseconds interval);
    /// Requests the end without waiting for it. Statistics stay until the next start.
    void stop();
    [[nodiscard]] State state() const;
    [[nodiscard]] bool isRunning() const { return state() == State::Starting || state() == State::Recording; }
    /// Why a recording that has ended never began; empty if it did.
    [[nodiscard]] QString startFailure() const;
    /// A text with rate, jitter, and what was missed or left out. Empty before anything is recorded.
    [[nodiscard]] QString report() const;
    [[nodiscard]] SamplingStats stats() const;
    /// errno of the write that failed, which ends the recording, or of closing the file; 0 if none has.
    [[nodiscard]] int errorNumber() const;

private:
    class Run;
    std::shared_ptr<Run> m_run; ///< also owned by its thread
    std::jthread m_thread;
    std::chrono::steady_clock::time_point m_stopped; ///< when the first stop was requested
};

} // namespace shmlab::ui
