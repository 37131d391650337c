// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_report.h>

#include <vector>

namespace shmlab {

/// All objects of a machine, who holds them and what they are, seen within one look.
struct ObjectScan {
    std::vector<ObjectReportPtr> reports; ///< by name; of several with one name by inode
    int hiddenProcesses = 0; ///< that could not be looked into
    bool isSystemWide = true;
};

/// One look at all of them, each judged, for who does not wait for what changes: see ObjectMonitor. It changes none of
/// them. Blocks for a pass over /proc, some microseconds per object, and up to 100 ms more per thread where others look
/// at the same ones; for one on which somebody keeps a lease, 20 ms. Without an observer it uses up to three threads
/// more meanwhile. A name that is replaced while the names are read, in the first milliseconds, may be missing. A
/// program that ignores SIGIO (and keeps doing so) saves it a call per object. Errors: those of opening and reading the
/// two places, OutOfMemory.
[[nodiscard]] SHMLAB_EXPORT Result<ObjectScan> scanObjects(InspectCalls calls = {}, ObjectProbe probe = nullptr);

} // namespace shmlab
