// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/exchange_controller.h"

#include <utility>

namespace shmlab::ui {
namespace {

constexpr int batchesPerSecond = 30;

} // namespace

ExchangeController::ExchangeController(ExchangeSettings settings, SystemCalls calls, QObject *parent)
    : QObject(parent),
      m_settings(std::move(settings)),
      m_worker(new ExchangeWorker(m_feed, batchesPerSecond, calls.roots()))
{
    m_batchTimer.setSingleShot(true);
    m_batchTimer.setInterval(1000 / batchesPerSecond);
    connect(&m_batchTimer, &QTimer::timeout, this, &ExchangeController::batchReady);
    connect(&m_feed, &ExchangeFeed::dataAvailable, this, [this] { m_batchTimer.start(); }, Qt::QueuedConnection);

    m_thread.setObjectName(QStringLiteral("exchange"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(
        m_worker, &ExchangeWorker::statusChanged, this,
        [this](const ExchangeStatus &status) {
            m_status = status;
            Q_EMIT statusChanged(m_status);
        },
        Qt::QueuedConnection);
    m_thread.start();
}

ExchangeController::~ExchangeController()
{
    m_worker->cancel();
    m_thread.quit();
    m_thread.wait();
}

template <typename Slot>
void ExchangeController::onWorker(Slot slot)
{
    QMetaObject::invokeMethod(m_worker, std::move(slot), Qt::QueuedConnection);
}

void ExchangeController::start()
{
    if (m_status.state == RunState::Paused)
        onWorker([worker = m_worker] { worker->resume(); });
    else
        onWorker([worker = m_worker, settings = m_settings] { worker->start(settings); });
}

void ExchangeController::removeStaleAndStart()
{
    ExchangeSettings once = m_settings;
    once.replaceStale = true;
    onWorker([worker = m_worker, once] { worker->start(once); });
}

void ExchangeController::removeLeftover()
{
    onWorker([worker = m_worker] { worker->removeLeftover(); });
}

void ExchangeController::step()
{
    onWorker([worker = m_worker, settings = m_settings] { worker->step(settings); });
}

void ExchangeController::pause()
{
    onWorker([worker = m_worker] { worker->pause(); });
}

void ExchangeController::stop()
{
    onWorker([worker = m_worker] { worker->stop(); });
}

void ExchangeController::setPeriod(std::chrono::microseconds period)
{
    m_settings.period = period;
    onWorker([worker = m_worker, period] { worker->setPeriod(period); });
}

void ExchangeController::setTurns(TurnLimit turns)
{
    m_settings.turns = turns;
    onWorker([worker = m_worker, turns] { worker->setTurns(turns); });
}

void ExchangeController::setPace(Pace pace, WaitMode waitMode)
{
    m_settings.pace = pace;
    m_settings.waitMode = waitMode;
    onWorker([worker = m_worker, pace, waitMode] { worker->setPace(pace, waitMode); });
}

void ExchangeController::setRejoins(bool rejoins)
{
    m_settings.rejoins = rejoins;
    onWorker([worker = m_worker, rejoins] { worker->setRejoins(rejoins); });
}

} // namespace shmlab::ui
