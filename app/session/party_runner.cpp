// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/party_runner.h"

#include <utility>

namespace shmlab::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto watchInterval = 250ms; // a dead peer is detected within a second

CounterPair countersAfter(Role role, const Turn &turn)
{
    return role == Role::Server ? CounterPair{.server = turn.own, .client = turn.peer}
                                : CounterPair{.server = turn.peer, .client = turn.own};
}

} // namespace

PartyRunner::PartyRunner(Party party, ExchangeRun &run, ExchangeListener &listener, SystemCalls routine,
                         int updatesPerSecond)
    : m_run(run),
      m_listener(listener),
      m_party(std::move(party)),
      m_supervisor(std::in_place, m_party, routine),
      m_follower(m_party, listener, run.status.runStart),
      m_fullSpeed(run.fullSpeed)
{
    m_watchTimer.setInterval(watchInterval);
    m_observeTimer.setInterval(CounterFollower::interval);
    m_observeTimer.setTimerType(Qt::PreciseTimer);
    m_updateTimer.setInterval(updatesPerSecond > 0 ? 1000 / updatesPerSecond : 0);
    connect(&m_turnTimer, &TurnTimer::due, this, &PartyRunner::tick);
    connect(&m_watchTimer, &QTimer::timeout, this, &PartyRunner::watch);
    connect(&m_observeTimer, &QTimer::timeout, this, &PartyRunner::observeOrEnd);
    connect(&m_updateTimer, &QTimer::timeout, this, &PartyRunner::publishUpdate);
    connect(&m_fullSpeed, &FullSpeedRun::ended, this, &PartyRunner::onFullSpeedEnded);
}

void PartyRunner::start(RunState state)
{
    m_watchTimer.start();
    if (publishesUpdates()) {
        m_observeTimer.start();
        m_updateTimer.start();
    }
    m_run.status.state = state;
    if (!pollPeer())
        return;
    publishPage();
    setState(state);
    if (state == RunState::Running)
        applyPace();
}

void PartyRunner::pause()
{
    m_turnTimer.stop();
    stopFullSpeed();
    setState(RunState::Paused);
}

void PartyRunner::resume()
{
    setState(RunState::Running);
    applyPace();
}

void PartyRunner::step()
{
    if (m_run.hasCompletedAllTurns())
        Q_EMIT ended(ExchangeEnd::Done);
    else
        performTurn();
}

void PartyRunner::onPeriodChanged()
{
    if (m_turnTimer.isActive())
        m_turnTimer.startAfterOne(m_run.settings.period);
}

void PartyRunner::onPaceChanged()
{
    if (m_run.status.state == RunState::Running)
        applyPace();
}

void PartyRunner::onTurnsChanged()
{
    if (m_fullSpeed.isRunning())
        applyPace();
}

bool PartyRunner::leave()
{
    m_turnTimer.stop();
    m_watchTimer.stop();
    m_updateTimer.stop();
    m_observeTimer.stop();
    stopFullSpeed();
    const bool isWhole = !m_supervisor->isObjectCutShort() && observe();
    if (isWhole)
        publishPage();
    m_supervisor.reset(); // its calls are reported to the worker, which may be destroyed first
    m_run.fullSpeed = m_fullSpeed.sums();
    if (const auto left = m_party.leave())
        m_run.status.name = *left;
    else
        m_run.status.error = left.error();
    return isWhole;
}

void PartyRunner::setState(RunState state)
{
    m_party.setActivity(state == RunState::Running ? Activity::Running : Activity::Paused);
    m_run.status.state = state;
    Q_EMIT statusChanged();
}

void PartyRunner::applyPace()
{
    m_turnTimer.stop();
    stopFullSpeed();
    if (m_run.settings.pace == Pace::FullSpeed)
        startFullSpeed();
    else
        m_turnTimer.startNow(m_run.settings.period);
}

void PartyRunner::tick()
{
    step();
    if (m_run.status.state == RunState::Running)
        m_turnTimer.advance();
}

void PartyRunner::performTurn()
{
    const auto answer = isShmlabPeer() ? loadPresence(m_party.bytes(), peerRoleOf(m_party.role())) : std::nullopt;
    const auto now = Clock::now();
    Turn turn = m_party.step(now); // a peer that polls answers it at once
    const CounterPair counters = countersAfter(m_party.role(), turn);
    if (!isWhole(counters, turn.anomaly)) {
        Q_EMIT ended(ExchangeEnd::Truncated);
        return;
    }
    turn.number = m_run.status.turns++; // of the run, not of the party
    m_run.status.counters = counters;
    m_follower.addTurn(turn, now, isShmlabPeer());
    m_listener.turnCompleted({.turn = turn, .time = now - m_run.status.runStart});
    if (turn.wrote) {
        m_party.wakePeer();
        m_peerPace.addTurn(now, answer);
    }
    if (turn.anomaly != CounterAnomaly::None)
        publishAnomaly(m_run.anomalyNotice.report(turn.anomaly, now));
}

void PartyRunner::startFullSpeed()
{
    const ExchangeSettings &settings = m_run.settings;
    if (m_run.hasCompletedAllTurns()) {
        Q_EMIT ended(ExchangeEnd::Done);
        return;
    }
    FullSpeedOptions options{.waitMode = settings.waitMode, .processor = settings.processor};
    if (settings.turns)
        options.handOvers = *settings.turns - m_run.status.turns;
    if (const auto started = m_fullSpeed.start(m_party, options, m_run.status.turns); !started)
        fail(started.error());
}

void PartyRunner::stopFullSpeed()
{
    if (m_fullSpeed.isRunning())
        publishFullSpeed(m_fullSpeed.stop());
}

void PartyRunner::onFullSpeedEnded()
{
    if (const auto &outcome = m_fullSpeed.outcome(); !outcome)
        fail(outcome.error());
    else
        Q_EMIT ended(*outcome == FullSpeedOutcome::Truncated ? ExchangeEnd::Truncated : ExchangeEnd::Done);
}

void PartyRunner::fail(const Error &error)
{
    m_run.status.error = error;
    Q_EMIT ended(ExchangeEnd::Failed);
}

bool PartyRunner::isWhole(const CounterPair &counters, CounterAnomaly anomaly) const
{
    return anomaly == CounterAnomaly::None ? m_supervisor->areCounters(counters, m_run.status.counters)
                                           : !m_supervisor->isObjectCutShort();
}

bool PartyRunner::observe()
{
    if (m_fullSpeed.isRunning())
        return true;
    const CounterPair counters = m_party.counters();
    if (!isWhole(counters))
        return false;
    m_run.status.counters = counters;
    m_follower.observe(counters, Clock::now(), isShmlabPeer());
    return true;
}

bool PartyRunner::observeOrEnd()
{
    const bool isWhole = observe();
    if (!isWhole)
        Q_EMIT ended(ExchangeEnd::Truncated);
    return isWhole;
}

bool PartyRunner::isShmlabPeer() const
{
    const Peer &peer = m_run.status.peer;
    return peer.state == Peer::State::Present && peer.isShmlab;
}

void PartyRunner::watch()
{
    if (m_supervisor->isObjectCutShort()) {
        Q_EMIT ended(ExchangeEnd::Truncated);
        return;
    }
    publishAnomaly(m_run.anomalyNotice.update(Clock::now()));
    if (m_fullSpeed.isRunning() && !publishesUpdates())
        publishFullSpeed(m_fullSpeed.read());
    (void)pollPeer();
}

/// False if the server is lost.
bool PartyRunner::pollPeer()
{
    const auto change = m_supervisor->poll(Clock::now());
    m_run.status.peer = m_supervisor->peer();
    m_run.status.name = m_supervisor->name();
    const bool isPaceKnown = m_peerPace.observe(Clock::now(), m_run.status.peer, m_run.settings.pace);
    m_run.status.peerPace = m_peerPace.pace();
    if (change == PeerSupervisor::Change::ServerLost)
        Q_EMIT serverLost();
    else if (change == PeerSupervisor::Change::Changed || isPaceKnown)
        Q_EMIT statusChanged();
    return change != PeerSupervisor::Change::ServerLost;
}

void PartyRunner::publishAnomaly(bool hasChanged)
{
    if (!hasChanged)
        return;
    m_run.status.anomaly = m_run.anomalyNotice.shown();
    Q_EMIT statusChanged();
}

void PartyRunner::publishUpdate()
{
    if (!observeOrEnd())
        return;
    publishPage();
    if (m_fullSpeed.isRunning())
        publishFullSpeed(m_fullSpeed.read());
}

void PartyRunner::publishPage()
{
    if (!publishesUpdates())
        return;
    const std::size_t size = m_party.copy(m_page);
    if (isWhole(m_party.counters())) // otherwise these are zeros of the guard's page, or of the cut
        m_listener.pageUpdated(std::span(m_page).first(size));
}

void PartyRunner::publishFullSpeed(const FullSpeedRun::Reading &reading)
{
    const auto now = Clock::now();
    ExchangeStatus &status = m_run.status;
    const bool hasMoved = std::exchange(status.turns, reading.turns) != reading.turns;
    if (publishesUpdates())
        m_listener.statsUpdated(reading.stats, m_fullSpeed.isRunning());
    const CounterPair counters = m_party.counters();
    if (!isWhole(counters, reading.anomaly))
        return; // the next check of the size ends the run
    status.counters = counters;
    if (publishesUpdates() && hasMoved) // of millions of turns per second one per update is logged
        m_follower.addSample(counters, reading.turns - 1, now);
    if (reading.anomaly != CounterAnomaly::None)
        publishAnomaly(m_run.anomalyNotice.report(reading.anomaly, now));
}

} // namespace shmlab::ui
