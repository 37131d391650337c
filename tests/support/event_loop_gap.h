// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace shmlab::test {

/// The longest time for which the event loop did not run, while it lives.
class EventLoopGap : public QObject {
public:
    EventLoopGap()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] { m_maximum = std::max(m_maximum, m_clock.restart()); });
        m_clock.start();
        m_timer.start(std::chrono::milliseconds{5});
    }
    [[nodiscard]] qint64 milliseconds() const { return std::max(m_maximum, m_clock.elapsed()); }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_maximum = 0;
};

} // namespace shmlab::test
