// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/exchange/full_speed.h>

#include <QObject>

#include <optional>
#include <thread>

namespace shmlab::ui {

/// A party at full speed on a thread of its own.
class FullSpeedRun : public QObject {
    Q_OBJECT
public:
    /// `party` must outlive it; meanwhile only its const members may be used.
    FullSpeedRun(Party &party, const FullSpeedOptions &options) : m_exchange(party, options) { }
    ~FullSpeedRun() override { stop(); }

    /// Errors: EAGAIN no thread is to be had.
    [[nodiscard]] Result<void> start();
    /// Ends it and waits for that, a tenth of a second at most.
    void stop();
    [[nodiscard]] FullSpeedStats stats() const { return m_exchange.stats(); }
    /// How it ended; to be asked after ended() or stop().
    [[nodiscard]] const Result<FullSpeedOutcome> &end() const { return m_end; }

Q_SIGNALS:
    /// By itself or by stop(). In the thread of this object.
    void ended();

private:
    FullSpeed m_exchange;
    Result<FullSpeedOutcome> m_end = FullSpeedOutcome::Stopped;
    std::thread m_thread;
};

} // namespace shmlab::ui
