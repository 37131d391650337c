// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/exchange_worker.h"

#include <utility>

namespace shmlab::ui {
namespace {

constexpr auto joinInterval = std::chrono::milliseconds(100);

} // namespace

ExchangeWorker::ExchangeWorker(ExchangeListener &listener, int updatesPerSecond, const SystemRoots &roots)
    : m_listener(listener),
      m_updatesPerSecond(updatesPerSecond),
      m_reporter(listener, false),
      m_routineReporter(listener, true),
      m_calls(&m_reporter, roots),
      m_routineCalls(&m_routineReporter, roots),
      m_joiner(m_calls, m_routineCalls),
      m_joinTimer(this),
      m_endTimer(this)
{
    m_joinTimer.setInterval(joinInterval);
    connect(&m_joinTimer, &QTimer::timeout, this, &ExchangeWorker::tryJoin);
    m_endTimer.setSingleShot(true);
    m_endTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_endTimer, &QTimer::timeout, this, [this] { leave(ExchangeEnd::Done); });
}

ExchangeWorker::~ExchangeWorker() = default;

void ExchangeWorker::start(const ExchangeSettings &settings)
{
    if (state() == RunState::Idle)
        begin(settings, RunState::Running);
}

void ExchangeWorker::step(const ExchangeSettings &settings)
{
    switch (state()) {
    case RunState::Idle: begin(settings, RunState::Paused); return;
    case RunState::Waiting:
        m_stateAfterJoin = RunState::Paused;
        m_stepsAfterJoin = true;
        return;
    case RunState::Running: m_runner->pause(); break;
    case RunState::Paused: break;
    }
    m_runner->step();
}

void ExchangeWorker::pause()
{
    if (state() == RunState::Running)
        m_runner->pause();
}

void ExchangeWorker::resume()
{
    if (state() == RunState::Paused)
        m_runner->resume();
}

void ExchangeWorker::stop()
{
    if (state() != RunState::Idle)
        leave(ExchangeEnd::Stopped);
}

void ExchangeWorker::setPeriod(std::chrono::microseconds period)
{
    m_run.settings.period = period;
    if (m_runner)
        m_runner->onPeriodChanged();
}

void ExchangeWorker::setTurns(TurnLimit turns)
{
    m_run.settings.turns = turns;
    if (m_runner)
        m_runner->onTurnsChanged();
}

void ExchangeWorker::setPace(Pace pace, WaitMode waitMode)
{
    m_run.settings.pace = pace;
    m_run.settings.waitMode = waitMode;
    if (m_runner)
        m_runner->onPaceChanged();
}

void ExchangeWorker::setRejoins(bool rejoins)
{
    m_run.settings.rejoins = rejoins;
    if (!rejoins && state() == RunState::Waiting && m_joiner.hasAbandonedObject())
        leave(ExchangeEnd::PeerGone);
}

void ExchangeWorker::removeLeftover()
{
    if (!m_run.status.leftover)
        return;
    const auto removed = m_joiner.removeLeftover(m_run.settings, *m_run.status.leftover);
    m_run.status.removalError = removed ? std::nullopt : std::optional(removed.error());
    inspectLeftover(); // it stays if a process uses it by now
    publish();
}

void ExchangeWorker::begin(const ExchangeSettings &settings, RunState then)
{
    m_run = ExchangeRun();
    m_run.settings = settings;
    m_stateAfterJoin = then;
    m_stepsAfterJoin = then == RunState::Paused;
    m_joiner.begin();
    m_listener.runStarted();
    m_run.status.runStart = Clock::now();
    tryJoin();
}

void ExchangeWorker::tryJoin()
{
    const bool isFirst = state() != RunState::Waiting;
    if (auto party = isFirst ? m_joiner.attempt(m_run.settings) : m_joiner.retry(m_run.settings))
        joined(std::move(*party));
    else
        onJoinFailed(party.error());
}

void ExchangeWorker::joined(Party party)
{
    m_joinTimer.stop();
    m_joiner.begin();
    m_run.status.peer = {};
    m_run.status.peerPace.reset();
    m_run.status.name = NameState::SameObject;
    m_run.status.object = party.object().identity();
    m_run.status.error.reset();
    m_run.status.shmDirectory.reset();
    m_run.status.leftover.reset();
    m_run.status.removalError.reset();
    if (m_run.settings.duration && !m_endTimer.isActive())
        m_endTimer.start(*m_run.settings.duration);
    m_runner = std::make_unique<PartyRunner>(std::move(party), m_run, m_listener, m_routineCalls, m_updatesPerSecond);
    connect(m_runner.get(), &PartyRunner::statusChanged, this, &ExchangeWorker::publish);
    connect(m_runner.get(), &PartyRunner::ended, this, &ExchangeWorker::leave);
    connect(m_runner.get(), &PartyRunner::serverLost, this, &ExchangeWorker::onServerLost);
    m_runner->start(m_stateAfterJoin);
    if (m_runner && std::exchange(m_stepsAfterJoin, false))
        m_runner->step();
}

void ExchangeWorker::onJoinFailed(const Error &error)
{
    ExchangeStatus &status = m_run.status;
    const bool willRetry = m_joiner.shouldRetry(m_run.settings, error);
    const bool wasWaiting = status.state == RunState::Waiting;
    if (!willRetry || (!wasWaiting && error.problem == Problem::CallFailed)) {
        m_joiner.diagnoseFailure(m_run.settings, error);
        status.occupant = m_joiner.occupant();
        status.inspectionError = m_joiner.inspectionError();
        status.removalError = m_joiner.removalError();
        status.shmDirectory = m_joiner.shmDirectory();
    }
    if (!willRetry) {
        status.error = error;
        leave(ExchangeEnd::Failed);
        return;
    }
    const bool isUnfinished = error.problem == Problem::Unfinished;
    const bool wasUnfinished = status.error.has_value();
    status.error = isUnfinished ? std::optional(error) : std::nullopt; // the window shows what the worker waits for
    status.state = RunState::Waiting;
    if (!wasWaiting)
        m_joinTimer.start();
    if (!wasWaiting || wasUnfinished != isUnfinished)
        publish();
}

/// A client must not continue to count in an object that no server uses any more, as if it were connected.
void ExchangeWorker::onServerLost()
{
    if (!m_run.settings.rejoins) {
        leave(ExchangeEnd::PeerGone);
        return;
    }
    m_joiner.abandon(m_runner->object());
    m_stateAfterJoin = state() == RunState::Paused ? RunState::Paused : RunState::Running;
    (void)release();
    inspectLeftover();
    m_run.status.end = ExchangeEnd::PeerGone;
    m_run.status.state = RunState::Waiting;
    m_joinTimer.start();
    publish();
}

void ExchangeWorker::leave(ExchangeEnd end)
{
    const bool wasJoined = m_runner != nullptr;
    const bool isOrderly = end == ExchangeEnd::Done || end == ExchangeEnd::Stopped;
    if (m_runner)
        m_run.status.remainingBytes = m_runner->remainingBytes();
    m_run.status.end = !release() && isOrderly ? ExchangeEnd::Truncated : end;
    m_joinTimer.stop();
    m_endTimer.stop();
    m_run.status.state = RunState::Idle;
    if (wasJoined && end == ExchangeEnd::PeerGone)
        inspectLeftover();
    publish();
}

/// False if the object was found cut short.
bool ExchangeWorker::release()
{
    if (!m_runner)
        return true;
    const bool isWhole = m_runner->leave();
    m_runner->disconnect(this);
    m_runner.release()->deleteLater(); // it may be the sender
    return isWhole;
}

void ExchangeWorker::inspectLeftover()
{
    const Peer &server = m_run.status.peer;
    const bool mayHaveLeftIt =
        server.state == Peer::State::Died || (server.state == Peer::State::Left && !server.isShmlab);
    m_run.status.leftover =
        mayHaveLeftIt ? m_joiner.inspectLeftover(m_run.settings, m_run.status.object) : std::nullopt;
}

void ExchangeWorker::publish()
{
    Q_EMIT statusChanged(m_run.status);
}

} // namespace shmlab::ui
