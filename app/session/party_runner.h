// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/anomaly_notice.h"
#include "session/counter_follower.h"
#include "session/exchange_listener.h"
#include "session/full_speed_run.h"
#include "session/peer_pace.h"
#include "session/peer_supervisor.h"
#include "session/turn_timer.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <optional>

namespace shmlab::ui {

/// One run of an exchange, from its start to its end. It may join several objects, one after the other.
struct ExchangeRun {
    ExchangeSettings settings{.name = *ObjectName::parse(ObjectName::defaultText), .join = {}};
    ExchangeStatus status;
    AnomalyNotice anomalyNotice;
    FullSpeedStats fullSpeed; ///< sums of all stretches that have ended

    [[nodiscard]] bool hasCompletedAllTurns() const { return settings.turns && status.turns >= *settings.turns; }
};

/// Makes the turns of a joined party, by a timer or at full speed, and supervises its peer. After ended() or
/// serverLost() only leave() may be called.
class PartyRunner : public QObject {
    Q_OBJECT
public:
    /// `run` and `listener` must outlive it. `routine` makes the checks that are repeated several times a second. For
    /// `updatesPerSecond` see ExchangeWorker.
    PartyRunner(Party party, ExchangeRun &run, ExchangeListener &listener, SystemCalls routine, int updatesPerSecond);

    /// Observes the peer for the first time and starts in `state`: Running or Paused.
    void start(RunState state);
    void pause();
    void resume();
    /// One turn, or the end of the run if all turns were made.
    void step();
    /// Applies changed settings.
    void onPeriodChanged();
    void onPaceChanged();
    void onTurnsChanged();
    /// Stops everything and leaves the exchange. False if the object was found cut short.
    bool leave();

    /// As PeerSupervisor::remainingBytes(); before leave().
    [[nodiscard]] std::size_t remainingBytes() const { return m_supervisor->remainingBytes(); }
    [[nodiscard]] ObjectId object() const { return m_party.object().identity(); }

Q_SIGNALS:
    /// The status of the run has changed.
    void statusChanged();
    void ended(shmlab::ui::ExchangeEnd end);
    /// A client is alone with its object.
    void serverLost();

private:
    void setState(RunState state);
    void applyPace();
    void tick();
    void performTurn();
    void startFullSpeed();
    void stopFullSpeed();
    void onFullSpeedEnded();
    void fail(const Error &error);
    /// Whether `counters`, just read, are those of the object.
    [[nodiscard]] bool isWhole(const CounterPair &counters, CounterAnomaly anomaly = CounterAnomaly::None) const;
    /// Takes in what the counters are; nothing and false if the object was cut short.
    [[nodiscard]] bool observe();
    bool observeOrEnd();
    void watch();
    [[nodiscard]] bool pollPeer();
    [[nodiscard]] bool publishesUpdates() const { return m_updateTimer.interval() > 0; }
    [[nodiscard]] bool isShmlabPeer() const;
    void publishAnomaly(bool hasChanged);
    void publishUpdate();
    void publishPage();
    void publishFullSpeed(const FullSpeedRun::Reading &reading);

    ExchangeRun &m_run;
    ExchangeListener &m_listener;
    Party m_party;
    std::optional<PeerSupervisor> m_supervisor; ///< until leave()
    PeerPace m_peerPace;
    CounterFollower m_follower;
    FullSpeedRun m_fullSpeed; ///< declared after m_party, so it ends first
    TurnTimer m_turnTimer;
    QTimer m_watchTimer;
    QTimer m_observeTimer;
    QTimer m_updateTimer;
    std::array<std::byte, defaultSizeBytes> m_page{};
};

} // namespace shmlab::ui
