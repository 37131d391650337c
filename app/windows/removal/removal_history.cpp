// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/removal/removal_history.h"

#include <shmlab/inspect/object_location.h>

#include <algorithm>
#include <ranges>
#include <unordered_map>

namespace shmlab::ui {

RemovalPlan RemovalHistory::plan(std::vector<ObjectReportPtr> reports, const std::function<bool()> &goOn) const
{
    RemovalPlan plan;
    auto room = static_cast<qint64>(maxBytes);
    std::unordered_map<ObjectId, BackupPlace> places; // an object with several names is copied once
    for (ObjectReportPtr &report : reports) {
        if (!goOn())
            break;
        const auto name = nameOf(*report);
        if (!name)
            continue;
        RemovalPlan::Item item{.report = std::move(report)};
        const auto forecast = forecastBackup(m_calls, *name, item.report->status().identity);
        // What is gone or replaced by now is told by the removal.
        item.isReadable = forecast || !forecast.error().isCallFailure(EACCES);
        item.bytes = forecast ? forecast->dataBytes : item.report->status().allocatedBytes;
        if (item.isReadable)
            item.place = item.bytes <= room ? BackupPlace::Memory : BackupPlace::File;
        const auto [known, isFirst] = places.try_emplace(item.report->status().identity, item.place);
        if (!isFirst) {
            item.place = known->second;
            item.bytes = 0;
        }
        if (item.place == BackupPlace::Memory)
            room -= item.bytes;
        if (forecast)
            plan.missing.add(forecast->missing);
        plan.items.push_back(std::move(item));
    }
    for (auto bytes = static_cast<qint64>(m_bytes); const Copy &copy : m_copies) {
        if (bytes <= room)
            break;
        if (copy.backup.isInFile())
            continue;
        const auto freed = static_cast<qint64>(memoryOf(copy.backup));
        bytes -= freed;
        plan.dropped.add(freed);
    }
    return plan;
}

void RemovalHistory::beginBatch(std::shared_ptr<BackupFile> file)
{
    ++m_batch;
    m_file = std::move(file);
    m_holders = RecentHolders(m_calls);
    m_dropped = 0;
    m_batchBytes = 0;
}

BackupOptions RemovalHistory::optionsFor(const RemovalPlan::Item &item, const CopyProgress &progress) const
{
    BackupOptions options{.progress = progress};
    if (item.place == BackupPlace::File)
        options.file = m_file;
    else
        options.maxBytes = maxBytes - std::min(maxBytes, m_batchBytes);
    return options;
}

Result<ObjectBackup> RemovalHistory::removeInUse(const RemovalPlan::Item &item, const BackupOptions &options) const
{
    const ObjectName name = *nameOf(*item.report);
    const ObjectId identity = item.report->status().identity;
    // The copy comes first: once the name is gone, the bytes cannot be reached. A program may write to it meanwhile and
    // afterwards, which no number of attempts excludes.
    constexpr int maxAttempts = 3;
    for (int attempt = 1;; ++attempt) {
        auto backup = ObjectBackup::of(m_calls, name, identity, options);
        if (!backup)
            return backup;
        const auto isUpToDate = backup->isUpToDate(m_calls);
        if (!isUpToDate)
            return std::unexpected(isUpToDate.error());
        if (!*isUpToDate && attempt < maxAttempts)
            continue;
        if (auto removed = removeAnyway(m_calls, name, identity); !removed)
            return std::unexpected(removed.error());
        return backup;
    }
}

Result<void> RemovalHistory::removeSeenUnused(const ObjectName &name, ObjectId identity)
{
    const auto seen = m_holders.of(identity);
    if (!seen)
        return std::unexpected(seen.error());
    return removeUnused(m_calls, name, identity, *seen);
}

Result<void> RemovalHistory::remove(const RemovalPlan::Item &item, bool isForced, const CopyProgress &progress)
{
    const ObjectReport &report = *item.report;
    const auto name = nameOf(report);
    if (!name)
        return std::unexpected(Error{.problem = Problem::NameEmpty});
    const ObjectId identity = report.status().identity;
    if (item.place == BackupPlace::Nowhere)
        return isForced ? removeAnyway(m_calls, *name, identity) : removeSeenUnused(*name, identity);
    const BackupOptions options = optionsFor(item, progress);
    auto backup = isForced
        ? removeInUse(item, options)
        : removeWithBackup(m_calls, *name, identity, [&] { return m_holders.of(identity); }, options);
    if (!backup)
        return std::unexpected(backup.error());
    add(std::move(*backup));
    return {};
}

template <typename Visit>
void RemovalHistory::forOtherNames(const ObjectInstance &object, Visit visit)
{
    if (!m_hasOtherNames)
        return;
    for (Copy &copy : m_copies) {
        if (copy.backup.object() == object)
            visit(copy);
    }
}

void RemovalHistory::add(ObjectBackup backup)
{
    bool isCounted = backup.isInFile();
    forOtherNames(backup.object(), [&](Copy &earlier) {
        isCounted = isCounted || (earlier.batch == m_batch && !earlier.backup.isInFile());
        m_bytes -= memoryOf(earlier.backup);
        earlier.backup.shareCopyOf(backup);
    });
    if (!isCounted)
        m_batchBytes += backup.sizeBytes();
    if (!backup.isInFile())
        m_bytes += backup.sizeBytes();
    m_hasOtherNames = m_hasOtherNames || backup.hasOtherNames();
    m_copies.push_back({std::move(backup), m_batch});
    makeRoom();
}

/// At the cost of earlier batches.
void RemovalHistory::makeRoom()
{
    for (auto copy = m_copies.begin(); m_bytes > maxBytes && copy->batch != m_batch;) {
        if (copy->backup.isInFile()) {
            ++copy;
            continue;
        }
        m_bytes -= memoryOf(copy->backup);
        copy = m_copies.erase(copy);
        ++m_dropped;
    }
}

std::size_t RemovalHistory::memoryOf(const ObjectBackup &backup) noexcept
{
    return backup.isInFile() || !backup.isOnlyOwnerOfCopy() ? 0 : backup.sizeBytes();
}

std::size_t RemovalHistory::undoableCount() const noexcept
{
    const auto isOfAnother = [this](const Copy &copy) { return copy.batch != m_copies.back().batch; };
    const auto newestFirst = std::views::reverse(m_copies);
    return static_cast<std::size_t>(std::ranges::find_if(newestFirst, isOfAnother) - newestFirst.begin());
}

qint64 RemovalHistory::undoableBytes() const noexcept
{
    qint64 bytes = 0;
    for (const Copy &copy : std::views::reverse(m_copies) | std::views::take(undoableCount()))
        bytes += static_cast<qint64>(copy.backup.sizeBytes());
    return bytes;
}

const ObjectName &RemovalHistory::latest(std::size_t skipped) const
{
    return (m_copies.rbegin() + static_cast<std::ptrdiff_t>(skipped))->backup.name();
}

Result<ObjectBackup::Restored> RemovalHistory::undo(std::size_t skipped, const CopyProgress &progress)
{
    const auto copy = std::prev(m_copies.end(), static_cast<std::ptrdiff_t>(skipped) + 1);
    const auto restored = copy->backup.restore(m_calls, progress);
    if (!restored)
        return restored;
    const ObjectInstance original = copy->backup.object();
    m_bytes -= memoryOf(copy->backup);
    m_copies.erase(copy);
    forOtherNames(original, [&](Copy &other) { other.backup.setSuccessor(restored->object); });
    return restored;
}

} // namespace shmlab::ui
