// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

namespace shmlab {

/// Part of an object's bytes: [offset, offset + length).
struct ByteRange {
    off_t offset = 0;
    off_t length = 0;
    bool operator==(const ByteRange &) const = default;
};

} // namespace shmlab
