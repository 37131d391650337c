// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/exchange_worker.h"

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

ExchangeWorker::ExchangeWorker(ExchangeListener &listener, int looksPerSecond)
    : m_listener(listener),
      m_reporter(listener, false),
      m_routineReporter(listener, true),
      m_turnTimer(this),
      m_watchTimer(this),
      m_lookTimer(this),
      m_endTimer(this)
{
    m_turnTimer.setSingleShot(true);
    m_turnTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_turnTimer, &QTimer::timeout, this, &ExchangeWorker::tick);
    connect(&m_watchTimer, &QTimer::timeout, this, &ExchangeWorker::watch);
    if (looksPerSecond > 0)
        m_lookTimer.setInterval(1000 / looksPerSecond);
    connect(&m_lookTimer, &QTimer::timeout, this, &ExchangeWorker::look);
    m_endTimer.setSingleShot(true);
    m_endTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_endTimer, &QTimer::timeout, this, [this] { leave(ExchangeEnd::Done); });
}

ExchangeWorker::~ExchangeWorker() = default; // full speed ends before the party does: it is declared behind it

void ExchangeWorker::start(const ExchangeSettings &settings)
{
    if (m_status.state == ExchangeState::Idle)
        begin(settings, ExchangeState::Running);
}

void ExchangeWorker::step(const ExchangeSettings &settings)
{
    switch (m_status.state) {
    case ExchangeState::Idle: begin(settings, ExchangeState::Paused); return;
    case ExchangeState::Waiting:
        m_stateOnceJoined = ExchangeState::Paused;
        m_stepsOnceJoined = true;
        return;
    case ExchangeState::Running: pause(); break;
    case ExchangeState::Paused: break;
    }
    if (hasMadeAllTurns())
        leave(ExchangeEnd::Done);
    else
        makeTurn();
}

void ExchangeWorker::pause()
{
    if (m_status.state != ExchangeState::Running)
        return;
    m_turnTimer.stop();
    leaveFullSpeed();
    m_party->setActivity(Activity::Paused);
    m_status.state = ExchangeState::Paused;
    publish();
}

void ExchangeWorker::resume()
{
    if (m_status.state == ExchangeState::Paused)
        run();
}

void ExchangeWorker::stop()
{
    if (m_status.state != ExchangeState::Idle)
        leave(ExchangeEnd::Stopped);
}

void ExchangeWorker::setPeriod(std::chrono::microseconds period)
{
    m_settings.period = period;
    if (m_status.state != ExchangeState::Running || m_fullSpeed)
        return;
    m_planStart = Clock::now();
    m_ticksPlanned = 1;
    planNextTick();
}

void ExchangeWorker::setTurns(TurnLimit turns)
{
    m_settings.turns = turns;
    if (m_fullSpeed)
        goOnAtPace();
}

void ExchangeWorker::setPace(Pace pace, WaitBy waitBy)
{
    m_settings.pace = pace;
    m_settings.waitBy = waitBy;
    if (m_status.state == ExchangeState::Running)
        goOnAtPace();
}

void ExchangeWorker::setRejoins(bool rejoins)
{
    m_settings.rejoins = rejoins;
    if (!rejoins && m_status.state == ExchangeState::Waiting && m_joining.hasAbandoned())
        leave(ExchangeEnd::PeerGone);
}

void ExchangeWorker::begin(const ExchangeSettings &settings, ExchangeState then)
{
    m_settings = settings;
    m_stateOnceJoined = then;
    m_stepsOnceJoined = then == ExchangeState::Paused;
    m_status = {};
    m_joining.begin();
    m_surprise = {};
    m_figures = {};
    m_listener.runBegan();
    m_status.runBegan = Clock::now();
    tryToJoin();
}

void ExchangeWorker::tryToJoin()
{
    const bool isFirst = m_status.state != ExchangeState::Waiting;
    if (auto party = isFirst ? m_joining.attempt(m_settings) : m_joining.attemptAgain(m_settings))
        joined(std::move(*party));
    else
        couldNotJoin(party.error());
}

void ExchangeWorker::joined(Party party)
{
    m_party.emplace(std::move(party));
    m_peerWatch.emplace(*m_party);
    m_joining.begin();
    m_status.peer = {};
    m_status.name = NameState::SameObject;
    m_status.object = m_party->object().identity();
    m_status.error.reset();
    m_status.shmDirectory.reset();
    m_watchTimer.start(watchInterval);
    if (m_lookTimer.interval() > 0)
        m_lookTimer.start();
    if (m_settings.duration && !m_endTimer.isActive())
        m_endTimer.start(*m_settings.duration);
    m_status.state = m_stateOnceJoined;
    watchPeer();
    if (!m_party)
        return; // the object's server was gone already
    showPage();
    if (m_stateOnceJoined == ExchangeState::Running) {
        run();
        return;
    }
    m_party->setActivity(Activity::Paused);
    publish();
    if (std::exchange(m_stepsOnceJoined, false))
        makeTurn();
}

void ExchangeWorker::couldNotJoin(const Error &error)
{
    const bool helps = m_joining.waitingHelps(m_settings, error);
    const bool wasWaiting = m_status.state == ExchangeState::Waiting;
    if (!helps || (!wasWaiting && error.problem == Problem::CallFailed)) {
        m_joining.investigate(m_settings, error);
        m_status.judgement = m_joining.judgement();
        m_status.shmDirectory = m_joining.shmDirectory();
    }
    if (!helps) {
        m_status.error = error;
        leave(ExchangeEnd::Failed);
        return;
    }
    const bool isUnfinished = error.problem == Problem::Unfinished;
    const bool wasUnfinished = m_status.error.has_value();
    m_status.error = isUnfinished ? std::optional(error) : std::nullopt; // tells what is waited for
    m_status.state = ExchangeState::Waiting;
    if (!wasWaiting)
        m_watchTimer.start(joinInterval);
    if (!wasWaiting || wasUnfinished != isUnfinished)
        publish();
}

void ExchangeWorker::run()
{
    m_party->setActivity(Activity::Running);
    m_status.state = ExchangeState::Running;
    publish();
    goOnAtPace();
}

void ExchangeWorker::goOnAtPace()
{
    m_turnTimer.stop();
    leaveFullSpeed();
    if (m_settings.pace == Pace::FullSpeed) {
        goFullSpeed();
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
    if (hasMadeAllTurns()) {
        leave(ExchangeEnd::Done);
        return;
    }
    makeTurn();
    if (m_status.state == ExchangeState::Running) {
        ++m_ticksPlanned;
        planNextTick();
    }
}

bool ExchangeWorker::hasMadeAllTurns() const
{
    return m_settings.turns && m_status.turns >= *m_settings.turns;
}

void ExchangeWorker::makeTurn()
{
    const auto now = Clock::now();
    Turn turn = m_party->step(now);
    if (!m_party->isIntact()) {
        leave(ExchangeEnd::CutShort);
        return;
    }
    turn.number = m_status.turns++; // a run may join more than one object
    m_status.counters = m_party->counters();
    m_listener.turnMade({.turn = turn, .time = now - m_status.runBegan});
    if (turn.wrote)
        m_party->wakeOther();
    if (turn.surprise != Surprise::None)
        tellSurprise(m_surprise.tell(turn.surprise, now));
}

void ExchangeWorker::tellSurprise(bool isAnotherOne)
{
    if (!isAnotherOne)
        return;
    m_status.surprise = m_surprise.shown();
    publish();
}

void ExchangeWorker::goFullSpeed()
{
    if (hasMadeAllTurns()) {
        leave(ExchangeEnd::Done);
        return;
    }
    m_turnsBefore = m_status.turns;
    m_surprisesSeen = 0;
    FullSpeedOptions options{.waitBy = m_settings.waitBy, .processor = m_settings.processor};
    if (m_settings.turns)
        options.handOvers = *m_settings.turns - m_turnsBefore;
    m_fullSpeed = std::make_unique<FullSpeedRun>(*m_party, options);
    connect(m_fullSpeed.get(), &FullSpeedRun::ended, this, &ExchangeWorker::fullSpeedEnded);
    if (const auto started = m_fullSpeed->start(); !started) {
        m_status.error = started.error();
        leave(ExchangeEnd::Failed);
    }
}

void ExchangeWorker::fullSpeedEnded()
{
    m_fullSpeed->stop();
    if (const auto end = m_fullSpeed->end(); !end) {
        m_status.error = end.error();
        leave(ExchangeEnd::Failed);
    } else if (*end == FullSpeedEnd::CutShort) {
        leave(ExchangeEnd::CutShort);
    } else {
        leave(ExchangeEnd::Done);
    }
}

/// Ends a stretch of full speed, if there is one, and keeps what it has come to.
void ExchangeWorker::leaveFullSpeed()
{
    if (!m_fullSpeed)
        return;
    m_fullSpeed->stop();
    lookAtFigures();
    m_figures += m_fullSpeed->figures();
    m_fullSpeed->disconnect(this);
    m_fullSpeed.release()->deleteLater(); // it may be the sender
}

void ExchangeWorker::lookAtFigures()
{
    const auto now = Clock::now();
    const FullSpeedFigures stretch = m_fullSpeed->figures();
    const std::uint64_t turns = m_turnsBefore + stretch.handOvers;
    const bool hasMoved = std::exchange(m_status.turns, turns) != turns;
    const CounterPair counters = m_party->counters();
    if (m_party->isIntact())
        m_status.counters = counters;
    if (m_lookTimer.interval() > 0) {
        FullSpeedFigures figures = m_figures;
        figures += stretch;
        m_listener.figuresSeen(figures);
    }
    // Millions of turns a second are not for a log; one is, each time somebody looks.
    if (m_lookTimer.interval() > 0 && hasMoved && m_party->isIntact()) {
        const bool isServer = m_settings.role == Role::Server;
        const auto &[server, client] = counters;
        m_listener.turnMade({.turn = {.number = turns - 1,
                                      .own = isServer ? server : client,
                                      .other = isServer ? client : server,
                                      .wrote = true},
                             .time = now - m_status.runBegan});
    }
    if (std::exchange(m_surprisesSeen, stretch.surprises) != stretch.surprises)
        tellSurprise(m_surprise.tell(stretch.lastSurprise, now));
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
    if (m_status.state == ExchangeState::Waiting) {
        tryToJoin();
        return;
    }
    if (!m_party->isIntact()) {
        leave(ExchangeEnd::CutShort);
        return;
    }
    tellSurprise(m_surprise.look(Clock::now()));
    if (m_fullSpeed && m_lookTimer.interval() == 0)
        lookAtFigures();
    watchName();
    if (m_party)
        watchPeer();
}

void ExchangeWorker::watchName()
{
    const auto name = m_party->object().nameState(m_routineCalls);
    if (!name || *name == m_status.name)
        return;
    m_status.name = *name;
    // A name that is gone says nothing of a server that is seen to be there: some programs unlink what they only
    // opened.
    const bool isServerSeen =
        m_status.peer.state == Peer::State::Present && (m_status.peer.isShmlab || m_status.peer.process.has_value());
    if (m_settings.role == Role::Client && (*name == NameState::OtherObject || !isServerSeen))
        lostServer();
    else
        publish();
}

void ExchangeWorker::watchPeer()
{
    const Identity object = m_party->object().identity();
    if (const auto census = m_census.take(object))
        m_peerWatch->useCensus(m_routineCalls, *census);
    const Peer &peer = m_peerWatch->look(m_routineCalls, Clock::now());
    if (m_peerWatch->wantsCensus())
        m_census.start(object);
    const Peer before = std::exchange(m_status.peer, peer);
    if (m_settings.role == Role::Client && peer.state != before.state
        && (peer.state == Peer::State::Died || peer.state == Peer::State::Left)) {
        lostServer();
        return;
    }
    const auto pidOf = [](const Peer &of) { return of.process ? of.process->pid : 0; };
    const auto activityOf = [](const Peer &of) { return of.presence ? of.presence->activity : 0; };
    if (before.state != peer.state || before.condition != peer.condition || before.isShmlab != peer.isShmlab
        || pidOf(before) != pidOf(peer) || activityOf(before) != activityOf(peer)) {
        publish();
    }
}

void ExchangeWorker::look()
{
    showPage();
    if (m_fullSpeed)
        lookAtFigures();
}

void ExchangeWorker::showPage()
{
    if (m_party && m_lookTimer.interval() > 0)
        m_listener.pageSeen(std::span(m_page).first(m_party->copy(m_page)));
}

/// A client alone with an object whose server is gone must not go on as if it were connected.
void ExchangeWorker::lostServer()
{
    if (!m_settings.rejoins) {
        leave(ExchangeEnd::PeerGone);
        return;
    }
    m_joining.abandon(m_party->object().identity());
    m_stateOnceJoined = m_status.state == ExchangeState::Paused ? ExchangeState::Paused : ExchangeState::Running;
    release();
    m_status.end = ExchangeEnd::PeerGone;
    m_status.state = ExchangeState::Waiting;
    m_watchTimer.start(joinInterval);
    publish();
}

void ExchangeWorker::leave(ExchangeEnd end)
{
    release();
    m_endTimer.stop();
    m_status.state = ExchangeState::Idle;
    m_status.end = end;
    publish();
}

void ExchangeWorker::release()
{
    m_turnTimer.stop();
    m_watchTimer.stop();
    m_lookTimer.stop();
    leaveFullSpeed();
    m_peerWatch.reset();
    if (!m_party)
        return;
    if (m_party->isIntact())
        m_status.counters = m_party->counters();
    showPage();
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
