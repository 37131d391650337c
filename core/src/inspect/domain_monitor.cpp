// SPDX-License-Identifier: MIT
#include "inspect/domain_monitor.h"

#include "base/worker_pool.h"
#include "inspect/report_difference.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>
#include <utility>

namespace shmlab {
namespace {

constexpr std::size_t firstBatchSize = 128; // a screenful, and more
constexpr std::size_t batchSize = 2048;
constexpr std::size_t itemsPerThread = 128;
constexpr std::size_t chunkSize = 32; // taken by a thread at a time
constexpr std::size_t roundRobinCount = 256; // per scan, of the objects that are not known to have changed

const std::string &nameOf(const ObjectReportPtr &report)
{
    return report->name;
}

/// Sorted, each name once: a name that is removed and created again meanwhile may be listed twice.
void sortUnique(std::vector<ObjectEntry> &names)
{
    std::ranges::sort(names, {}, &ObjectEntry::name);
    const auto [first, last] = std::ranges::unique(names, {}, &ObjectEntry::name);
    names.erase(first, last);
}

} // namespace

DomainMonitor::DomainMonitor(InspectCalls calls, std::unique_ptr<ObjectDomain> domain, ObjectProbe probe)
    : m_calls(calls),
      m_domain(std::move(domain)),
      m_probe(probe)
{
}

Result<void> DomainMonitor::prepare()
{
    if (auto done = m_domain->open(); !done)
        return done;
    m_touched.clear();
    const bool wasComplete = std::exchange(m_isComplete, false); // until this scan is complete as well
    const auto isTold = m_domain->readChanges(m_touched);
    if (!isTold)
        return std::unexpected(isTold.error());
    m_knowsChanges = *isTold && wasComplete;
    m_watchedSince = wasComplete ? std::optional(m_scanStart) : std::nullopt;
    m_scanStart = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return {};
}

Result<std::vector<ObjectEntry>> DomainMonitor::allNames(const std::stop_token &stop) const
{
    const auto names = m_domain->names();
    if (!names)
        return std::unexpected(names.error());
    std::vector<ObjectEntry> entries;
    while (!stop.stop_requested()) {
        const auto isMore = (*names)->readMore(entries);
        if (!isMore)
            return std::unexpected(isMore.error());
        if (!*isMore)
            break;
    }
    sortUnique(entries);
    return entries;
}

void DomainMonitor::removeVanished(const std::vector<ObjectEntry> &present, const Sink &sink)
{
    const auto isPresent = [&present](const ObjectReportPtr &known) {
        return std::ranges::binary_search(present, known->name, {}, &ObjectEntry::name);
    };
    std::vector<ObjectChange> vanished;
    for (const ObjectReportPtr &known : m_named) {
        if (!isPresent(known))
            vanished.push_back({known, nullptr});
    }
    if (vanished.empty())
        return;
    sink(std::move(vanished));
    std::erase_if(m_named, std::not_fn(isPresent));
}

/// The objects that were touched, those that processes hold or held, or lease, exchanges, whose counters change without
/// a report, and some of the others.
std::vector<ObjectEntry> DomainMonitor::possiblyChanged(const ProcessScan &processScan)
{
    std::vector<ObjectEntry> names;
    names.reserve(m_touched.size() + roundRobinCount);
    for (const std::string &name : m_touched)
        names.push_back({.name = name});
    const auto add = [&](const ObjectReport &known) {
        if (!m_touched.contains(known.name))
            names.push_back(
                {.name = known.name, .isRegular = known.status().isRegular(), .inode = known.status().identity.inode});
    };
    for (const ObjectReportPtr &known : m_named) {
        const bool wasHeld = isInUse(known->verdict());
        const ObjectId &id = known->status().identity;
        if (wasHeld || processScan.held.contains(id) || processScan.leased.contains(id)
            || processScan.kernelUsers.contains(id) || isExchange(known->kind))
            add(*known);
    }
    auto turn = std::ranges::upper_bound(m_named, m_roundRobinCursor, {}, nameOf);
    for (std::size_t i = 0; i < std::min(roundRobinCount, m_named.size()); ++i, ++turn) {
        if (turn == m_named.end())
            turn = m_named.begin();
        add(**turn);
        m_roundRobinCursor = (*turn)->name;
    }
    sortUnique(names);
    return names;
}

std::optional<std::size_t> DomainMonitor::indexOf(std::string_view name) const
{
    if (m_named.empty() || m_named.back()->name < name) // the usual case in the first scan
        return {};
    const auto found = std::ranges::lower_bound(m_named, name, {}, nameOf);
    if ((*found)->name != name)
        return {};
    return static_cast<std::size_t>(found - m_named.begin());
}

std::vector<ObjectReportPtr> DomainMonitor::inspectBatch(std::span<ObjectEntry> names, const ObjectInspector &inspector,
                                                         WorkerPool &workers, const std::stop_token &stop) const
{
    std::vector<ObjectReportPtr> seen(names.size());
    const std::size_t parts = partCount(m_calls, names.size(), itemsPerThread);
    workers.parallelFor(parts, names.size(), chunkSize, [&](std::size_t, std::size_t i) {
        if (stop.stop_requested())
            return;
        const auto known = indexOf(names[i].name);
        const ObjectReport *const before = known ? m_named[*known].get() : nullptr;
        const auto report = inspector.inspectNamed(std::move(names[i]), before, m_watchedSince);
        if (report) {
            report->hasNamesake = m_namesakes.contains(report->name);
            report->isSecondName = before != nullptr && before->isSecondName;
        }
        seen[i] = report;
    });
    return seen;
}

void DomainMonitor::mergeBatch(std::span<const ObjectEntry> names, const std::vector<ObjectReportPtr> &seen,
                               const Sink &sink)
{
    std::vector<ObjectChange> differences;
    differences.reserve(names.size());
    std::vector<ObjectReportPtr> appeared;
    appeared.reserve(names.size());
    std::vector<std::pair<std::size_t, ObjectReportPtr>> others; // by index in m_named; null: vanished
    for (std::size_t i = 0; i < names.size(); ++i) {
        const ObjectReportPtr &now = seen[i];
        const auto known = indexOf(now ? now->name : names[i].name);
        ObjectReportPtr before = known ? m_named[*known] : nullptr;
        if (before && now && !m_reportsAll && isUnchanged(*before, *now))
            continue;
        if (before)
            others.emplace_back(*known, now);
        else if (now)
            appeared.push_back(now);
        else if (m_domain->wasCreated(names[i].name)) // and not the last close of one that was unlinked before
            m_transientNames.push_back(names[i].name);
        if (before || now)
            differences.push_back({std::move(before), now});
    }
    if (differences.empty())
        return;
    sink(std::move(differences)); // first: changes that could not be reported must not count as known
    for (auto &[known, now] : others)
        m_named[known] = std::move(now);
    std::erase(m_named, nullptr);
    if (appeared.empty())
        return;
    std::vector<ObjectReportPtr> all;
    all.reserve(m_named.size() + appeared.size());
    std::ranges::merge(m_named, appeared, std::back_inserter(all), {}, nameOf, nameOf);
    m_named = std::move(all);
}

void DomainMonitor::inspectNames(std::vector<ObjectEntry> names, const ObjectInspector &inspector, WorkerPool &workers,
                                 const Sink &sink, const std::stop_token &stop)
{
    std::span<ObjectEntry> rest = names;
    std::size_t size = firstBatchSize;
    while (!rest.empty() && !stop.stop_requested()) {
        const auto batch = rest.first(std::min(size, rest.size()));
        const auto seen = inspectBatch(batch, inspector, workers, stop);
        if (stop.stop_requested())
            break;
        mergeBatch(batch, seen, sink);
        rest = rest.subspan(batch.size());
        size = batchSize;
    }
    m_isComplete = rest.empty(); // after an incomplete scan not all changes are known
}

Result<void> DomainMonitor::refresh(const ProcessScan &processScan, WorkerPool &workers, const Sink &sink,
                                    const std::stop_token &stop)
{
    const ObjectInspector inspector(m_calls, *m_domain, processScan, m_probe);
    m_transientNames.clear();
    if (m_knowsChanges) {
        inspectNames(possiblyChanged(processScan), inspector, workers, sink, stop);
    } else {
        auto names = allNames(stop);
        if (!names)
            return std::unexpected(names.error());
        if (stop.stop_requested())
            return {};
        removeVanished(*names, sink);
        inspectNames(std::move(*names), inspector, workers, sink, stop);
        m_transientNames.clear(); // they came and went before this scan
    }
    if (!stop.stop_requested()) {
        flagFurtherNames(sink);
        inspectUnlinked(inspector, sink, stop);
    }
    m_reportsAll = m_reportsAll && !m_isComplete;
    return {};
}

void DomainMonitor::reportAllAgain() noexcept
{
    m_isComplete = false;
    m_reportsAll = true;
}

void DomainMonitor::appendReports(std::vector<ObjectReportPtr> &all) const
{
    all.insert(all.end(), m_named.begin(), m_named.end());
    for (const auto &[id, report] : m_unlinked)
        all.push_back(report);
}

} // namespace shmlab
