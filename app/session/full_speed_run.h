// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/exchange/full_speed.h>

#include <QObject>

#include <cstdint>
#include <memory>
#include <thread>
#include <utility>

namespace shmlab::ui {

/// A party at full speed on a thread of its own.
class FullSpeedStretch : public QObject {
    Q_OBJECT
public:
    /// `party` must outlive it; meanwhile only its const members may be used.
    FullSpeedStretch(Party &party, const FullSpeedOptions &options) : m_exchange(party, options) { }
    ~FullSpeedStretch() override { stop(); }

    /// Errors: EAGAIN no thread could be started.
    [[nodiscard]] Result<void> start();
    /// Ends it and waits until it has ended, at most 0.1 s.
    void stop();
    [[nodiscard]] FullSpeedStats stats() const { return m_exchange.stats(); }
    /// How it ended; valid after ended() or stop().
    [[nodiscard]] const Result<FullSpeedOutcome> &outcome() const { return m_outcome; }

Q_SIGNALS:
    /// It has ended, by itself or by stop(). Emitted on the thread of this object.
    void ended();

private:
    FullSpeed m_exchange;
    Result<FullSpeedOutcome> m_outcome = FullSpeedOutcome::Stopped;
    std::thread m_thread;
};

/// What a run does at full speed: one stretch after another, and their sums.
class FullSpeedRun : public QObject {
    Q_OBJECT
public:
    /// `before`: the sums of earlier stretches.
    explicit FullSpeedRun(FullSpeedStats before) : m_before(std::move(before)) { }

    /// Starts a stretch of a run that has made `turns` turns. `party` must outlive the stretch; meanwhile only its
    /// const members may be used. Errors: EAGAIN no thread could be started.
    [[nodiscard]] Result<void> start(Party &party, const FullSpeedOptions &options, std::uint64_t turns);
    /// Of all stretches that have ended.
    [[nodiscard]] const FullSpeedStats &sums() const { return m_before; }
    [[nodiscard]] bool isRunning() const { return m_stretch != nullptr; }

    struct Reading {
        FullSpeedStats stats; ///< of all stretches of the run
        std::uint64_t turns = 0; ///< of the run, at any pace
        CounterAnomaly anomaly = CounterAnomaly::None; ///< since the last reading
    };
    /// Only while a stretch is running.
    [[nodiscard]] Reading read();
    /// How the stretch ended; valid after ended().
    [[nodiscard]] const Result<FullSpeedOutcome> &outcome() const { return m_stretch->outcome(); }
    /// Ends the stretch, waits until it has ended, at most 0.1 s, and reads its statistics for the last time.
    Reading stop();

Q_SIGNALS:
    /// A stretch ended by itself; outcome() tells how.
    void ended();

private:
    std::unique_ptr<FullSpeedStretch> m_stretch;
    FullSpeedStats m_before; ///< sums of all stretches that have ended
    std::uint64_t m_turnsBefore = 0; ///< of the run, when this stretch began
    std::uint64_t m_anomaliesRead = 0; ///< in this stretch
};

} // namespace shmlab::ui
