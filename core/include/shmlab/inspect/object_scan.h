// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_report.h>

#include <vector>

namespace shmlab {

/// All objects of all domains, with their holders and kinds, from one scan.
struct ObjectScan {
    std::vector<ObjectReportPtr> reports; ///< by name; of several with one name by inode
    int hiddenProcesses = 0; ///< that could not be examined
    bool isSystemWide = true;
};

/// Scans all objects once; for programs that follow changes see ObjectMonitor. It changes none of them. Blocks for a
/// pass over /proc, some microseconds per object, and up to 100 ms more per thread where other programs inspect the
/// same objects; for an object on which another process holds a lease, 20 ms. Without an observer it uses up to three
/// more threads meanwhile. A name that is replaced while the names are read, in the first milliseconds, may be missing.
/// A program that ignores SIGIO (and keeps doing so) saves it a call per object. Errors: those of opening and reading
/// the domains and /proc; OutOfMemory.
[[nodiscard]] SHMLAB_EXPORT Result<ObjectScan> scanObjects(InspectCalls calls = {}, ObjectProbe probe = nullptr);

} // namespace shmlab
