// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "event_loop_gap.h"
#include "staged_machine.h"
#include "thread_observer.h"
#include "windows/acquisition/acquisition.h"

#include <algorithm>
#include <cstdint>

namespace shmlab::test {

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
