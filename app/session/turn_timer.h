// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/turn_schedule.h"

#include <QObject>
#include <QTimer>

namespace shmlab::ui {

/// Fires when a turn is due, to the microsecond. Needs an event loop.
class TurnTimer : public QObject {
    Q_OBJECT
public:
    TurnTimer();

    /// The first turn is due before this returns, the next one after advance().
    void startNow(std::chrono::microseconds period);
    /// The first turn is due when one period has passed.
    void startAfterOne(std::chrono::microseconds period);
    /// Waits for the next turn.
    void advance();
    void stop() { m_timer.stop(); }
    [[nodiscard]] bool isActive() const { return m_timer.isActive(); }

Q_SIGNALS:
    void due();

private:
    void wait();
    void fire();

    TurnSchedule m_schedule;
    QTimer m_timer; ///< single shot
};

} // namespace shmlab::ui
