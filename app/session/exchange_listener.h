// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <cstddef>
#include <span>

namespace shmlab::ui {

/// Receives everything that an exchange's worker does, on the worker's thread; must return quickly.
class ExchangeListener {
public:
    virtual ~ExchangeListener() = default;
    virtual void runStarted() = 0;
    virtual void turnCompleted(const TurnRecord &record) = 0;
    /// Of every kind but Turn. In the order of time together with the turns.
    virtual void counterChanged(const TurnRecord &record) = 0;
    /// `isRoutine`: one of the checks that are repeated several times a second.
    virtual void callCompleted(const CallRecord &record, bool isRoutine) = 0;
    virtual void pageUpdated(std::span<const std::byte> page) = 0;
    /// The sums of all full-speed stretches of this run. `isRunning`: one of them is under way.
    virtual void statsUpdated(const FullSpeedStats &stats, bool isRunning) = 0;
};

/// Passes the system calls of core on to a listener.
class CallReporter : public CallObserver {
public:
    CallReporter(ExchangeListener &listener, bool isRoutine) : m_listener(listener), m_isRoutine(isRoutine) { }
    void called(const CallRecord &record) override { m_listener.callCompleted(record, m_isRoutine); }

private:
    ExchangeListener &m_listener;
    bool m_isRoutine;
};

} // namespace shmlab::ui
