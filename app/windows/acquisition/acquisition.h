// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/inspect_calls.h>

#include <QObject>
#include <QPointer>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace shmlab::ui {

/// One thread that makes the system calls of the panels, so that the GUI thread makes none that can block: opening,
/// reading and getting the size of objects. Callers keep at most one request under way, so nothing piles up.
class Acquisition : public QObject {
    Q_OBJECT
public:
    explicit Acquisition(InspectCalls calls, QObject *parent = nullptr);
    /// Waits for the work that is running; what is still queued is dropped.
    ~Acquisition() override;

    [[nodiscard]] const InspectCalls &calls() const { return m_calls; }

    /// Calls `work(calls)` on the thread, after all work queued earlier, then `done(result)` on the thread of this
    /// object, unless `context` has been deleted meanwhile. Work must end within some milliseconds: longer work must be
    /// split into parts.
    template <typename Work, typename Done>
    void run(QObject *context, Work work, Done done)
    {
        enqueue([this, guard = QPointer<QObject>(context), work = std::move(work), done = std::move(done)]() mutable {
            auto deliver = [guard = std::move(guard), done = std::move(done), result = work(m_calls)]() mutable {
                if (guard)
                    done(std::move(result));
            };
            QMetaObject::invokeMethod(this, std::move(deliver), Qt::QueuedConnection);
        });
    }

private:
    void enqueue(std::function<void()> job);
    void start();
    void runJobs(const std::stop_token &stop);

    InspectCalls m_calls;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<std::function<void()>> m_jobs;
    std::jthread m_thread; ///< last, so that it ends before what it uses
};

} // namespace shmlab::ui
