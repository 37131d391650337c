// SPDX-License-Identifier: MIT
#include <shmlab/inspect/object_monitor.h>

#include "base/worker_pool.h"
#include "inspect/device_process_scan.h"
#include "inspect/directory_entries.h"
#include "inspect/object_inspector.h"
#include "inspect/proc_files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <functional>
#include <iterator>
#include <new>
#include <utility>

#include <sys/inotify.h>

namespace shmlab {
namespace {

constexpr std::uint32_t changes = IN_CREATE | IN_DELETE | IN_MOVE | IN_ATTRIB | IN_MODIFY | IN_CLOSE_WRITE;
constexpr std::size_t firstBatchSize = 128; // what fits on a screen, and a bit
constexpr std::size_t batchSize = 2048;
constexpr std::size_t itemsPerThread = 128;
constexpr std::size_t chunkSize = 32; // by a thread
constexpr std::size_t roundRobinCount = 256; // of those that nothing is known to have happened to, per look

const std::string &nameOf(const ObjectReportPtr &report)
{
    return report->name;
}

/// Sorted, each name once: one that is removed and made again meanwhile may come twice.
void sortUnique(std::vector<DirectoryEntry> &names)
{
    std::ranges::sort(names, {}, &DirectoryEntry::name);
    const auto [first, last] = std::ranges::unique(names, {}, &DirectoryEntry::name);
    names.erase(first, last);
}

/// What a report says, but for who knows it: whether it is worth telling again.
bool isUnchanged(const ObjectReport &a, const ObjectReport &b)
{
    const Usage &x = a.usage;
    const Usage &y = b.usage;
    const auto isCreatorAlive = [](const ObjectReport &report) { return report.creator && report.creator->process; };
    const auto isSame = [](const Holder &one, const Holder &other) {
        return one.process.isSameProcess(other.process) && one.process.state == other.process.state
            && one.maps == other.maps && one.opens == other.opens && one.mapsWritable == other.mapsWritable
            && one.opensWritable == other.opensWritable && one.locks == other.locks;
    };
    return a.name == b.name && a.hasName == b.hasName && a.hasNamesake == b.hasNamesake && a.kind == b.kind
        && a.isStatusKnown == b.isStatusKnown && a.procPath == b.procPath && x.status == y.status
        && x.verdict == y.verdict && x.leaseProbe == y.leaseProbe && a.exchange == b.exchange
        && isCreatorAlive(a) == isCreatorAlive(b) && x.processScan.hasOwnReader == y.processScan.hasOwnReader
        && x.processScan.isComplete() == y.processScan.isComplete()
        && std::ranges::equal(x.processScan.holders, y.processScan.holders, isSame);
}

} // namespace

ObjectMonitor::ObjectMonitor(InspectCalls calls, ObjectProbe probe) : m_calls(calls), m_probe(probe) { }

ObjectMonitor::~ObjectMonitor()
{
    for (const int fd : {m_directory, m_notifier}) {
        if (fd >= 0)
            (void)m_calls.close(fd);
    }
}

Result<void> ObjectMonitor::openDirectory()
{
    if (m_directory >= 0)
        return {};
    const auto directory = m_calls.open(m_calls.roots().shm, O_DIRECTORY);
    if (!directory)
        return std::unexpected(directory.error());
    m_directory = *directory;
    const auto status = m_calls.statDescriptor(m_directory);
    if (!status) {
        (void)m_calls.close(std::exchange(m_directory, -1));
        return std::unexpected(status.error());
    }
    m_device = ObjectStatus::of(*status).identity.device;
    watch(); // before the names are read, so that none is missed
    return {};
}

/// Without a watch each look is at all.
void ObjectMonitor::watch()
{
    const auto notifier = m_calls.openNotifier();
    if (!notifier)
        return;
    m_notifier = *notifier;
    if (!m_calls.watchDirectory(m_notifier, m_calls.roots().shm, changes))
        (void)m_calls.close(std::exchange(m_notifier, -1));
}

/// False when it cannot be told what has been touched.
bool ObjectMonitor::readEvents(std::unordered_set<std::string> &touched)
{
    if (m_notifier < 0)
        return false;
    alignas(inotify_event) std::array<char, 65536> buffer{};
    for (;;) {
        const auto got = m_calls.read(m_notifier, buffer.data(), buffer.size());
        if (!got)
            return got.error().errorNumber == EAGAIN; // that was all
        for (std::size_t at = 0; at + sizeof(inotify_event) <= *got;) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            if ((event.mask & IN_IGNORED) != 0) { // the directory is gone: what is mounted there now is another one
                (void)m_calls.close(std::exchange(m_notifier, -1));
                (void)m_calls.close(std::exchange(m_directory, -1));
            }
            if ((event.mask & (IN_Q_OVERFLOW | IN_IGNORED)) != 0)
                return false;
            const char *name = buffer.data() + at + sizeof event;
            if (event.len > 0)
                touched.emplace(name, ::strnlen(name, event.len));
            at += sizeof event + event.len;
        }
    }
}

Result<std::vector<DirectoryEntry>> ObjectMonitor::readDirectory() const
{
    // A descriptor of its own, whose position begins at the first name.
    const auto directory = m_calls.openAt(m_directory, ".", O_DIRECTORY);
    if (!directory)
        return std::unexpected(directory.error());
    const ScopedDescriptor opened{m_calls, *directory};
    std::vector<DirectoryEntry> names;
    for (;;) {
        const auto isMore = readEntries(m_calls, *directory, names);
        if (!isMore)
            return std::unexpected(isMore.error());
        if (!*isMore)
            break;
    }
    sortUnique(names);
    return names;
}

void ObjectMonitor::removeVanished(const std::vector<DirectoryEntry> &present, const Sink &sink)
{
    const auto isPresent = [&present](const ObjectReportPtr &known) {
        return std::ranges::binary_search(present, known->name, {}, &DirectoryEntry::name);
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

/// What was touched, what somebody holds or held, exchanges, whose counters move in silence, and some of the rest.
std::vector<DirectoryEntry> ObjectMonitor::possiblyChanged(const std::unordered_set<std::string> &touched,
                                                           const DeviceProcessScan &processScan)
{
    std::vector<DirectoryEntry> names;
    names.reserve(touched.size() + roundRobinCount);
    for (const std::string &name : touched)
        names.push_back({.name = name});
    const auto add = [&](const ObjectReport &known) {
        if (!touched.contains(known.name))
            names.push_back({.name = known.name, .isRegular = known.status().isRegular()});
    };
    for (const ObjectReportPtr &known : m_named) {
        const bool wasHeld = isInUse(known->verdict());
        if (wasHeld || processScan.held.contains(known->status().identity.inode) || isExchange(known->kind))
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

std::optional<std::size_t> ObjectMonitor::indexOf(std::string_view name) const
{
    if (m_named.empty() || m_named.back()->name < name) // as most often at the first look
        return {};
    const auto found = std::ranges::lower_bound(m_named, name, {}, nameOf);
    if ((*found)->name != name)
        return {};
    return static_cast<std::size_t>(found - m_named.begin());
}

std::vector<ObjectReportPtr> ObjectMonitor::inspectBatch(std::span<DirectoryEntry> names,
                                                         const ObjectInspector &inspector, WorkerPool &workers) const
{
    std::vector<ObjectReportPtr> seen(names.size());
    const std::size_t parts = partCount(m_calls, names.size(), itemsPerThread);
    workers.parallelFor(parts, names.size(), chunkSize, [&](std::size_t, std::size_t i) {
        const auto known = indexOf(names[i].name);
        const auto report = inspector.inspectNamed(std::move(names[i]), known ? m_named[*known].get() : nullptr);
        if (report)
            report->hasNamesake = m_namesakes.contains(report->name);
        seen[i] = report;
    });
    return seen;
}

void ObjectMonitor::mergeBatch(std::span<const DirectoryEntry> names, const std::vector<ObjectReportPtr> &seen,
                               const Sink &sink)
{
    std::vector<ObjectChange> differences;
    differences.reserve(names.size());
    std::vector<ObjectReportPtr> appeared;
    appeared.reserve(names.size());
    std::vector<std::pair<std::size_t, ObjectReportPtr>> others; // by their places in m_named; null: vanished
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
        else
            m_transientNames.push_back(names[i].name);
        if (before || now)
            differences.push_back({std::move(before), now});
    }
    if (differences.empty())
        return;
    sink(std::move(differences)); // first: what could not be told must not be taken for known
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

void ObjectMonitor::inspectNames(std::vector<DirectoryEntry> names, const ObjectInspector &inspector,
                                 WorkerPool &workers, const Sink &sink, const std::stop_token &stop)
{
    std::span<DirectoryEntry> rest = names;
    std::size_t size = firstBatchSize;
    while (!rest.empty() && !stop.stop_requested()) {
        const auto batch = rest.first(std::min(size, rest.size()));
        mergeBatch(batch, inspectBatch(batch, inspector, workers), sink);
        rest = rest.subspan(batch.size());
        size = batchSize;
    }
    m_isComplete = rest.empty(); // one that was cut short must not be believed to know what happened since
}

/// Flags the objects whose name an object without one had, too.
void ObjectMonitor::flagNamesakes(std::vector<ObjectChange> &differences)
{
    std::unordered_set<std::string> namesakes;
    for (const auto &[inode, known] : m_unlinked)
        namesakes.insert(known->name);
    const auto flag = [&](const std::string &name) {
        const auto known = indexOf(name);
        if (!known || m_named[*known]->hasNamesake == namesakes.contains(name))
            return;
        auto flagged = std::make_shared<ObjectReport>(*m_named[*known]);
        flagged->hasNamesake = namesakes.contains(name);
        differences.push_back({std::exchange(m_named[*known], flagged), flagged});
    };
    std::ranges::for_each(m_namesakes, flag);
    std::ranges::for_each(namesakes, flag);
    m_namesakes = std::move(namesakes);
}

/// Objects that processes hold though no name leads to them.
void ObjectMonitor::inspectUnlinked(const ObjectInspector &inspector, const Sink &sink)
{
    const auto seen = inspector.inspectUnlinked(m_named, m_unlinked);
    if (seen.empty() && m_unlinked.empty())
        return;
    std::vector<ObjectChange> differences;
    std::erase_if(m_unlinked, [&](const auto &known) {
        if (seen.contains(known.first))
            return false;
        differences.push_back({known.second, nullptr});
        return true;
    });
    for (const auto &[inode, now] : seen) {
        const auto known = m_unlinked.find(inode);
        const ObjectReportPtr before = known != m_unlinked.end() ? known->second : nullptr;
        now->hasNamesake = indexOf(now->name).has_value();
        if (before && !m_reportsAll && isUnchanged(*before, *now))
            continue;
        m_unlinked.insert_or_assign(inode, now);
        differences.push_back({before, now});
    }
    flagNamesakes(differences);
    if (!differences.empty())
        sink(std::move(differences));
}

Result<void> ObjectMonitor::refresh(const Sink &sink, const std::stop_token &stop)
try {
    if (auto done = openDirectory(); !done)
        return done;
    std::unordered_set<std::string> touched;
    const bool wasComplete = std::exchange(m_isComplete, false); // until this look has come to its end as well
    const bool knowsChanges = readEvents(touched) && wasComplete;
    if (auto done = openDirectory(); !done) // again, if it turned out to be gone
        return done;
    WorkerPool workers;
    if (!knowsChanges)
        workers.ensureThreads(maxParts(m_calls));
    // Before we open any of them ourselves.
    const auto processScan = scanDeviceProcesses(m_calls, m_device, workers, stop);
    if (!processScan)
        return std::unexpected(processScan.error());
    const ObjectInspector inspector(m_calls, m_directory, m_device, *processScan, m_probe);
    m_transientNames.clear();
    m_hidden = processScan->hidden;
    m_isSystemWide = processScan->isSystemWide;
    if (stop.stop_requested())
        return {};
    if (knowsChanges) {
        inspectNames(possiblyChanged(touched, *processScan), inspector, workers, sink, stop);
    } else {
        auto names = readDirectory();
        if (!names)
            return std::unexpected(names.error());
        removeVanished(*names, sink);
        inspectNames(std::move(*names), inspector, workers, sink, stop);
        m_transientNames.clear(); // before anybody looked
    }
    if (!stop.stop_requested())
        inspectUnlinked(inspector, sink);
    m_reportsAll = m_reportsAll && !m_isComplete;
    return {};
} catch (const std::bad_alloc &) { // some changes may have been told to nobody
    m_isComplete = false;
    m_reportsAll = true;
    return std::unexpected(Error{.problem = Problem::OutOfMemory});
}

std::vector<ObjectReportPtr> ObjectMonitor::reports() const
{
    std::vector<ObjectReportPtr> all = m_named;
    if (m_unlinked.empty())
        return all;
    for (const auto &[inode, report] : m_unlinked)
        all.push_back(report);
    std::ranges::sort(all, {}, nameAndInode);
    return all;
}

} // namespace shmlab
