// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/exchange_worker.h"

#include <QObject>

#include <atomic>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace shmlab::ui {

/// Capacities of the logs; older entries are dropped. The feed holds as many entries, so it drops nothing that a log
/// would keep.
inline constexpr std::size_t maxLoggedTurns = 100'000;
inline constexpr std::size_t maxLoggedCalls = 10'000;

struct ObservedCall {
    CallRecord record;
    bool isRoutine = false;
};

/// Everything since the last take().
struct FeedBatch {
    bool isNewRun = false; ///< the entries are of a run that began since then
    std::deque<TurnRecord> turns; ///< of every kind, in the order of time
    std::deque<ObservedCall> calls;
    std::vector<std::byte> page; ///< the latest; empty if it has not changed
    std::optional<FullSpeedStats> stats; ///< the latest
    bool isFullSpeed = false; ///< a stretch was under way at the time of `stats`
};

/// Bounded mailbox between a worker's thread and the GUI thread. Neither waits for the other longer than a copy takes.
class ExchangeFeed : public QObject, public ExchangeListener {
    Q_OBJECT
public:
    void runStarted() override;
    void turnCompleted(const TurnRecord &record) override;
    void counterChanged(const TurnRecord &record) override { turnCompleted(record); }
    void callCompleted(const CallRecord &record, bool isRoutine) override;
    void pageUpdated(std::span<const std::byte> page) override;
    void statsUpdated(const FullSpeedStats &stats, bool isRunning) override;

    /// Empties the mailbox. Any thread.
    [[nodiscard]] FeedBatch take();

Q_SIGNALS:
    /// The mailbox is no longer empty. Emitted on the worker's thread, once per take().
    void dataAvailable();

private:
    void announce();

    std::mutex m_mutex;
    FeedBatch m_batch;
    std::vector<std::byte> m_lastPage;
    std::atomic<bool> m_isAnnounced{false};
};

} // namespace shmlab::ui
