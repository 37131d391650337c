// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/exchange_listener.h"
#include "session/joiner.h"
#include "session/party_runner.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace shmlab::ui {

/// Runs one role: joins, waits for a server, joins again. Lives in a thread with an event loop, usually its own; all
/// slots and signals are for that thread. The destructor leaves the exchange in order.
class ExchangeWorker : public QObject {
    Q_OBJECT
public:
    /// `listener` and `roots` must outlive the worker. Bytes, and at full speed statistics and a turn, are reported
    /// `updatesPerSecond` times a second at most; 0: never.
    ExchangeWorker(ExchangeListener &listener, int updatesPerSecond, const SystemRoots &roots);
    ~ExchangeWorker() override;

    /// Cancels a pass over /proc that may be running. From any thread, when the worker is no longer needed.
    void cancel() { m_joiner.cancel(); }

public Q_SLOTS:
    void start(const shmlab::ui::ExchangeSettings &settings);
    /// Joins if necessary, makes one turn and stays paused.
    void step(const shmlab::ui::ExchangeSettings &settings);
    void pause();
    void resume();
    void stop();
    void setPeriod(std::chrono::microseconds period);
    void setTurns(shmlab::ui::TurnLimit turns);
    void setPace(shmlab::ui::Pace pace, shmlab::WaitMode waitMode);
    void setRejoins(bool rejoins);
    /// Removes what a server that is gone left under the name, if no process uses it.
    void removeLeftover();

Q_SIGNALS:
    void statusChanged(const shmlab::ui::ExchangeStatus &status);

private:
    void begin(const ExchangeSettings &settings, RunState then);
    void tryJoin();
    void joined(Party party);
    void onJoinFailed(const Error &error);
    void onServerLost();
    void leave(ExchangeEnd end);
    [[nodiscard]] bool release();
    void inspectLeftover();
    void publish();
    [[nodiscard]] RunState state() const { return m_run.status.state; }

    ExchangeListener &m_listener;
    int m_updatesPerSecond;
    CallReporter m_reporter;
    CallReporter m_routineReporter;
    SystemCalls m_calls;
    SystemCalls m_routineCalls;
    Joiner m_joiner;

    ExchangeRun m_run;
    RunState m_stateAfterJoin = RunState::Running;
    bool m_stepsAfterJoin = false; ///< the user asked for one turn
    std::unique_ptr<PartyRunner> m_runner; ///< while running or paused
    QTimer m_joinTimer; ///< while waiting
    QTimer m_endTimer;
};

} // namespace shmlab::ui
