// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/exchange_worker.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace shmlab::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto watchInterval = 250ms; // a dead peer is noticed within a second, with room to spare
constexpr auto joinInterval = 100ms;

/// Behind by more than this the missed turns are dropped: the machine slept, or this process was stopped.
Clock::duration catchUpLimit(std::chrono::microseconds period)
{
    return std::max<Clock::duration>(3 * period, 100ms);
}

} // namespace

ExchangeWorker::ExchangeWorker(ExchangeListener &listener, int updatesPerSecond)
    : m_listener(listener),
      m_reporter(listener, false),
      m_routineReporter(listener, true),
      m_turnTimer(this),
      m_watchTimer(this),
      m_updateTimer(this),
      m_endTimer(this)
{
    m_turnTimer.setSingleShot(true);
    m_turnTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_turnTimer, &QTimer::timeout, this, &ExchangeWorker::tick);
    connect(&m_watchTimer, &QTimer::timeout, this, &ExchangeWorker::watch);
    if (updatesPerSecond > 0)
        m_updateTimer.setInterval(1000 / updatesPerSecond);
    connect(&m_updateTimer, &QTimer::timeout, this, &ExchangeWorker::publishUpdate);
    m_endTimer.setSingleShot(true);
    m_endTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_endTimer, &QTimer::timeout, this, [this] { leave(ExchangeEnd::Done); });
}

ExchangeWorker::~ExchangeWorker() = default; // full speed ends before the party does: it is declared behind it

void ExchangeWorker::start(const ExchangeSettings &settings)
{
    if (m_status.state == RunState::Idle)
        begin(settings, RunState::Running);
}

void ExchangeWorker::step(const ExchangeSettings &settings)
{
    switch (m_status.state) {
    case RunState::Idle: begin(settings, RunState::Paused); return;
    case RunState::Waiting:
        m_stateAfterJoin = RunState::Paused;
        m_stepsAfterJoin = true;
        return;
    case RunState::Running: pause(); break;
    case RunState::Paused: break;
    }
    if (hasCompletedAllTurns())
        leave(ExchangeEnd::Done);
    else
        performTurn();
}

void ExchangeWorker::pause()
{
    if (m_status.state != RunState::Running)
        return;
    m_turnTimer.stop();
    stopFullSpeed();
    m_party->setActivity(Activity::Paused);
    m_status.state = RunState::Paused;
    publish();
}

void ExchangeWorker::resume()
{
    if (m_status.state == RunState::Paused)
        run();
}

void ExchangeWorker::stop()
{
    if (m_status.state != RunState::Idle)
        leave(ExchangeEnd::Stopped);
}

void ExchangeWorker::setPeriod(std::chrono::microseconds period)
{
    m_settings.period = period;
    if (m_status.state != RunState::Running || m_fullSpeed)
        return;
    m_planStart = Clock::now();
    m_ticksPlanned = 1;
    planNextTick();
}

void ExchangeWorker::setTurns(TurnLimit turns)
{
    m_settings.turns = turns;
    if (m_fullSpeed)
        applyPace();
}

void ExchangeWorker::setPace(Pace pace, WaitMode waitMode)
{
    m_settings.pace = pace;
    m_settings.waitMode = waitMode;
    if (m_status.state == RunState::Running)
        applyPace();
}

void ExchangeWorker::setRejoins(bool rejoins)
{
    m_settings.rejoins = rejoins;
    if (!rejoins && m_status.state == RunState::Waiting && m_joiner.hasAbandonedObject())
        leave(ExchangeEnd::PeerGone);
}

void ExchangeWorker::begin(const ExchangeSettings &settings, RunState then)
{
    m_settings = settings;
    m_stateAfterJoin = then;
    m_stepsAfterJoin = then == RunState::Paused;
    m_status = {};
    m_joiner.begin();
    m_anomalyNotice = {};
    m_figures = {};
    m_listener.runStarted();
    m_status.runStart = Clock::now();
    tryJoin();
}

void ExchangeWorker::tryJoin()
{
    const bool isFirst = m_status.state != RunState::Waiting;
    if (auto party = isFirst ? m_joiner.attempt(m_settings) : m_joiner.retry(m_settings))
        joined(std::move(*party));
    else
        onJoinFailed(party.error());
}

void ExchangeWorker::joined(Party party)
{
    m_party.emplace(std::move(party));
    m_peerWatch.emplace(*m_party);
    m_joiner.begin();
    m_status.peer = {};
    m_status.name = NameState::SameObject;
    m_status.object = m_party->object().identity();
    m_status.error.reset();
    m_status.shmDirectory.reset();
    m_watchTimer.start(watchInterval);
    if (m_updateTimer.interval() > 0)
        m_updateTimer.start();
    if (m_settings.duration && !m_endTimer.isActive())
        m_endTimer.start(*m_settings.duration);
    m_status.state = m_stateAfterJoin;
    pollPeer();
    if (!m_party)
        return; // the object's server was gone already
    publishPage();
    if (m_stateAfterJoin == RunState::Running) {
        run();
        return;
    }
    m_party->setActivity(Activity::Paused);
    publish();
    if (std::exchange(m_stepsAfterJoin, false))
        performTurn();
}

void ExchangeWorker::onJoinFailed(const Error &error)
{
    const bool willRetry = m_joiner.shouldRetry(m_settings, error);
    const bool wasWaiting = m_status.state == RunState::Waiting;
    if (!willRetry || (!wasWaiting && error.problem == Problem::CallFailed)) {
        m_joiner.diagnoseFailure(m_settings, error);
        m_status.occupant = m_joiner.occupant();
        m_status.shmDirectory = m_joiner.shmDirectory();
    }
    if (!willRetry) {
        m_status.error = error;
        leave(ExchangeEnd::Failed);
        return;
    }
    const bool isUnfinished = error.problem == Problem::Unfinished;
    const bool wasUnfinished = m_status.error.has_value();
    m_status.error = isUnfinished ? std::optional(error) : std::nullopt; // tells what is waited for
    m_status.state = RunState::Waiting;
    if (!wasWaiting)
        m_watchTimer.start(joinInterval);
    if (!wasWaiting || wasUnfinished != isUnfinished)
        publish();
}

void ExchangeWorker::run()
{
    m_party->setActivity(Activity::Running);
    m_status.state = RunState::Running;
    publish();
    applyPace();
}

void ExchangeWorker::applyPace()
{
    m_turnTimer.stop();
    stopFullSpeed();
    if (m_settings.pace == Pace::FullSpeed) {
        startFullSpeed();
        return;
    }
    m_planStart = Clock::now();
    m_ticksPlanned = 0;
    tick();
}

void ExchangeWorker::tick()
{
    // The timer brings us within a millisecond; the rest is slept here, in the worker's own thread.
    std::this_thread::sleep_until(m_planStart + m_ticksPlanned * m_settings.period);
    if (hasCompletedAllTurns()) {
        leave(ExchangeEnd::Done);
        return;
    }
    performTurn();
    if (m_status.state == RunState::Running) {
        ++m_ticksPlanned;
        planNextTick();
    }
}

bool ExchangeWorker::hasCompletedAllTurns() const
{
    return m_settings.turns && m_status.turns >= *m_settings.turns;
}

void ExchangeWorker::performTurn()
{
    const auto now = Clock::now();
    Turn turn = m_party->step(now);
    if (!m_party->isIntact()) {
        leave(ExchangeEnd::Truncated);
        return;
    }
    turn.number = m_status.turns++; // a run may join more than one object
    m_status.counters = m_party->counters();
    m_listener.turnCompleted({.turn = turn, .time = now - m_status.runStart});
    if (turn.wrote)
        m_party->wakePeer();
    if (turn.anomaly != CounterAnomaly::None)
        publishAnomaly(m_anomalyNotice.report(turn.anomaly, now));
}

void ExchangeWorker::publishAnomaly(bool hasChanged)
{
    if (!hasChanged)
        return;
    m_status.anomaly = m_anomalyNotice.shown();
    publish();
}

void ExchangeWorker::startFullSpeed()
{
    if (hasCompletedAllTurns()) {
        leave(ExchangeEnd::Done);
        return;
    }
    m_turnsAtStart = m_status.turns;
    m_anomaliesReported = 0;
    FullSpeedOptions options{.waitMode = m_settings.waitMode, .processor = m_settings.processor};
    if (m_settings.turns)
        options.handOvers = *m_settings.turns - m_turnsAtStart;
    m_fullSpeed = std::make_unique<FullSpeedRun>(*m_party, options);
    connect(m_fullSpeed.get(), &FullSpeedRun::ended, this, &ExchangeWorker::onFullSpeedEnded);
    if (const auto started = m_fullSpeed->start(); !started) {
        m_status.error = started.error();
        leave(ExchangeEnd::Failed);
    }
}

void ExchangeWorker::onFullSpeedEnded()
{
    m_fullSpeed->stop();
    if (const auto end = m_fullSpeed->end(); !end) {
        m_status.error = end.error();
        leave(ExchangeEnd::Failed);
    } else if (*end == FullSpeedOutcome::Truncated) {
        leave(ExchangeEnd::Truncated);
    } else {
        leave(ExchangeEnd::Done);
    }
}

/// Ends a stretch of full speed, if there is one, and keeps what it has come to.
void ExchangeWorker::stopFullSpeed()
{
    if (!m_fullSpeed)
        return;
    m_fullSpeed->stop();
    readStats();
    m_figures += m_fullSpeed->stats();
    m_fullSpeed->disconnect(this);
    m_fullSpeed.release()->deleteLater(); // it may be the sender
}

void ExchangeWorker::readStats()
{
    const auto now = Clock::now();
    const FullSpeedStats stretch = m_fullSpeed->stats();
    const std::uint64_t turns = m_turnsAtStart + stretch.handOvers;
    const bool hasMoved = std::exchange(m_status.turns, turns) != turns;
    const CounterPair counters = m_party->counters();
    if (m_party->isIntact())
        m_status.counters = counters;
    if (m_updateTimer.interval() > 0) {
        FullSpeedStats stats = m_figures;
        stats += stretch;
        m_listener.statsUpdated(stats);
    }
    // Millions of turns a second are not for a log; one is, each time somebody looks.
    if (m_updateTimer.interval() > 0 && hasMoved && m_party->isIntact()) {
        const bool isServer = m_settings.role == Role::Server;
        const auto &[server, client] = counters;
        m_listener.turnCompleted({.turn = {.number = turns - 1,
                                           .own = isServer ? server : client,
                                           .other = isServer ? client : server,
                                           .wrote = true},
                                  .time = now - m_status.runStart});
    }
    if (std::exchange(m_anomaliesReported, stretch.anomalies) != stretch.anomalies)
        publishAnomaly(m_anomalyNotice.report(stretch.lastAnomaly, now));
}

void ExchangeWorker::planNextTick()
{
    const auto now = Clock::now();
    auto deadline = m_planStart + m_ticksPlanned * m_settings.period;
    if (now - deadline > catchUpLimit(m_settings.period)) {
        m_planStart = deadline = now;
        m_ticksPlanned = 0;
    }
    const auto wait = std::max<Clock::duration>(deadline - now, 0ns);
    m_turnTimer.start(std::chrono::floor<std::chrono::milliseconds>(wait));
}

void ExchangeWorker::watch()
{
    if (m_status.state == RunState::Waiting) {
        tryJoin();
        return;
    }
    if (!m_party->isIntact()) {
        leave(ExchangeEnd::Truncated);
        return;
    }
    publishAnomaly(m_anomalyNotice.update(Clock::now()));
    if (m_fullSpeed && m_updateTimer.interval() == 0)
        readStats();
    pollNameState();
    if (m_party)
        pollPeer();
}

void ExchangeWorker::pollNameState()
{
    const auto name = m_party->object().nameState(m_routineCalls);
    if (!name || *name == m_status.name)
        return;
    m_status.name = *name;
    // A name that is gone says nothing of a server that is seen to be there: some programs unlink what they only
    // opened.
    const bool isServerPresent =
        m_status.peer.state == Peer::State::Present && (m_status.peer.isShmlab || m_status.peer.process.has_value());
    if (m_settings.role == Role::Client && (*name == NameState::OtherObject || !isServerPresent))
        onServerLost();
    else
        publish();
}

void ExchangeWorker::pollPeer()
{
    const Identity object = m_party->object().identity();
    if (const auto processScan = m_processScan.take(object))
        m_peerWatch->useProcessScan(m_routineCalls, *processScan);
    const Peer &peer = m_peerWatch->poll(m_routineCalls, Clock::now());
    if (m_peerWatch->wantsProcessScan())
        m_processScan.start(object);
    const Peer before = std::exchange(m_status.peer, peer);
    if (m_settings.role == Role::Client && peer.state != before.state
        && (peer.state == Peer::State::Died || peer.state == Peer::State::Left)) {
        onServerLost();
        return;
    }
    const auto pidOf = [](const Peer &of) { return of.process ? of.process->pid : 0; };
    const auto activityOf = [](const Peer &of) { return of.presence ? of.presence->activity : 0; };
    if (before.state != peer.state || before.condition != peer.condition || before.isShmlab != peer.isShmlab
        || pidOf(before) != pidOf(peer) || activityOf(before) != activityOf(peer)) {
        publish();
    }
}

void ExchangeWorker::publishUpdate()
{
    publishPage();
    if (m_fullSpeed)
        readStats();
}

void ExchangeWorker::publishPage()
{
    if (m_party && m_updateTimer.interval() > 0)
        m_listener.pageUpdated(std::span(m_page).first(m_party->copy(m_page)));
}

/// A client alone with an object whose server is gone must not go on as if it were connected.
void ExchangeWorker::onServerLost()
{
    if (!m_settings.rejoins) {
        leave(ExchangeEnd::PeerGone);
        return;
    }
    m_joiner.abandon(m_party->object().identity());
    m_stateAfterJoin = m_status.state == RunState::Paused ? RunState::Paused : RunState::Running;
    release();
    m_status.end = ExchangeEnd::PeerGone;
    m_status.state = RunState::Waiting;
    m_watchTimer.start(joinInterval);
    publish();
}

void ExchangeWorker::leave(ExchangeEnd end)
{
    release();
    m_endTimer.stop();
    m_status.state = RunState::Idle;
    m_status.end = end;
    publish();
}

void ExchangeWorker::release()
{
    m_turnTimer.stop();
    m_watchTimer.stop();
    m_updateTimer.stop();
    stopFullSpeed();
    m_peerWatch.reset();
    if (!m_party)
        return;
    if (m_party->isIntact())
        m_status.counters = m_party->counters();
    publishPage();
    const auto left = m_party->leave();
    m_party.reset();
    if (left)
        m_status.name = *left;
    else
        m_status.error = left.error();
}

void ExchangeWorker::publish()
{
    Q_EMIT statusChanged(m_status);
}

} // namespace shmlab::ui
