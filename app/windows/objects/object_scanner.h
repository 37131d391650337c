// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_monitor.h>
#include <shmlab/inspect/shm_directory.h>

#include <QDateTime>
#include <QObject>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace shmlab::ui {

/// The result of one scan, apart from the changes.
struct ScanSummary {
    std::optional<int> hiddenProcesses = 0; ///< nothing: their number is not known
    bool isSystemWide = true;
    std::optional<ShmDirectory> directory{};
    std::optional<Error> error{};
    std::vector<std::string> transientNames{}; ///< as in ObjectMonitor
    std::chrono::nanoseconds duration{0};
};

/// Scans all objects again and again, on a thread of its own, and keeps what changed until it is taken. The next scan
/// begins only when all of the last one has been taken, so that nothing piles up. Its functions may be called from any
/// thread.
class ObjectScanner : public QObject {
    Q_OBJECT
public:
    explicit ObjectScanner(InspectCalls calls);
    /// How long a window may take to end. The thread stops after the call in progress, of which each is short.
    static constexpr std::chrono::seconds endingBudget{1};
    /// Waits for the thread, for no longer than endingBudget.
    ~ObjectScanner() override;

    void start();
    /// From the end of one scan to the beginning of the next.
    void setInterval(std::chrono::milliseconds interval);
    void setPaused(bool isPaused);
    /// Scans now, even while paused.
    void scanNow();

    /// At most `most` changes, oldest first. A summary follows once the last change of its scan has been taken.
    [[nodiscard]] std::vector<ObjectChange> take(std::size_t most);
    [[nodiscard]] bool hasMore() const;
    [[nodiscard]] std::optional<ScanSummary> takeSummary();
    /// The start of the scan whose result is taken next.
    [[nodiscard]] QDateTime scanStart() const;

Q_SIGNALS:
    /// A result can be taken; emitted once until it is. From the scanner's thread.
    void ready();

private:
    void run(const std::stop_token &stop);
    void scan(const std::stop_token &stop);
    void add(std::vector<ObjectChange> changes);
    /// Stores a result under the mutex, and emits ready() if necessary.
    template <typename Store>
    void publish(Store store);

    ObjectMonitor m_monitor;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<ObjectChange> m_changes;
    std::optional<ScanSummary> m_summary;
    QDateTime m_scanStart;
    std::chrono::milliseconds m_interval{1000};
    bool m_isPaused = false;
    bool m_isScanRequested = false;
    bool m_isAnnounced = false;
    std::jthread m_thread; ///< last, so that it ends before what it uses
};

} // namespace shmlab::ui
