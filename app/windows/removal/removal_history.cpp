// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/removal/removal_history.h"

#include <shmlab/inspect/object_location.h>

#include <algorithm>
#include <ranges>

namespace shmlab::ui {

bool RemovalHistory::canBackUp(const ObjectReport &report)
{
    return report.status().allocatedBytes <= static_cast<off_t>(maxBytes);
}

bool RemovalHistory::canRead(InspectCalls calls, const ObjectReport &report)
{
    const auto opened = openObject(calls, *nameOf(report));
    return opened || !opened.error().isCallFailure(EACCES);
}

Result<RemovalHistory::Removed> RemovalHistory::remove(const ObjectReport &report, bool forced)
{
    const auto name = nameOf(report);
    if (!name)
        return std::unexpected(Error{.problem = Problem::NameEmpty});
    // The backup comes first: once the name is gone, the bytes cannot be reached.
    auto copy = ObjectBackup::of(m_calls, *name, report.status().identity, maxBytes);
    if (!copy) {
        const bool isPromised = canBackUp(report) && !copy.error().isCallFailure(EACCES);
        if (isPromised || copy.error().problem == Problem::Replaced)
            return std::unexpected(copy.error());
    }
    const auto removed =
        forced ? unlinkIfSame(m_calls, *name, report.status().identity) : removeStale(m_calls, *name, report.usage);
    if (!removed)
        return std::unexpected(removed.error());
    if (!copy)
        return Removed{.hasBackup = false};
    m_bytes += copy->sizeBytes();
    m_copies.push_back({std::move(*copy), m_batch});
    while (m_bytes > maxBytes) {
        m_bytes -= m_copies.front().backup.sizeBytes();
        m_copies.pop_front();
    }
    return Removed{.hasBackup = true};
}

std::size_t RemovalHistory::undoableCount() const noexcept
{
    const auto isOfAnother = [this](const Copy &copy) { return copy.batch != m_copies.back().batch; };
    const auto newestFirst = std::views::reverse(m_copies);
    return static_cast<std::size_t>(std::ranges::find_if(newestFirst, isOfAnother) - newestFirst.begin());
}

Result<void> RemovalHistory::undo()
{
    if (const auto restored = m_copies.back().backup.restore(m_calls); !restored) {
        // The next call tries the previous one.
        std::ranges::rotate(m_copies, m_copies.end() - 1);
        return restored;
    }
    m_bytes -= m_copies.back().backup.sizeBytes();
    m_copies.pop_back();
    return {};
}

} // namespace shmlab::ui
