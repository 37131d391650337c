// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/inspect_calls.h>

#include <atomic>
#include <thread>

namespace shmlab::test {

/// Counts the calls, those of the GUI thread also by themselves.
class ThreadObserver : public CallObserver {
public:
    void called(const CallRecord &record) override
    {
        if (std::this_thread::get_id() == m_gui)
            (record.call == Call::Close ? m_closesOfGui : m_callsOfGui).fetch_add(1);
        m_calls.fetch_add(1);
    }
    [[nodiscard]] int calls() const { return m_calls; }
    /// The calls of the thread that constructed this observer.
    [[nodiscard]] int callsOfGui() const { return m_callsOfGui + m_closesOfGui; }
    /// The same without close(2), which the end of a window makes.
    [[nodiscard]] int callsOfGuiButClose() const { return m_callsOfGui; }

private:
    const std::thread::id m_gui = std::this_thread::get_id();
    std::atomic<int> m_calls{0};
    std::atomic<int> m_callsOfGui{0};
    std::atomic<int> m_closesOfGui{0};
};

} // namespace shmlab::test
