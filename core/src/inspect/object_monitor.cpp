// SPDX-License-Identifier: MIT
#include <shmlab/inspect/object_monitor.h>

#include "base/worker_pool.h"
#include "inspect/domain_monitor.h"
#include "inspect/object_inspector.h"
#include "inspect/pooled_process_scan.h"

#include <algorithm>
#include <functional>
#include <new>
#include <numeric>
#include <utility>

namespace shmlab {

ObjectMonitor::ObjectMonitor(InspectCalls calls, ObjectProbe probe, DomainSet domains) : m_calls(calls)
{
    for (auto &domain : objectDomains(calls)) {
        if (domains.contains(domain->domain()))
            m_domains.push_back(std::make_unique<DomainMonitor>(calls, std::move(domain), probe));
    }
}

ObjectMonitor::~ObjectMonitor() = default;

Result<void> ObjectMonitor::refresh(const Sink &sink, const std::stop_token &stop)
try {
    std::vector<DomainDevice> devices;
    std::vector<DomainMonitor *> prepared;
    m_unseenDomains.clear();
    for (const auto &domain : m_domains) {
        if (auto done = domain->prepare(); done)
            prepared.push_back(domain.get());
        else if (domain->domain() == Domain::PosixShm)
            return done;
        else
            m_unseenDomains.push_back({.domain = domain->domain(), .error = done.error()});
        devices.insert(devices.end(), domain->devices().begin(), domain->devices().end());
    }
    WorkerPool workers;
    if (!std::ranges::all_of(prepared, &DomainMonitor::knowsChanges))
        workers.ensureThreads(maxParts(m_calls));
    // Before this process opens any of the objects itself.
    const auto processScan = scanProcesses(m_calls, devices, workers, stop);
    if (!processScan)
        return std::unexpected(processScan.error());
    m_transientNames.clear();
    m_hidden = processScan->hidden;
    m_isHiddenCountKnown = processScan->isHiddenCountKnown;
    m_isSystemWide = processScan->isSystemWide;
    for (DomainMonitor *const domain : prepared) {
        if (stop.stop_requested())
            return {};
        if (auto done = domain->refresh(*processScan, workers, sink, stop); !done)
            return done;
        m_transientNames.insert(m_transientNames.end(), domain->transientNames().begin(),
                                domain->transientNames().end());
    }
    return {};
} catch (const std::bad_alloc &) {
    for (const auto &domain : m_domains)
        domain->reportAllAgain();
    return std::unexpected(Error{.problem = Problem::OutOfMemory});
}

std::vector<ObjectReportPtr> ObjectMonitor::reports() const
{
    std::vector<ObjectReportPtr> all;
    all.reserve(size());
    for (const auto &domain : m_domains)
        domain->appendReports(all);
    if (!std::ranges::is_sorted(all, {}, nameAndInode))
        std::ranges::sort(all, {}, nameAndInode);
    return all;
}

std::size_t ObjectMonitor::size() const noexcept
{
    return std::transform_reduce(m_domains.begin(), m_domains.end(), std::size_t{0}, std::plus(),
                                 [](const auto &domain) { return domain->size(); });
}

} // namespace shmlab
