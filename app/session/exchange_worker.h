// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/anomaly_notice.h"
#include "session/background_process_scan.h"
#include "session/full_speed_run.h"
#include "session/joiner.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <memory>
#include <optional>
#include <span>

namespace shmlab::ui {

/// Told of everything that a worker does, on the worker's thread; must be quick.
class ExchangeListener {
public:
    virtual ~ExchangeListener() = default;
    virtual void runStarted() = 0;
    virtual void turnCompleted(const TurnRecord &record) = 0;
    /// `isRoutine`: one of the checks that are repeated all the time.
    virtual void callCompleted(const CallRecord &record, bool isRoutine) = 0;
    virtual void pageUpdated(std::span<const std::byte> page) = 0;
    /// What full speed has come to in this run so far.
    virtual void statsUpdated(const FullSpeedStats &stats) = 0;
};

/// Runs one role, by a timer or at full speed. Lives in a thread with an event loop, usually its own; all slots and
/// signals are for that thread. Destroying it leaves the exchange properly.
class ExchangeWorker : public QObject {
    Q_OBJECT
public:
    /// `listener` must outlive the worker. Bytes, and at full speed figures and a turn, are shown `updatesPerSecond`
    /// times a second at most; 0: never.
    explicit ExchangeWorker(ExchangeListener &listener, int updatesPerSecond = 0);
    ~ExchangeWorker() override;

    /// Cuts a pass over /proc short that may be under way. From any thread, when the worker is no longer wanted.
    void cancel() { m_joiner.cancel(); }

public Q_SLOTS:
    void start(const shmlab::ui::ExchangeSettings &settings);
    /// Joins if need be, makes one turn and stays paused.
    void step(const shmlab::ui::ExchangeSettings &settings);
    void pause();
    void resume();
    void stop();
    void setPeriod(std::chrono::microseconds period);
    void setTurns(shmlab::ui::TurnLimit turns);
    void setPace(shmlab::ui::Pace pace, shmlab::WaitMode waitMode);
    void setRejoins(bool rejoins);

Q_SIGNALS:
    void statusChanged(const shmlab::ui::ExchangeStatus &status);

private:
    /// Hands the calls of core on to the listener.
    class Reporter : public CallObserver {
    public:
        Reporter(ExchangeListener &listener, bool isRoutine) : m_listener(listener), m_isRoutine(isRoutine) { }
        void called(const CallRecord &record) override { m_listener.callCompleted(record, m_isRoutine); }

    private:
        ExchangeListener &m_listener;
        bool m_isRoutine;
    };

    void begin(const ExchangeSettings &settings, RunState then);
    void tryJoin();
    void joined(Party party);
    void onJoinFailed(const Error &error);
    void run();
    void tick();
    [[nodiscard]] bool hasCompletedAllTurns() const;
    void performTurn();
    void startFullSpeed();
    void stopFullSpeed();
    void onFullSpeedEnded();
    void applyPace();
    void readStats();
    void publishAnomaly(bool hasChanged);
    void planNextTick();
    void watch();
    void pollNameState();
    void pollPeer();
    void publishUpdate();
    void publishPage();
    void onServerLost();
    void leave(ExchangeEnd end);
    void release();
    void publish();

    ExchangeListener &m_listener;
    Reporter m_reporter;
    Reporter m_routineReporter;
    SystemCalls m_calls{&m_reporter};
    SystemCalls m_routineCalls{&m_routineReporter};
    Joiner m_joiner{m_calls, m_routineCalls};

    ExchangeSettings m_settings{.name = *ObjectName::parse(ObjectName::defaultText), .join = {}};
    ExchangeStatus m_status;
    RunState m_stateAfterJoin = RunState::Running;
    bool m_stepsAfterJoin = false; ///< the user asked for one turn
    std::optional<Party> m_party;
    std::optional<PeerWatch> m_peerWatch;
    BackgroundProcessScan m_processScan;
    AnomalyNotice m_anomalyNotice;
    std::unique_ptr<FullSpeedRun> m_fullSpeed;
    FullSpeedStats m_figures; ///< of the stretches of full speed in this run that are over
    std::uint64_t m_turnsAtStart = 0; ///< when this stretch began
    std::uint64_t m_anomaliesReported = 0; ///< in this stretch

    QTimer m_turnTimer; ///< single shot, planned from m_planStart
    QTimer m_watchTimer; ///< looks after peer and name; while waiting, tries to join
    QTimer m_updateTimer;
    QTimer m_endTimer;
    Clock::time_point m_planStart;
    std::int64_t m_ticksPlanned = 0;
    std::array<std::byte, defaultSizeBytes> m_page{};
};

} // namespace shmlab::ui
