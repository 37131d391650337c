// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_domain.h>
#include <shmlab/inspect/object_report.h>

#include <vector>

namespace shmlab {

/// All objects of all domains, with their holders and kinds, from one scan.
struct ObjectScan {
    std::vector<ObjectReportPtr> reports; ///< by name; of several with one name by inode
    int hiddenProcesses = 0; ///< that could not be examined
    bool isHiddenCountKnown = true; ///< false where /proc does not even list them (hidepid)
    bool isSystemWide = true;
    std::vector<UnseenDomain> unseenDomains{}; ///< whose objects are not in `reports`
};

/// Scans all objects once; for programs that follow changes see ObjectMonitor. It changes none of them. It takes no
/// lease and does not open an object on which another process holds one. Blocks for a pass over /proc and some
/// microseconds per object. Without an observer it uses up to three more threads meanwhile. A name that is replaced
/// while the names are read, in the first milliseconds, may be missing. Errors: those of opening and reading
/// /dev/shm and /proc; OutOfMemory.
[[nodiscard]] SHMLAB_EXPORT Result<ObjectScan> scanObjects(InspectCalls calls = {}, ObjectProbe probe = nullptr);

} // namespace shmlab
