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

/// The outcome of a removal or of its undoing.
struct RemovalOutcome {
    int requested = 0;
    int done = 0;
    int withoutBackup = 0; ///< of those done
    QStringList failures{}; ///< error texts, the first three
};

/// Removes and restores objects on a thread of its own, one task at a time: an object may be large, another program may
/// block its opening, and there may be thousands. Used from the thread it lives in.
class Remover : public QObject {
    Q_OBJECT
public:
    explicit Remover(SystemCalls calls) : m_calls(calls), m_history(calls) { }
    /// Waits for the object that is being removed or restored.
    ~Remover() override;

    /// All three do nothing while busy. checked() follows.
    void checkReadable(ObjectReportPtr report);
    /// finished() follows.
    void remove(std::vector<ObjectReportPtr> reports, bool isForced);
    /// Restores all objects of the last remove(); finished() follows.
    void undo();
    /// Skips the objects that are left.
    void cancel() { m_thread.request_stop(); }

    [[nodiscard]] bool isBusy() const noexcept { return m_isBusy; }
    /// How many of its objects the task has processed.
    [[nodiscard]] int processedCount() const noexcept { return m_processedCount; }
    /// What undo() would restore; call it only while not busy.
    [[nodiscard]] const RemovalHistory &history() const noexcept { return m_history; }

Q_SIGNALS:
    /// Whether the bytes of the object can be read for a backup.
    void checked(const shmlab::ObjectReportPtr &report, bool isReadable);
    void finished(const shmlab::ui::RemovalOutcome &outcome);

private:
    /// Calls `process` `count` times; it returns an error text.
    void startBatch(int count, std::function<std::optional<QString>(int index, RemovalOutcome &outcome)> process);
    /// Runs `work` on the thread; the function that it returns is called afterwards on this object's thread.
    void start(std::function<std::function<void()>(const std::stop_token &stop)> work);
    void startThread();

    SystemCalls m_calls;
    RemovalHistory m_history; ///< used by the thread while busy
    std::atomic<int> m_processedCount = 0;
    bool m_isBusy = false;
    std::function<void(const std::stop_token &stop)> m_run; ///< what the thread does
    std::jthread m_thread;
};

} // namespace shmlab::ui
