// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/hex_view.h"

#include <shmlab/inspect/change_sweep.h>
#include <shmlab/inspect/object_location.h>
#include <shmlab/inspect/writer_tracker.h>

#include <memory>
#include <optional>
#include <vector>

namespace shmlab::ui {

/// Bytes of an object as they were read earlier. Copies share them.
struct KnownBytes {
    qint64 begin = 0;
    std::shared_ptr<const std::vector<std::byte>> bytes;

    [[nodiscard]] qint64 end() const { return begin + (bytes ? std::ssize(*bytes) : 0); }
    [[nodiscard]] bool contains(qint64 offset) const { return offset >= begin && offset < end(); }
    [[nodiscard]] bool covers(HexView::Range range) const
    {
        return bytes && range.begin >= begin && range.end <= end();
    }
    /// `range` must be covered.
    [[nodiscard]] std::span<const std::byte> part(HexView::Range range) const;
    /// Replaces the bytes of an object from `offset` on by those that are known.
    void overlay(qint64 offset, std::span<std::byte> onto) const;
};

/// The bytes of a range: known bytes as they are known, later entries of the list first; the others as they are in the
/// object now. Fewer if the object ends, or if it cannot be opened and nothing is known.
[[nodiscard]] std::vector<std::byte> readRange(InspectCalls calls, const ObjectLocation &object, HexView::Range range,
                                               const std::vector<KnownBytes> &known);

/// The parts of an object that a panel needs.
struct ReadRequest {
    HexView::Range window; ///< may end beyond the object
    HexView::Range values; ///< the bytes at the cursor
    bool followsWriter = false;
    bool sweeps = false; ///< searches for the writer in other pages as well
};

/// The result of one read of an object.
struct ReadResult {
    qint64 sizeBytes = 0;
    std::vector<std::byte> window; ///< from the beginning of the one requested; fewer if the object ends
    std::vector<std::byte> values;
    std::optional<qint64> written; ///< where the writer was seen, if it is followed
};

/// Opens the object, reads what is requested and closes it again. `tracker` remembers where the writer was seen.
[[nodiscard]] Result<ReadResult> readObject(InspectCalls calls, const ObjectLocation &object,
                                            const ReadRequest &request, WriterTracker &tracker);

} // namespace shmlab::ui
