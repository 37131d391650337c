// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/object_scanner.h"

#include "session/owner_lookup.h"

#include <shmlab/exchange/exchange_state.h>

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

namespace shmlab::ui {

template <typename Store>
void ObjectScanner::publish(Store store)
{
    bool isAnnounced = false;
    {
        const std::scoped_lock lock(m_mutex);
        store();
        isAnnounced = std::exchange(m_isAnnounced, true);
    }
    if (!isAnnounced) // without the mutex: a slot may call this object
        Q_EMIT ready();
}

ObjectScanner::ObjectScanner(InspectCalls calls) : m_monitor(calls, probeExchange) { }

ObjectScanner::~ObjectScanner()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void ObjectScanner::start()
{
    try {
        m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
    } catch (const std::system_error &error) {
        publish(
            [&] { m_summary = ScanSummary{.error = Error{.call = Call::Clone, .errorNumber = error.code().value()}}; });
    }
}

void ObjectScanner::setInterval(std::chrono::milliseconds interval)
{
    const std::scoped_lock lock(m_mutex);
    m_interval = interval;
    m_wake.notify_all();
}

void ObjectScanner::setPaused(bool isPaused)
{
    const std::scoped_lock lock(m_mutex);
    m_isPaused = isPaused;
    m_wake.notify_all();
}

void ObjectScanner::scanNow()
{
    const std::scoped_lock lock(m_mutex);
    m_isScanRequested = true;
    m_wake.notify_all();
}

std::vector<ObjectChange> ObjectScanner::take(std::size_t most)
{
    const std::scoped_lock lock(m_mutex);
    m_isAnnounced = most < m_changes.size(); // the caller calls again for the rest
    const auto count = static_cast<std::ptrdiff_t>(std::min(most, m_changes.size()));
    std::vector<ObjectChange> taken(std::move_iterator(m_changes.begin()),
                                    std::move_iterator(m_changes.begin() + count));
    m_changes.erase(m_changes.begin(), m_changes.begin() + count);
    m_wake.notify_all();
    return taken;
}

bool ObjectScanner::hasMore() const
{
    const std::scoped_lock lock(m_mutex);
    return !m_changes.empty();
}

std::optional<ScanSummary> ObjectScanner::takeSummary()
{
    const std::scoped_lock lock(m_mutex);
    if (!m_changes.empty())
        return {};
    m_wake.notify_all();
    return std::exchange(m_summary, {});
}

QDateTime ObjectScanner::scanStart() const
{
    const std::scoped_lock lock(m_mutex);
    return m_scanStart;
}

void ObjectScanner::run(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        scan(stop);
        std::unique_lock lock(m_mutex);
        const auto isTaken = [this] { return m_changes.empty() && !m_summary; };
        m_wake.wait(lock, stop, isTaken);
        const auto scannedAt = std::chrono::steady_clock::now();
        while (!stop.stop_requested() && !std::exchange(m_isScanRequested, false)) {
            const auto due = scannedAt + m_interval;
            if (!m_isPaused && std::chrono::steady_clock::now() >= due)
                break;
            if (m_isPaused)
                m_wake.wait(lock, stop, [this] { return m_isScanRequested || !m_isPaused; });
            else
                m_wake.wait_until(lock, stop, due, [this, due, scannedAt] {
                    return m_isScanRequested || m_isPaused || scannedAt + m_interval != due;
                });
        }
    }
}

void ObjectScanner::scan(const std::stop_token &stop)
{
    const auto begin = std::chrono::steady_clock::now();
    {
        const std::scoped_lock lock(m_mutex);
        m_scanStart = QDateTime::currentDateTime();
    }
    const auto result = m_monitor.refresh([this](std::vector<ObjectChange> changes) { add(std::move(changes)); }, stop);
    ScanSummary summary{.hiddenProcesses =
                            m_monitor.isHiddenCountKnown() ? std::optional(m_monitor.hiddenProcesses()) : std::nullopt,
                        .isSystemWide = m_monitor.isSystemWide()};
    if (!result)
        summary.error = result.error();
    if (const auto directory = inspectShmDirectory(m_monitor.calls()))
        summary.directory = *directory;
    summary.transientNames = m_monitor.transientNames();
    summary.duration = std::chrono::steady_clock::now() - begin;
    publish([&] { m_summary = std::move(summary); });
}

void ObjectScanner::add(std::vector<ObjectChange> changes)
{
    for (const ObjectChange &change : changes) {
        if (change.now)
            lookUpOwners(*change.now);
    }
    publish([&] { std::ranges::move(changes, std::back_inserter(m_changes)); });
}

} // namespace shmlab::ui
