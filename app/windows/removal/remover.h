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

enum class RemovalTask : std::uint8_t {
    Remove,
    Undo,
    PutBack, ///< of what an interrupted removal left under a quarantine name
};

/// The outcome of a task.
struct RemovalOutcome {
    RemovalTask task = RemovalTask::Remove;
    int requested = 0;
    std::vector<ObjectName> done{}; ///< the names that were removed, restored or put back
    int withoutBackup = 0; ///< of those removed
    int inFile = 0; ///< copies of those removed
    int dropped = 0; ///< backups of earlier removals that made room
    std::vector<Error> errors{}; ///< one for each that was not
    QStringList failures{}; ///< error texts, the first three
    QStringList incomplete{}; ///< what some of those restored lack, the first three
    int incompleteCount = 0;
    bool isCancelled = false;

    [[nodiscard]] int doneCount() const { return static_cast<int>(done.size()); }
};

/// An object with a quarantine name that is to be put back.
struct PutBackRequest {
    ObjectName quarantined;
    std::optional<ObjectName> newName{}; ///< instead of the one that it had
};

/// Examines, removes and restores objects on a thread of its own, one task at a time: an object may be large, another
/// program may block its opening, and there may be thousands. Used from the thread it lives in.
class Remover : public QObject {
    Q_OBJECT
public:
    explicit Remover(SystemCalls calls) : m_calls(calls), m_history(calls) { }
    /// Waits for the object that is being removed or restored.
    ~Remover() override;

    /// All four do nothing while busy. examined() follows, unless it was cancelled, and ended().
    /// Leaves out of a removal in bulk what the keep list keeps; that of a single object has it all the same.
    void examine(std::vector<ObjectReportPtr> reports, RemovalScope scope = RemovalScope::One);
    /// Creates `file`, if any of the objects is kept there; without it nothing is removed. finished() and ended()
    /// follow.
    void remove(RemovalPlan removal, const QString &file = {});
    /// Restores all objects of the last remove(); finished() and ended() follow.
    void undo();
    /// Gives objects with a quarantine name the name back that they had, or a new one; finished() and ended() follow.
    void putBack(std::vector<PutBackRequest> requests);
    /// Leaves the object that is being copied as it is, and skips those that are left.
    void cancel() { m_thread.request_stop(); }

    [[nodiscard]] bool isBusy() const noexcept { return m_isBusy; }
    /// From 0 to 1, by objects and by bytes.
    [[nodiscard]] double progress() const noexcept;
    /// What undo() would restore; call it only while not busy.
    [[nodiscard]] const RemovalHistory &history() const noexcept { return m_history; }

Q_SIGNALS:
    /// What a removal of them would keep.
    void examined(const shmlab::ui::RemovalPlan &plan);
    void finished(const shmlab::ui::RemovalOutcome &outcome);
    /// The task is over; emitted before the signal with its result.
    void ended();

private:
    /// What is done with each object of a task; a failure is its Error.
    using Step = std::function<Result<void>(int index, RemovalOutcome &outcome, const CopyProgress &progress)>;
    /// Calls `prepare`, which returns an error text, and then `step` `count` times.
    void startBatch(RemovalTask task, int count, qint64 bytes, std::function<QString()> prepare, Step step);
    /// Begins a batch of the history; an error text if the file cannot be created.
    [[nodiscard]] QString beginRemoval(const QString &file);
    /// Runs `work` on the thread; the function that it returns is called afterwards on this object's thread.
    void start(std::function<std::function<void()>(const std::stop_token &stop)> work);
    void startThread();
    void expect(int objects, qint64 bytes) noexcept;
    void countObject() noexcept;

    SystemCalls m_calls;
    RemovalHistory m_history; ///< used by the thread while busy
    std::atomic<qint64> m_doneUnits = 0; ///< bytes, and for each object as many as it costs without any
    qint64 m_allUnits = 1;
    bool m_isBusy = false;
    std::function<void(const std::stop_token &stop)> m_run; ///< what the thread does
    std::jthread m_thread;
};

} // namespace shmlab::ui
