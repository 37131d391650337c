// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_status.h>

#include <chrono>
#include <cstdint>
#include <string>

namespace shmlab {

/// A process as /proc/PID/stat describes it. Pid and start time together identify it; a pid alone is reused.
struct Process {
    pid_t pid = 0;
    std::uint64_t startTicks = 0; ///< since boot, in ticks of sysconf(_SC_CLK_TCK)
    char state = '?'; ///< 'R', 'S', 'D', 'T' stopped, 't' traced, 'Z' zombie, 'X' dead
    int threads = 1; ///< that have not ended, and the first one, which stays until they have
    bool isKernelThread = false;
    int endStatus = 0; ///< of one that has ended, as of wait(2); 0 also where this process may not read it
    uid_t owner = 0; ///< its real user id; of holders only, as the next one
    std::string
        commandLine{}; ///< its arguments, separated by blanks; bytes, chosen by the process itself; may be empty
    std::string program{}; ///< 15 bytes, more for kernel threads; chosen by the process itself: escape it for display

    [[nodiscard]] bool isSameProcess(const Process &other) const noexcept
    {
        return pid == other.pid && startTicks == other.startTicks;
    }
    /// Stopped by a signal or held by a debugger.
    [[nodiscard]] bool isStopped() const noexcept { return state == 'T' || state == 't'; }
    /// Ended, but its parent has not collected its status yet. The state is that of the first thread, which may end
    /// before the others.
    [[nodiscard]] bool hasEnded() const noexcept { return (state == 'Z' || state == 'X') && threads <= 1; }
};

/// Errors: ENOENT or ESRCH when there is no such process.
[[nodiscard]] SHMLAB_EXPORT Result<Process> readProcess(InspectCalls calls, pid_t pid);

/// The same through an open /proc/PID, which always refers to the same process: also ESRCH once it has ended, even if
/// its pid is reused.
[[nodiscard]] SHMLAB_EXPORT Result<Process> readProcessAt(InspectCalls calls, int directory);

/// When it started, by the current wall clock; needs the clock's boot time and the tick of sysconf(_SC_CLK_TCK).
[[nodiscard]] SHMLAB_EXPORT std::chrono::system_clock::time_point startTimeOf(const Process &process);

/// The inode of a namespace of this process, `kind` as in namespaces(7): "pid", "mnt". 0 if /proc does not show it.
[[nodiscard]] SHMLAB_EXPORT std::uint64_t ownNamespace(InspectCalls calls, const std::string &kind);

/// The time namespace whose clocks this process reads; read once, from the real /proc. 0 if that does not show it.
[[nodiscard]] SHMLAB_EXPORT std::uint64_t ownTimeNamespace();

} // namespace shmlab
