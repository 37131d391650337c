// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_report.h>
#include <shmlab/manage/shared_object.h>

namespace shmlab {

/// Whether it may be removed without a further question: stale, with its name, and of this user.
[[nodiscard]] SHMLAB_EXPORT bool isOwnStaleObject(const ObjectReport &report) noexcept;

/// Removes the name of the object that `usage` describes, if the name still leads to it and it still is Stale. Takes
/// both owner locks meanwhile, so concurrent removals exclude each other. Blocks for 40 ms at most. Errors: NotStale,
/// Replaced, NotRegular; ENOENT it is gone already; EACCES it belongs to another user.
[[nodiscard]] SHMLAB_EXPORT Result<void> removeStale(SystemCalls calls, const ObjectName &name, const Usage &usage);

/// Removes the name whatever the verdict, as long as it leads to the object `identity`; ask the user first. Processes
/// that have the object open or mapped keep it. Errors: Replaced, NotRegular; ENOENT; EACCES it belongs to another
/// user.
[[nodiscard]] SHMLAB_EXPORT Result<void> unlinkIfSame(SystemCalls calls, const ObjectName &name, ObjectId identity);

} // namespace shmlab
