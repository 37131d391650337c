// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/exchange_feed.h"
#include "wording/exchange_types.h"

#include <QObject>
#include <QThread>
#include <QTimer>

namespace shmlab::ui {

/// The GUI's side of an exchange: owns the worker and its thread, holds the status, and passes batches on at most 30
/// times a second. All members are for the GUI thread; only the destructor waits for the worker.
class ExchangeController : public QObject {
    Q_OBJECT
public:
    /// The roots of `calls` are those of the exchange.
    ExchangeController(ExchangeSettings settings, SystemCalls calls, QObject *parent = nullptr);
    /// Leaves the exchange in order and ends the thread.
    ~ExchangeController() override;

    [[nodiscard]] const ExchangeSettings &settings() const { return m_settings; }
    [[nodiscard]] const ExchangeStatus &status() const { return m_status; }
    /// Receives everything that the worker does. Tests may call it as well.
    [[nodiscard]] ExchangeListener &listener() { return m_feed; }
    /// Everything that happened since the last call.
    [[nodiscard]] FeedBatch takeBatch() { return m_feed.take(); }

public Q_SLOTS:
    /// Begins a run, or continues a paused one.
    void start();
    /// Begins a run and, this time only, removes a stale object that has the name.
    void removeStaleAndStart();
    /// Removes what a server that is gone left under the name, if no process uses it.
    void removeLeftover();
    /// Another object from the next run on.
    void setName(const shmlab::ObjectName &name) { m_settings.name = name; }
    void step();
    void pause();
    void stop();
    void setPeriod(std::chrono::microseconds period);
    void setTurns(shmlab::ui::TurnLimit turns);
    void setPace(shmlab::ui::Pace pace, shmlab::WaitMode waitMode);
    void setRejoins(bool rejoins);

Q_SIGNALS:
    void statusChanged(const shmlab::ui::ExchangeStatus &status);
    /// takeBatch() has something to return. Not emitted again until that has been called.
    void batchReady();

private:
    template <typename Slot>
    void onWorker(Slot slot);

    ExchangeSettings m_settings;
    ExchangeStatus m_status;
    ExchangeFeed m_feed;
    QTimer m_batchTimer;
    QThread m_thread;
    ExchangeWorker *m_worker; ///< lives in m_thread, deleted with it
};

} // namespace shmlab::ui
