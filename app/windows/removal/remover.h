// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/removal/removal_history.h"

#include <QObject>
#include <QStringList>

#include <atomic>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

namespace shmlab::ui {

/// How a removal or its undoing went.
struct RemovalOutcome {
    int requested = 0;
    int done = 0;
    int withoutBackup = 0; ///< of those done
    QStringList failures{}; ///< in words, the first few
};

/// Removes objects and puts them back on a thread of its own, one task at a time: an object may be large, and there may
/// be thousands. Used from the thread it lives in.
class Remover : public QObject {
    Q_OBJECT
public:
    explicit Remover(SystemCalls calls = {}, QObject *parent = nullptr) : QObject(parent), m_history(calls) { }
    /// Waits for the object that is being removed or put back.
    ~Remover() override;

    /// Both do nothing while busy().
    void remove(std::vector<ObjectReportPtr> reports, bool isForced);
    /// Puts back what was removed in one go.
    void undo();
    /// The objects that are left stay as they are.
    void cancel() { m_thread.request_stop(); }

    [[nodiscard]] bool isBusy() const noexcept { return m_isBusy; }
    /// How many of its objects the task has dealt with.
    [[nodiscard]] int processedCount() const noexcept { return m_processedCount; }
    /// What undo() would put back; to be asked while not busy.
    [[nodiscard]] const RemovalHistory &history() const noexcept { return m_history; }

Q_SIGNALS:
    void finished(const shmlab::ui::RemovalOutcome &outcome);

private:
    /// Calls `deal` `count` times; its failures are told in words.
    void start(int count, std::function<std::optional<QString>(int index, RemovalOutcome &outcome)> deal);
    void end(const RemovalOutcome &outcome);

    RemovalHistory m_history; ///< the thread's while busy
    std::atomic<int> m_processedCount = 0;
    bool m_isBusy = false;
    std::jthread m_thread;
};

} // namespace shmlab::ui
