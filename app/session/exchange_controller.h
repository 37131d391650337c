// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/exchange_feed.h"
#include "wording/exchange_types.h"

#include <QObject>
#include <QThread>
#include <QTimer>

namespace shmlab::ui {

/// The window's side of an exchange: owns the worker and its thread, holds the one state, passes batches on at most
/// 30 times a second. All members are for the GUI thread and never wait for the worker, except the destructor.
class ExchangeController : public QObject {
    Q_OBJECT
public:
    explicit ExchangeController(ExchangeSettings settings, QObject *parent = nullptr);
    /// Leaves the exchange properly and ends the thread.
    ~ExchangeController() override;

    [[nodiscard]] const ExchangeSettings &settings() const { return m_settings; }
    [[nodiscard]] const ExchangeStatus &status() const { return m_status; }
    /// Told of all that the worker does; tests tell it more.
    [[nodiscard]] ExchangeListener &listener() { return m_feed; }
    /// All that happened since it was called last.
    [[nodiscard]] FeedBatch takeBatch() { return m_feed.take(); }

public Q_SLOTS:
    /// From Idle: begins; from Paused: goes on.
    void start();
    /// Removes the stale object that is in the way, once, and begins.
    void removeStaleAndStart();
    void step();
    void pause();
    void stop();
    void setPeriod(std::chrono::microseconds period);
    void setTurns(shmlab::ui::TurnLimit turns);
    void setPace(shmlab::ui::Pace pace, shmlab::WaitMode waitMode);
    void setRejoins(bool rejoins);

Q_SIGNALS:
    void statusChanged(const shmlab::ui::ExchangeStatus &status);
    /// There is something for takeBatch(). Not sent again until it has been taken.
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
