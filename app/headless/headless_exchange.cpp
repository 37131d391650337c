// SPDX-License-Identifier: GPL-3.0-or-later
#include "headless/headless_exchange.h"

#include "command_line.h"
#include "exchange/error_text.h"
#include "exchange/evidence_text.h"
#include "exchange/status_text.h"
#include "models/format.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <array>
#include <cerrno>
#include <utility>

#include <poll.h>

namespace shmlab::ui {
namespace {

// Words of a machine-readable format: never translated.
QString endWord(ExchangeEnd end)
{
    switch (end) {
    case ExchangeEnd::Done: return QStringLiteral("done");
    case ExchangeEnd::Stopped: return QStringLiteral("interrupted");
    case ExchangeEnd::PeerGone: return QStringLiteral("peer-gone");
    case ExchangeEnd::CutShort: return QStringLiteral("cut-short");
    case ExchangeEnd::None:
    case ExchangeEnd::Failed: break;
    }
    return QStringLiteral("failed");
}

QString roleWord(Role role)
{
    return role == Role::Server ? QStringLiteral("server") : QStringLiteral("client");
}

/// The line of a window's status, its verdict first and the evidence below.
QString message(const StatusText &text)
{
    const QString line = text.verdict.isEmpty() ? text.text : text.verdict + QLatin1String(": ") + text.text;
    return QStringList(QStringList{line} + text.evidence).join(QStringLiteral("\nshmlab:   "));
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

HeadlessExchange::HeadlessExchange(ExchangeSettings settings, Form form, std::FILE *out, std::FILE *messages)
    : m_settings(std::move(settings)),
      m_form(form),
      m_out(out),
      m_messages(messages),
      m_worker(*this)
{
    connect(&m_worker, &ExchangeWorker::statusChanged, this, &HeadlessExchange::onStatus);
}

void HeadlessExchange::start()
{
    QTimer::singleShot(0, &m_worker, [this] {
        m_hasBegun = true;
        m_worker.start(m_settings);
    });
}

void HeadlessExchange::interrupt(int signal)
{
    m_signal = signal;
    if (m_hasBegun)
        m_worker.stop();
    else
        Q_EMIT finished(static_cast<int>(ExitCode::SignalBase) + signal);
}

void HeadlessExchange::turnMade(const TurnRecord &record)
{
    const Turn &turn = record.turn;
    if (m_form == Form::Json) {
        print(json({{QStringLiteral("role"), roleWord(m_settings.role)},
                    {QStringLiteral("turn"), static_cast<qint64>(turn.number)},
                    {QStringLiteral("own"), turn.own},
                    {QStringLiteral("other"), turn.other},
                    {QStringLiteral("wrote"), turn.wrote},
                    {QStringLiteral("time_s"), std::chrono::duration<double>(record.time).count()}}));
        return;
    }
    if (turn.wrote)
        print("I am taller. " + QByteArray::number(turn.own) + ", " + QByteArray::number(turn.other));
    print("Checking " + roleWord(otherRole(m_settings.role)).toLatin1() + ' ' + QByteArray::number(turn.number));
}

void HeadlessExchange::onStatus(const ExchangeStatus &status)
{
    if (status.state != ExchangeState::Idle) {
        tellChange(status);
        return;
    }
    const bool lostItsName = m_settings.role == Role::Server && status.name != NameState::SameObject;
    if (status.end != ExchangeEnd::Done || lostItsName)
        tellChange(status);
    printEnd(status);
    Q_EMIT finished(exitCode(status));
}

void HeadlessExchange::tellChange(const ExchangeStatus &status)
{
    // A surprise is told when it comes, not again while it lasts, and its end is no news.
    ExchangeStatus calm = status;
    calm.surprise = Surprise::None;
    const QString state = message(statusText(m_settings, calm));
    const bool isNewState = state != std::exchange(m_lastState, state);
    const bool isNewSurprise = status.surprise != Surprise::None && status.surprise != m_lastSurprise;
    m_lastSurprise = status.surprise;
    if (!isNewState && !isNewSurprise)
        return;
    const QString told = isNewSurprise ? message(statusText(m_settings, status)) : state;
    if (!waitUntilWritable(m_messages))
        return; // the signal that came is more urgent
    std::fprintf(m_messages, "shmlab: %s\n", told.toLocal8Bit().constData());
    std::fflush(m_messages);
}

void HeadlessExchange::printEnd(const ExchangeStatus &status)
{
    if (m_form == Form::Json) {
        QJsonObject end{{QStringLiteral("role"), roleWord(m_settings.role)},
                        {QStringLiteral("object"), format::text(m_settings.name)},
                        {QStringLiteral("turns"), static_cast<qint64>(status.turns)},
                        {QStringLiteral("server"), status.counters.server},
                        {QStringLiteral("client"), status.counters.client},
                        {QStringLiteral("end"), endWord(status.end)}};
        if (status.error)
            end.insert(QStringLiteral("error"), errorText(m_settings, status));
        if (status.judgement)
            end.insert(QStringLiteral("verdict"), verdictWord(status.judgement->verdict));
        if (const QStringList evidence = statusText(m_settings, status).evidence; !evidence.isEmpty())
            end.insert(QStringLiteral("evidence"), QJsonArray::fromStringList(evidence));
        print(json(end));
    } else if (status.end != ExchangeEnd::Failed) {
        print("Quit " + roleWord(m_settings.role).toLatin1() + ": " + QByteArray::number(status.counters.server) + ", "
              + QByteArray::number(status.counters.client));
    }
}

int HeadlessExchange::exitCode(const ExchangeStatus &status) const
{
    if (m_signal != 0)
        return static_cast<int>(ExitCode::SignalBase) + m_signal;
    if (status.end == ExchangeEnd::Done && !status.error && !m_isBroken)
        return static_cast<int>(ExitCode::Done);
    if (status.end == ExchangeEnd::Failed && status.error) {
        if (m_settings.role == Role::Client && status.error->isCallFailure(ENOENT))
            return static_cast<int>(ExitCode::NoSuchObject);
        if (status.error->isCallFailure(EEXIST) || status.error->problem == Problem::RoleTaken)
            return static_cast<int>(ExitCode::NameTaken);
    }
    return static_cast<int>(ExitCode::Failed);
}

void HeadlessExchange::print(const QByteArray &line)
{
    if (m_isBroken)
        return;
    if (!waitUntilWritable(m_out)) {
        m_isBroken = true; // the signal that came ends it
        return;
    }
    const bool isPrinted = std::fputs((line + '\n').constData(), m_out) >= 0 && std::fflush(m_out) == 0;
    if (!isPrinted) {
        m_isBroken = true;
        QTimer::singleShot(0, &m_worker, &ExchangeWorker::stop);
    }
}

/// Waits for the reader of a stream, but not when a signal came: a full pipe must not keep a name alive.
bool HeadlessExchange::waitUntilWritable(std::FILE *stream) const
{
    std::array<pollfd, 2> wanted{pollfd{.fd = ::fileno(stream), .events = POLLOUT, .revents = 0},
                                 pollfd{.fd = m_interrupt, .events = POLLIN, .revents = 0}};
    const int patience = m_signal != 0 ? 0 : -1; // what came before has emptied the descriptor
    while (::poll(wanted.data(), wanted.size(), patience) < 0 && errno == EINTR) { }
    return wanted[0].revents != 0;
}

} // namespace shmlab::ui
