// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake_roots.h"
#include "windows/acquisition/acquisition.h"

#include <shmlab/inspect/object_report.h>

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <thread>

namespace shmlab::test {

/// Reports each call to a test, from any thread.
class ThreadObserver : public CallObserver {
public:
    void called(const CallRecord &) override
    {
        if (std::this_thread::get_id() == m_gui)
            m_callsOfGui.fetch_add(1);
        m_calls.fetch_add(1);
    }
    [[nodiscard]] int calls() const { return m_calls; }
    /// The calls of the thread that constructed this observer.
    [[nodiscard]] int callsOfGui() const { return m_callsOfGui; }

private:
    const std::thread::id m_gui = std::this_thread::get_id();
    std::atomic<int> m_calls{0};
    std::atomic<int> m_callsOfGui{0};
};

/// A staged machine with one object of a page that no process uses. Reads nothing of the real machine.
class StagedObject {
public:
    explicit StagedObject(off_t sizeBytes = 4096) { folder.create(fileName(), sizeBytes); }

    [[nodiscard]] std::string fileName() const { return name.bytes().substr(1); }
    [[nodiscard]] std::string path() const { return folder.pathOf(fileName()); }
    void write(std::string_view bytes, off_t at = 0) const { folder.write(fileName(), bytes, at); }
    /// Writes the part that lies inside the object.
    void put(off_t at, std::int32_t value) const
    {
        const auto left = static_cast<std::size_t>(std::max<off_t>(0, folder.stat(fileName()).st_size - at));
        write(std::string_view(reinterpret_cast<const char *>(&value), sizeof value).substr(0, left), at);
    }
    void resize(off_t bytes) const { QCOMPARE(::truncate(path().c_str(), bytes), 0); }
    void remove() const { folder.remove(fileName()); }
    /// Creates another object under the name.
    void replace(std::string_view text = {}) const
    {
        remove();
        folder.create(fileName(), 4096, text);
    }
    [[nodiscard]] ObjectReportPtr report() const { return report(fileName()); }
    [[nodiscard]] ObjectReportPtr report(const std::string &file) const
    {
        auto report = std::make_shared<ObjectReport>();
        report->name = file;
        report->usage.status = *statusOf(InspectCalls(roots), *ObjectName::parse(file));
        return report;
    }

    const ObjectName name = *ObjectName::parse("/staged");
    const ObjectFolder folder;
    const SystemRoots roots{folder.path(), folder.pathOf("missing")};
    ThreadObserver observer;
    const InspectCalls calls{&observer, roots};
    ui::Acquisition acquisition{calls};
};

/// Measures, during its lifetime, the longest time for which the event loop did not run.
class EventLoopGap : public QObject {
public:
    EventLoopGap()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] { m_maximum = std::max(m_maximum, m_clock.restart()); });
        m_clock.start();
        m_timer.start(std::chrono::milliseconds{5});
    }
    /// In milliseconds.
    [[nodiscard]] qint64 maximum() const { return std::max(m_maximum, m_clock.elapsed()); }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_maximum = 0;
};

} // namespace shmlab::test
