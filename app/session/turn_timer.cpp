// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/turn_timer.h"

#include <algorithm>
#include <thread>

namespace shmlab::ui {

TurnTimer::TurnTimer()
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &TurnTimer::fire);
}

void TurnTimer::startNow(std::chrono::microseconds period)
{
    m_schedule.start(Clock::now(), period);
    fire();
}

void TurnTimer::startAfterOne(std::chrono::microseconds period)
{
    m_schedule.start(Clock::now() + period, period);
    wait();
}

void TurnTimer::advance()
{
    m_schedule.advance(Clock::now());
    wait();
}

void TurnTimer::wait()
{
    const auto rest = std::max<Clock::duration>(m_schedule.due() - Clock::now(), {});
    m_timer.start(std::chrono::floor<std::chrono::milliseconds>(rest));
}

/// The timer ends up to a millisecond early; the rest is slept here, on the worker's own thread.
void TurnTimer::fire()
{
    std::this_thread::sleep_until(m_schedule.due());
    Q_EMIT due();
}

} // namespace shmlab::ui
