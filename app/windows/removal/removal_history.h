// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>
#include <shmlab/manage/removal.h>

#include <deque>
#include <optional>

namespace shmlab::ui {

/// Removes objects and keeps a copy of each for undo, while there is room: the oldest copies go first. Used from one
/// thread at a time.
class RemovalHistory {
public:
    explicit RemovalHistory(SystemCalls calls = {}) : m_calls(calls) { }

    static constexpr std::size_t maxBytes = std::size_t{256} << 20U;

    /// What is removed from now on is put back in one go.
    void beginBatch() noexcept { ++m_batch; }
    /// Whatever was said before counts no more: it is checked again that the name leads to this object and, unless it
    /// is `forced`, that the object is stale. Errors: NotStale, Replaced, ENOENT, EACCES, …
    struct Removed {
        bool hasBackup = false; ///< it can be put back
    };
    [[nodiscard]] Result<Removed> remove(const ObjectReport &report, bool forced);
    /// Whether a copy of it would find room, were all others given up.
    [[nodiscard]] static bool canBackUp(const ObjectReport &report);
    /// Whether its bytes may be read for a copy now.
    [[nodiscard]] static bool canRead(InspectCalls calls, const ObjectReport &report);

    /// How many objects of the last batch can be put back.
    [[nodiscard]] std::size_t undoableCount() const noexcept;
    /// The object that undo() puts back.
    [[nodiscard]] const ObjectName &latest() const { return m_copies.back().backup.name(); }
    /// Puts the latest one back; when that fails it stays, and the one before is the next to be tried. Errors: EEXIST,
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
