// SPDX-License-Identifier: MIT
#include <shmlab/inspect/object_scan.h>

#include "base/worker_pool.h"
#include "inspect/device_process_scan.h"
#include "inspect/directory_entries.h"
#include "inspect/object_inspector.h"
#include "inspect/proc_files.h"

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

/// The names of a directory for several threads: one reads them to the end, as fast as it can, since a name that is
/// replaced meanwhile may come not at all; the others take those that are known.
class NameQueue {
public:
    /// `directory` is open, and at its first name.
    NameQueue(InspectCalls calls, int directory) : m_calls(calls), m_directory(directory) { }

    /// Some names that nobody else gets; none when there are no more. Whoever comes first reads them all first.
    [[nodiscard]] std::vector<DirectoryEntry> take();
    /// There are no more for anybody.
    void fail(Error why);
    /// Whether all could be read.
    [[nodiscard]] const Result<void> &outcome() const noexcept { return m_outcome; }

private:
    static constexpr std::size_t chunkSize = 32;

    /// False when there are no more.
    [[nodiscard]] bool readBatch();

    InspectCalls m_calls;
    int m_directory;
    std::mutex m_mutex; ///< guards all that follows
    std::condition_variable m_stateChanged;
    std::vector<DirectoryEntry> m_names;
    bool m_isStarted = false;
    bool m_isDone = false;
    Result<void> m_outcome;
};

std::vector<DirectoryEntry> NameQueue::take()
{
    std::unique_lock lock(m_mutex);
    if (!std::exchange(m_isStarted, true)) {
        lock.unlock();
        while (readBatch()) { }
        lock.lock();
    }
    m_stateChanged.wait(lock, [this] { return m_isDone || !m_names.empty(); });
    const auto count = static_cast<std::ptrdiff_t>(std::min(m_names.size(), chunkSize));
    std::vector<DirectoryEntry> taken(std::move_iterator(m_names.end() - count), std::move_iterator(m_names.end()));
    m_names.resize(m_names.size() - taken.size());
    return taken;
}

bool NameQueue::readBatch()
{
    std::vector<DirectoryEntry> some;
    const auto isMore = readEntries(m_calls, m_directory, some);
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

/// What the names of the directory lead to, in their order.
Result<std::vector<ObjectReportPtr>> inspectAllNames(InspectCalls calls, int directory,
                                                     const ObjectInspector &inspector, WorkerPool &workers)
{
    NameQueue names(calls, directory);
    const std::size_t parts = maxParts(calls);
    std::vector<std::vector<ObjectReportPtr>> seen(parts);
    workers.parallelFor(parts, parts, 1, [&](std::size_t part, std::size_t) {
        try {
            for (auto taken = names.take(); !taken.empty(); taken = names.take()) {
                for (DirectoryEntry &name : taken) {
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
    // One may have come twice: removed meanwhile and made again, of which the later inode is left.
    const auto former = std::ranges::unique(all | std::views::reverse, {}, &ObjectReport::name);
    all.erase(all.begin(), former.begin().base());
    return all;
}

/// Adds those that processes hold though no name leads to them, and flags those whose names are the same.
void addUnlinked(std::vector<ObjectReportPtr> &all, const ObjectInspector &inspector)
{
    auto unlinked = inspector.inspectUnlinked(all, {});
    if (unlinked.empty())
        return;
    for (const auto &[inode, report] : unlinked) {
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

} // namespace

Result<ObjectScan> scanObjects(InspectCalls calls, ObjectProbe probe)
try {
    const auto directory = calls.open(calls.roots().shm, O_DIRECTORY);
    if (!directory)
        return std::unexpected(directory.error());
    const ScopedDescriptor opened{calls, *directory};
    const auto status = calls.statDescriptor(*directory);
    if (!status)
        return std::unexpected(status.error());
    const dev_t device = ObjectStatus::of(*status).identity.device;
    WorkerPool workers;
    workers.ensureThreads(maxParts(calls));
    const auto processScan = scanDeviceProcesses(calls, device, workers, {}); // before we open any of them ourselves
    if (!processScan)
        return std::unexpected(processScan.error());
    const ObjectInspector inspector(calls, *directory, device, *processScan, probe);
    auto reports = inspectAllNames(calls, *directory, inspector, workers);
    if (!reports)
        return std::unexpected(reports.error());
    addUnlinked(*reports, inspector);
    return ObjectScan{std::move(*reports), processScan->hidden, processScan->isSystemWide};
} catch (const std::bad_alloc &) {
    return std::unexpected(outOfMemoryError());
}

} // namespace shmlab
