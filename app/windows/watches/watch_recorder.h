// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/watches/recorded_columns.h"

#include <atomic>
#include <cstdio>
#include <memory>
#include <optional>
#include <thread>

namespace shmlab::ui {

/// Records numbers of watches to a CSV file: "time_s", then the RecordedColumns. A cell is empty where nothing could be
/// read. A recording has a thread of its own, which opens, samples and writes: its intervals are a result and must not
/// be delayed by other reads. The buffer has a fixed size: recorded data is on disk or lost with an error, it does not
/// pile up in memory.
class WatchRecorder {
public:
    enum class State : std::uint8_t { Idle, Starting, Recording, Ended };

    explicit WatchRecorder(InspectCalls calls) : m_calls(calls) { }
    ~WatchRecorder() { stop(); }
    WatchRecorder(const WatchRecorder &) = delete;
    WatchRecorder &operator=(const WatchRecorder &) = delete;

    /// Begins in the background, after the recording before has been stopped. Text is left out. Objects may be missing,
    /// since they may appear later, but not all of them. `interval` 0: as fast as possible.
    void start(const QString &path, const std::vector<Watch> &watches, std::chrono::nanoseconds interval);
    /// Requests the end without waiting for it.
    void requestStop() { m_thread.request_stop(); }
    /// Ends it and waits for it. Its statistics stay until the next start.
    void stop();
    [[nodiscard]] State state() const { return m_state.load(std::memory_order_acquire); }
    [[nodiscard]] bool isRunning() const { return state() == State::Starting || state() == State::Recording; }
    /// Why a recording that has ended never began; empty if it did.
    [[nodiscard]] QString startFailure() const { return state() == State::Ended ? m_startFailure : QString(); }
    /// A text with rate, jitter, and what was missed or left out. Empty before anything is recorded.
    [[nodiscard]] QString report() const;
    [[nodiscard]] SamplingStats stats() const;
    /// errno of the write that failed, which ends the recording, or of closing the file; 0 if none has.
    [[nodiscard]] int errorNumber() const { return m_errorNumber; }

private:
    void run(const QString &path, const std::vector<Watch> &watches, const std::stop_token &stop);
    [[nodiscard]] QString prepare(const QString &path, const std::vector<Watch> &watches);
    [[nodiscard]] QString unreadableReason(const std::vector<Watch> &watches);
    void close();
    bool write(Sampler::Clock::time_point now, std::span<const std::optional<Number>> numbers);
    [[nodiscard]] bool hasFigures() const;

    struct Close {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };
    InspectCalls m_calls;
    std::chrono::nanoseconds m_interval{0};
    std::atomic<State> m_state{State::Idle};
    std::atomic<int> m_errorNumber{0};
    // Used only by the thread while it starts; afterwards only the file changes.
    std::unique_ptr<std::FILE, Close> m_file;
    std::unique_ptr<Sampler> m_sampler;
    RecordedColumns m_columns;
    QStringList m_missing; ///< objects that could not be read when it began
    QString m_startFailure;
    Sampler::Clock::time_point m_begin;
    std::jthread m_thread; ///< last, so that it ends before what it uses
};

} // namespace shmlab::ui
