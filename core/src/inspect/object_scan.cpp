// SPDX-License-Identifier: MIT
#include <shmlab/inspect/object_scan.h>

#include <shmlab/inspect/object_domain.h>

#include "base/worker_pool.h"
#include "inspect/hard_links.h"
#include "inspect/object_inspector.h"
#include "inspect/pooled_process_scan.h"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <iterator>
#include <mutex>
#include <new>
#include <ranges>
#include <utility>

namespace shmlab {
namespace {

/// The names of a domain for several threads: one reads all of them as fast as it can, since a name that is replaced
/// meanwhile may be missing from the listing; the others take the names read so far.
class NameQueue {
public:
    explicit NameQueue(ObjectNames &source) : m_source(source) { }

    /// Some names, each to one caller only; none when there are no more. The first caller reads them all first.
    [[nodiscard]] std::vector<ObjectEntry> take();
    /// Ends the queue for all callers.
    void fail(Error why);
    /// Whether all could be read.
    [[nodiscard]] const Result<void> &outcome() const noexcept { return m_outcome; }

private:
    static constexpr std::size_t chunkSize = 32;

    /// False when there are no more.
    [[nodiscard]] bool readBatch();

    ObjectNames &m_source;
    std::mutex m_mutex; ///< guards all that follows
    std::condition_variable m_stateChanged;
    std::vector<ObjectEntry> m_names;
    bool m_isStarted = false;
    bool m_isDone = false;
    Result<void> m_outcome;
};

std::vector<ObjectEntry> NameQueue::take()
{
    std::unique_lock lock(m_mutex);
    if (!std::exchange(m_isStarted, true)) {
        lock.unlock();
        while (readBatch()) { }
        lock.lock();
    }
    m_stateChanged.wait(lock, [this] { return m_isDone || !m_names.empty(); });
    const auto count = static_cast<std::ptrdiff_t>(std::min(m_names.size(), chunkSize));
    std::vector<ObjectEntry> taken(std::move_iterator(m_names.end() - count), std::move_iterator(m_names.end()));
    m_names.resize(m_names.size() - taken.size());
    return taken;
}

bool NameQueue::readBatch()
{
    std::vector<ObjectEntry> some;
    const auto isMore = m_source.readMore(some);
    if (!isMore) {
        fail(isMore.error());
        return false;
    }
    const std::scoped_lock lock(m_mutex);
    std::ranges::move(some, std::back_inserter(m_names));
    m_isDone = m_isDone || !*isMore;
    m_stateChanged.notify_all();
    return !m_isDone;
}

void NameQueue::fail(Error why)
{
    const std::scoped_lock lock(m_mutex);
    m_names.clear();
    m_isDone = true;
    m_outcome = std::unexpected(std::move(why));
    m_stateChanged.notify_all();
}

constexpr Error outOfMemoryError()
{
    return {.problem = Problem::OutOfMemory};
}

/// The reports on the names of a domain, in their order.
Result<std::vector<ObjectReportPtr>> inspectAllNames(InspectCalls calls, ObjectNames &source,
                                                     const ObjectInspector &inspector, WorkerPool &workers)
{
    NameQueue names(source);
    const std::size_t parts = maxParts(calls);
    std::vector<std::vector<ObjectReportPtr>> seen(parts);
    workers.parallelFor(parts, parts, 1, [&](std::size_t part, std::size_t) {
        try {
            for (auto taken = names.take(); !taken.empty(); taken = names.take()) {
                for (ObjectEntry &name : taken) {
                    if (auto report = inspector.inspectNamed(std::move(name), nullptr))
                        seen[part].push_back(std::move(report));
                }
            }
        } catch (const std::bad_alloc &) {
            names.fail(outOfMemoryError());
        }
        std::ranges::sort(seen[part], {}, nameAndInode);
    });
    if (!names.outcome())
        return std::unexpected(names.outcome().error());
    std::vector<ObjectReportPtr> all;
    for (const auto &part : seen) {
        std::vector<ObjectReportPtr> merged;
        merged.reserve(all.size() + part.size());
        std::ranges::merge(all, part, std::back_inserter(merged), {}, nameAndInode, nameAndInode);
        all = std::move(merged);
    }
    // A name may be listed twice if it was removed and created again meanwhile; the report with the later inode is
    // kept.
    const auto former = std::ranges::unique(all | std::views::reverse, {}, &ObjectReport::name);
    all.erase(all.begin(), former.begin().base());
    return all;
}

/// Adds the unlinked objects that processes hold, and flags further names of an object and objects of the same name.
void addUnlinked(std::vector<ObjectReportPtr> &all, const ObjectInspector &inspector)
{
    for (const std::size_t i : wronglyNumberedNames(all))
        all[i] = withOtherNumber(*all[i]);
    auto unlinked = inspector.inspectUnlinked(all, {});
    if (unlinked.empty())
        return;
    for (const auto &[id, report] : unlinked) {
        const auto namesake = std::ranges::lower_bound(all, report->name, {}, &ObjectReport::name);
        if (namesake == all.end() || (*namesake)->name != report->name)
            continue;
        const auto flagged = std::make_shared<ObjectReport>(**namesake);
        flagged->hasNamesake = true;
        report->hasNamesake = true;
        *namesake = flagged;
    }
    std::ranges::copy(unlinked | std::views::values, std::back_inserter(all));
    std::ranges::sort(all, {}, nameAndInode);
}

Result<std::vector<ObjectReportPtr>> inspectDomain(InspectCalls calls, const ObjectDomain &domain,
                                                   const ProcessScan &processScan, ObjectProbe probe,
                                                   WorkerPool &workers)
{
    const auto names = domain.names();
    if (!names)
        return std::unexpected(names.error());
    const ObjectInspector inspector(calls, domain, processScan, probe);
    auto reports = inspectAllNames(calls, **names, inspector, workers);
    if (reports)
        addUnlinked(*reports, inspector);
    return reports;
}

} // namespace

Result<ObjectScan> scanObjects(InspectCalls calls, ObjectProbe probe)
try {
    const auto domains = objectDomains(calls);
    std::vector<DomainDevice> devices;
    std::vector<const ObjectDomain *> opened;
    std::vector<UnseenDomain> unseen;
    for (const auto &domain : domains) {
        if (const auto done = domain->open(); done)
            opened.push_back(domain.get());
        else if (domain->domain() == Domain::PosixShm)
            return std::unexpected(done.error());
        else
            unseen.push_back({.domain = domain->domain(), .error = done.error()});
        std::ranges::copy(domain->devices(), std::back_inserter(devices));
    }
    WorkerPool workers;
    workers.ensureThreads(maxParts(calls));
    // Before this process opens any of the objects itself.
    const auto processScan = scanProcesses(calls, devices, workers, {});
    if (!processScan)
        return std::unexpected(processScan.error());
    ObjectScan scan{.reports = {},
                    .hiddenProcesses = processScan->hidden,
                    .isHiddenCountKnown = processScan->isHiddenCountKnown,
                    .isSystemWide = processScan->isSystemWide,
                    .unseenDomains = std::move(unseen)};
    for (const ObjectDomain *domain : opened) {
        auto reports = inspectDomain(calls, *domain, *processScan, probe, workers);
        if (!reports)
            return std::unexpected(reports.error());
        std::ranges::move(*reports, std::back_inserter(scan.reports));
    }
    if (!std::ranges::is_sorted(scan.reports, {}, nameAndInode))
        std::ranges::sort(scan.reports, {}, nameAndInode);
    return scan;
} catch (const std::bad_alloc &) {
    return std::unexpected(outOfMemoryError());
}

} // namespace shmlab
