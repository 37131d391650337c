// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>
#include <shmlab/manage/removal.h>

#include <deque>
#include <optional>

namespace shmlab::ui {

/// Removes objects and keeps a backup of each for undo, maxBytes in all: the oldest backups are dropped first. Used
/// from one thread at a time.
class RemovalHistory {
public:
    explicit RemovalHistory(SystemCalls calls) : m_calls(calls) { }

    static constexpr std::size_t maxBytes = std::size_t{256} << 20U;

    /// Begins a batch: objects removed from now on are restored together.
    void beginBatch() noexcept { ++m_batch; }
    struct Removed {
        bool hasBackup = false; ///< the object can be restored
    };
    /// Checks again that the name leads to this object and, unless `forced`, that it is stale. Errors: NotStale,
    /// Replaced, ENOENT, EACCES, …
    [[nodiscard]] Result<Removed> remove(const ObjectReport &report, bool forced);
    /// Whether a backup would fit if all others were dropped.
    [[nodiscard]] static bool canBackUp(const ObjectReport &report);
    /// Whether its bytes can be read for a backup now. Opens the object, which may block while another program holds a
    /// lease.
    [[nodiscard]] static bool canRead(InspectCalls calls, const ObjectReport &report);

    /// How many objects of the last batch can be restored.
    [[nodiscard]] std::size_t undoableCount() const noexcept;
    /// How many objects can be restored in all.
    [[nodiscard]] std::size_t backupCount() const noexcept { return m_copies.size(); }
    /// The object that undo() restores.
    [[nodiscard]] const ObjectName &latest() const { return m_copies.back().backup.name(); }
    /// Restores the latest one; if that fails, its backup is kept and the previous one is tried next. Errors: EEXIST,
    /// ENOSPC, …
    [[nodiscard]] Result<void> undo();

private:
    struct Copy {
        ObjectBackup backup;
        unsigned batch = 0;
    };
    SystemCalls m_calls;
    std::deque<Copy> m_copies;
    std::size_t m_bytes = 0;
    unsigned m_batch = 0;
};

} // namespace shmlab::ui
