// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/headless_exchange.h"

#include "cli/terminal.h"
#include "wording/exchange_json.h"
#include "wording/status_text.h"

#include <QTimer>

#include <utility>

#include <unistd.h>

namespace shmlab::ui {
namespace {

/// The line of a window's status, its verdict first and the evidence below.
QString message(const StatusText &text)
{
    const QString line = text.verdict.isEmpty() ? text.text : text.verdict + QLatin1String(": ") + text.text;
    return QStringList(QStringList{line} + text.evidence).join(QStringLiteral("\nshmlab:   "));
}

QByteArray nanoseconds(std::chrono::duration<double, std::nano> time)
{
    const bool isShort = time < std::chrono::microseconds(10);
    return isShort ? QByteArray::number(time.count(), 'f', 1) + " ns"
                   : QByteArray::number(time.count() / 1000, 'f', 1) + " us";
}

} // namespace

HeadlessExchange::HeadlessExchange(const RunExchange &command)
    : m_settings(command.settings),
      m_isJson(command.isJson),
      m_worker(*this, m_settings.pace == Pace::FullSpeed ? 1 : 0, SystemRoots::real())
{
    connect(&m_worker, &ExchangeWorker::statusChanged, this, &HeadlessExchange::onStatus);
}

void HeadlessExchange::start()
{
    QTimer::singleShot(0, &m_worker, [this] {
        m_isStarted = true;
        m_worker.start(m_settings);
    });
}

void HeadlessExchange::interrupt(int signal)
{
    m_signal = signal;
    if (m_isStarted)
        m_worker.stop();
    else
        Q_EMIT finished(static_cast<int>(signalExitCode(signal)));
}

void HeadlessExchange::turnCompleted(const TurnRecord &record)
{
    if (m_settings.pace == Pace::FullSpeed)
        return; // there are millions per second
    if (m_isJson) {
        printLine(turnJson(m_settings.role, record));
        return;
    }
    const Turn &turn = record.turn;
    if (turn.wrote)
        printLine("I am taller. " + QByteArray::number(turn.own) + ", " + QByteArray::number(turn.peer));
    printLine("Checking " + roleName(peerRoleOf(m_settings.role)) + ' ' + QByteArray::number(turn.number));
}

void HeadlessExchange::statsUpdated(const FullSpeedStats &stats, bool /*isRunning*/)
{
    const FullSpeedStats before = std::exchange(m_figures, stats);
    const double seconds = std::chrono::duration<double>(stats.elapsed - before.elapsed).count();
    if (seconds < 0.5) // the figures at the end, or at the beginning
        return;
    const double perSecond = static_cast<double>(stats.handOvers - before.handOvers) / seconds;
    FullSpeedStats latest = stats;
    latest.roundTrips -= before.roundTrips;
    if (m_isJson) {
        printLine(statsJson(m_settings.role, latest, perSecond));
        return;
    }
    printLine(QByteArray::number(std::chrono::duration<double>(stats.elapsed).count(), 'f', 1)
              + " s: " + QByteArray::number(qRound64(perSecond)) + " hand-overs a second, one way p50 "
              + nanoseconds(latest.oneWay(0.5)) + ", p99 " + nanoseconds(latest.oneWay(0.99)));
}

/// The result of a run at full speed.
void HeadlessExchange::printStats()
{
    const FullSpeedStats &all = m_figures;
    const double seconds = std::chrono::duration<double>(all.elapsed).count();
    const auto share = [&](std::chrono::nanoseconds part) {
        const double of =
            all.elapsed.count() > 0 ? static_cast<double>(part.count()) / static_cast<double>(all.elapsed.count()) : 0;
        return QByteArray::number(100 * of, 'f', 1) + " %";
    };
    printLine("Hand-overs: " + QByteArray::number(all.handOvers) + " in " + QByteArray::number(seconds, 'f', 3) + " s, "
              + QByteArray::number(seconds > 0 ? qRound64(static_cast<double>(all.handOvers) / seconds) : 0)
              + " a second; out of order: " + QByteArray::number(all.outOfOrder));
    printLine("One way: p50 " + nanoseconds(all.oneWay(0.5)) + ", p90 " + nanoseconds(all.oneWay(0.9)) + ", p99 "
              + nanoseconds(all.oneWay(0.99)) + ", p99.9 " + nanoseconds(all.oneWay(0.999)) + ", max "
              + nanoseconds(std::chrono::duration<double, std::nano>(all.roundTrips.maximum()) / 2));
    printLine("Time: polling " + share(all.elapsed - all.sleeping - all.waking) + ", sleeping " + share(all.sleeping)
              + " (" + QByteArray::number(all.sleeps) + " times), waking the peer " + share(all.waking) + " ("
              + QByteArray::number(all.wakeUps) + " times)");
    printLine("Reading the clock costs " + nanoseconds(clockCost()) + ", once per hand-over, while the number travels");
}

void HeadlessExchange::onStatus(const ExchangeStatus &status)
{
    if (status.state != RunState::Idle) {
        printStatusChange(status);
        return;
    }
    const bool isNameLost = m_settings.role == Role::Server && status.name != NameState::SameObject;
    if (status.end != ExchangeEnd::Done || isNameLost)
        printStatusChange(status);
    printEnd(status);
    Q_EMIT finished(static_cast<int>(exitCode(status)));
}

void HeadlessExchange::printStatusChange(const ExchangeStatus &status)
{
    // An anomaly is printed when it occurs, not again while it lasts; its end is not printed.
    ExchangeStatus withoutAnomaly = status;
    withoutAnomaly.anomaly = CounterAnomaly::None;
    const QString state = message(statusText(m_settings, withoutAnomaly));
    const bool isNewState = state != std::exchange(m_lastState, state);
    const bool isNewAnomaly = status.anomaly != CounterAnomaly::None && status.anomaly != m_lastAnomaly;
    m_lastAnomaly = status.anomaly;
    if (!isNewState && !isNewAnomaly)
        return;
    const QString told = isNewAnomaly ? message(statusText(m_settings, status)) : state;
    if (waitUntilWritable(STDERR_FILENO)) // otherwise a signal has arrived, which is handled first
        printMessage(told);
}

void HeadlessExchange::printEnd(const ExchangeStatus &status)
{
    if (m_isJson) {
        const bool isFullSpeed = m_settings.pace == Pace::FullSpeed;
        printLine(endJson(m_settings, status, m_figures, isFullSpeed ? clockCost() : decltype(clockCost()){}));
    } else if (status.end != ExchangeEnd::Failed) {
        printLine("Quit " + roleName(m_settings.role) + ": " + QByteArray::number(status.counters.server) + ", "
                  + QByteArray::number(status.counters.client));
        if (m_settings.pace == Pace::FullSpeed)
            printStats();
    }
}

ExitCode HeadlessExchange::exitCode(const ExchangeStatus &status) const
{
    if (m_signal != 0)
        return signalExitCode(m_signal);
    if (status.end == ExchangeEnd::Done && !status.error && !m_isOutputClosed)
        return ExitCode::Done;
    if (status.end == ExchangeEnd::Failed && status.error) {
        if (m_settings.role == Role::Client && status.error->isCallFailure(ENOENT))
            return ExitCode::NoSuchObject;
        if (status.error->isCallFailure(EEXIST) || status.error->problem == Problem::RoleTaken)
            return ExitCode::NameTaken;
    }
    return ExitCode::Failed;
}

void HeadlessExchange::printLine(const QByteArray &line)
{
    if (m_isOutputClosed)
        return;
    const bool isWritable = waitUntilWritable(STDOUT_FILENO);
    m_isOutputClosed = !isWritable || print(line + '\n') != ExitCode::Done;
    if (isWritable && m_isOutputClosed) // otherwise the signal that arrived ends the exchange
        QTimer::singleShot(0, &m_worker, &ExchangeWorker::stop);
}

/// Waits for the reader of a stream, unless a signal has arrived: a full pipe must not keep the object's name alive.
bool HeadlessExchange::waitUntilWritable(int descriptor) const
{
    const bool mayWait = m_signal == 0; // the descriptor of a signal that was received is empty
    return ui::waitUntilWritable(descriptor, m_interrupt, mayWait);
}

} // namespace shmlab::ui
