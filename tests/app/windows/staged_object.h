// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "event_loop_gap.h"
#include "staged_machine.h"
#include "windows/acquisition/acquisition.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
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

/// A machine with one object that no process uses. It reads nothing of the real one.
class StagedObject : public StagedMachine {
public:
    explicit StagedObject(off_t sizeBytes = 4096)
    {
        setProcesses(m_proc);
        leave(name, sizeBytes, {});
    }

    [[nodiscard]] InspectCalls calls() const { return InspectCalls(&observer, roots()); }
    [[nodiscard]] std::string path() const { return StagedMachine::path(name); }
    void write(std::string_view bytes, off_t at = 0) const { StagedMachine::write(name, bytes, at); }
    /// As much of it as lies inside the object.
    void put(off_t at, std::int32_t value) const
    {
        const auto left = static_cast<std::size_t>(std::max<off_t>(0, status(name).sizeBytes - at));
        write(std::string_view(reinterpret_cast<const char *>(&value), sizeof value).substr(0, left), at);
    }
    void resize(off_t bytes) const { QCOMPARE(::truncate(path().c_str(), bytes), 0); }
    void remove() const { StagedMachine::remove(name); }
    /// Another object under the name.
    void replace(std::string_view text = {}) const
    {
        remove();
        leave(name, 4096, text);
    }
    [[nodiscard]] ObjectReportPtr report() const { return StagedMachine::report(name); }

    const ObjectName name = *ObjectName::parse("/staged");
    mutable ThreadObserver observer;
    ui::Acquisition acquisition{calls()};

private:
    const FakeProc m_proc;
};

} // namespace shmlab::test
