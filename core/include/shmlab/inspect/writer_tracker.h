// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/change_sweep.h>

#include <cstddef>
#include <optional>
#include <vector>

namespace shmlab {

/// Follows the place where an object is being written. Compares the page of the last change byte by byte, and finds the
/// next page by a ChangeSweep.
class SHMLAB_EXPORT WriterTracker {
public:
    /// The offset of a byte that changed since the last step; after a change in another page, first the offset of that
    /// page, since its earlier bytes are not known. With `sweeps` it also takes a step of the sweep, which may take a
    /// millisecond.
    [[nodiscard]] Result<std::optional<off_t>> step(const ByteSource &object, bool sweeps);

private:
    ChangeSweep m_sweep;
    off_t m_page = -1; ///< of the last change
    std::vector<std::byte> m_before; ///< its bytes then
};

} // namespace shmlab
