// SPDX-License-Identifier: MIT
#pragma once

#include "base/open_descriptor.h"

#include <shmlab/manage/object_backup.h>

#include <optional>

#include <sys/stat.h>

namespace shmlab {

[[nodiscard]] ObjectInstance instanceOf(const struct statx &status) noexcept;

/// An object that was found by one of its names.
struct NamedObject {
    OpenDescriptor descriptor; ///< O_PATH
    nlink_t links = 0;
};
/// Looks for a name of `wanted` other than `name`, in the directory of the objects and in those below it, but not in
/// what is mounted there. Errors: those of opening that directory.
[[nodiscard]] Result<std::optional<NamedObject>> findOtherName(InspectCalls calls, const ObjectInstance &wanted,
                                                               const ObjectName &name);

} // namespace shmlab
