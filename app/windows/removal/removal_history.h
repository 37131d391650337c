// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/recent_holders.h"
#include "windows/removal/removal_plan.h"

#include <shmlab/inspect/object_report.h>
#include <shmlab/manage/object_backup.h>
#include <shmlab/manage/removal.h>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace shmlab::ui {

/// Removes objects and keeps a backup of each for undo, maxBytes of them in memory: the oldest of earlier removals make
/// room. Used from one thread at a time.
class RemovalHistory {
public:
    explicit RemovalHistory(SystemCalls calls) : m_calls(calls), m_holders(calls) { }

    static constexpr std::size_t maxBytes = std::size_t{256} << 20U;

    /// What a removal of these objects would keep. Opens each of them, which may block while another program holds a
    /// lease. `goOn` is asked before each; the plan is incomplete when it says no.
    [[nodiscard]] RemovalPlan plan(std::vector<ObjectReportPtr> reports, const std::function<bool()> &goOn) const;

    /// Begins a batch: objects removed from now on are restored together, from `file` those whose place it is.
    void beginBatch(std::shared_ptr<BackupFile> file = {});
    /// Checks again that the name leads to this object and, unless `isForced`, that nobody uses it, by a process scan
    /// of this second and by the kernel, keeps the copy where the item says, and removes it. Errors: of the copy, which
    /// was promised; InUse, KernelNotAsked, Replaced, ENOENT, EACCES, …; Cancelled.
    [[nodiscard]] Result<void> remove(const RemovalPlan::Item &item, bool isForced, const CopyProgress &progress = {});
    /// How many copies of earlier removals made room in this batch.
    [[nodiscard]] int droppedCount() const noexcept { return m_dropped; }

    /// How many objects of the last batch can be restored, and the bytes of their copies.
    [[nodiscard]] std::size_t undoableCount() const noexcept;
    [[nodiscard]] qint64 undoableBytes() const noexcept;
    /// How many objects can be restored in all.
    [[nodiscard]] std::size_t backupCount() const noexcept { return m_copies.size(); }
    /// The object that undo() restores.
    [[nodiscard]] const ObjectName &latest(std::size_t skipped = 0) const;
    /// Restores the latest one but `skipped`; if that fails, its backup is kept. Errors: EEXIST, ENOSPC, …
    [[nodiscard]] Result<ObjectBackup::Restored> undo(std::size_t skipped = 0, const CopyProgress &progress = {});

private:
    struct Copy {
        ObjectBackup backup;
        unsigned batch = 0;
    };
    [[nodiscard]] BackupOptions optionsFor(const RemovalPlan::Item &item, const CopyProgress &progress) const;
    /// Copies an object that may be in use, and removes its name.
    [[nodiscard]] Result<ObjectBackup> removeInUse(const RemovalPlan::Item &item, const BackupOptions &options) const;
    [[nodiscard]] Result<void> removeSeenUnused(const ObjectName &name, ObjectId identity);
    void add(ObjectBackup backup);
    /// Calls `visit` with each copy of the same object, which had several names.
    template <typename Visit>
    void forOtherNames(const ObjectInstance &object, Visit visit);
    void makeRoom();
    /// The memory that is free again when the copy goes.
    [[nodiscard]] static std::size_t memoryOf(const ObjectBackup &backup) noexcept;

    SystemCalls m_calls;
    std::shared_ptr<BackupFile> m_file; ///< of this batch
    RecentHolders m_holders; ///< found in this batch
    std::deque<Copy> m_copies;
    bool m_hasOtherNames = false; ///< some object had several names
    std::size_t m_bytes = 0; ///< in memory
    std::size_t m_batchBytes = 0; ///< of them, those of this batch
    unsigned m_batch = 0;
    int m_dropped = 0;
};

} // namespace shmlab::ui
