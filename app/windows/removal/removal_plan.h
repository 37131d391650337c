// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/restore_text.h"

#include <shmlab/inspect/object_report.h>

#include <QString>

#include <cstdint>
#include <vector>

namespace shmlab::ui {

/// Where the copy of a removed object is kept for undo.
enum class BackupPlace : std::uint8_t {
    Memory,
    File, ///< memory has no room for it
    Nowhere, ///< it cannot be restored: it cannot be read, or the user wants no file
};

/// Which objects a removal was asked for.
enum class RemovalScope : std::uint8_t { One, Selected, AllStale };

/// A removal as it is told to the user before anything is removed, and as it is carried out.
struct RemovalPlan {
    struct Item {
        ObjectReportPtr report;
        BackupPlace place = BackupPlace::Nowhere;
        qint64 bytes = 0; ///< that the copy takes
        bool isReadable = false;
    };
    struct Share {
        int objects = 0;
        qint64 bytes = 0;

        void add(qint64 size)
        {
            ++objects;
            bytes += size;
        }
    };

    RemovalScope scope = RemovalScope::One;
    std::vector<Item> items;
    MissingCounts missing; ///< what the objects with a copy will lack once they are restored
    Share dropped; ///< copies of earlier removals that make room
    int filteredOut = 0; ///< stale as well, but hidden by the filter
    int onKeepList = 0; ///< never removed in bulk, so not among the items; RemovalScope::One: the only item is
    int interrupted = 0; ///< selected, but under the quarantine name of a removal: they can be put back
    int kept = 0; ///< selected, but each needs a question of its own
    bool isForced = false; ///< the name was typed: nobody is asked
    QString problem{}; ///< why nothing can be removed
    QString notAsked{}; ///< why the kernel was not asked about the only object; empty: it was, or was not tried

    [[nodiscard]] Share shareOf(BackupPlace place) const
    {
        Share share;
        for (const Item &item : items) {
            if (item.place == place)
                share.add(item.bytes);
        }
        return share;
    }
    /// What the user decided about the objects that memory has no room for.
    void keepNoFile()
    {
        for (Item &item : items) {
            if (item.place == BackupPlace::File)
                item.place = BackupPlace::Nowhere;
        }
    }
};

} // namespace shmlab::ui
