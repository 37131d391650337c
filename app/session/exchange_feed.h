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

/// What a log keeps: older entries give way. The feed holds as many, so it loses nothing that the log would have kept.
inline constexpr std::size_t maxLoggedTurns = 100'000;
inline constexpr std::size_t maxLoggedCalls = 10'000;

struct ObservedCall {
    CallRecord record;
    bool isRoutine = false;
};

/// All that came since the last look.
struct FeedBatch {
    bool isNewRun = false; ///< the entries are of a run that began since
    std::deque<TurnRecord> turns;
    std::deque<ObservedCall> calls;
    std::vector<std::byte> page; ///< the latest; empty when there is no newer one
    std::optional<FullSpeedStats> stats; ///< the latest
};

/// Bounded mailbox between a worker's thread and the window's. The worker fills it, the window empties it when it
/// pleases, neither waits for the other longer than a copy takes.
class ExchangeFeed : public QObject, public ExchangeListener {
    Q_OBJECT
public:
    void runStarted() override;
    void turnCompleted(const TurnRecord &record) override;
    void callCompleted(const CallRecord &record, bool isRoutine) override;
    void pageUpdated(std::span<const std::byte> page) override;
    void statsUpdated(const FullSpeedStats &stats) override;

    /// Everything so far; the mailbox is empty afterwards. Any thread.
    [[nodiscard]] FeedBatch take();

Q_SIGNALS:
    /// There is something to take. Sent once, on the worker's thread, until it has been taken.
    void dataAvailable();

private:
    void announce();

    std::mutex m_mutex;
    FeedBatch m_batch;
    std::vector<std::byte> m_lastPage;
    std::atomic<bool> m_isAnnounced{false};
};

} // namespace shmlab::ui
