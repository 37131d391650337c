// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/acquisition/acquisition.h"

#include <QTimer>

#include <chrono>
#include <system_error>

namespace shmlab::ui {

Acquisition::Acquisition(InspectCalls calls, QObject *parent) : QObject(parent), m_calls(calls) { }

Acquisition::~Acquisition()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void Acquisition::enqueue(std::function<void()> job)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
    start();
}

/// If no thread can be started now, the work waits until one can.
void Acquisition::start()
{
    if (m_thread.joinable())
        return;
    try {
        m_thread = std::jthread([this](const std::stop_token &stop) { runJobs(stop); });
    } catch (const std::system_error &) {
        QTimer::singleShot(std::chrono::seconds{1}, this, &Acquisition::start);
    }
}

void Acquisition::runJobs(const std::stop_token &stop)
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        (void)m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); });
        if (stop.stop_requested())
            return;
        const std::function<void()> job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
    }
}

} // namespace shmlab::ui
