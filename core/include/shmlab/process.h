// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/system_calls.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shmlab {

/// A process as /proc/PID/stat tells it. Pid and start time together name it for good; a pid alone is used again.
struct Process {
    pid_t pid = 0;
    std::uint64_t startTicks = 0; ///< since boot, in ticks of sysconf(_SC_CLK_TCK)
    char state = '?'; ///< 'R', 'S', 'D', 'T' stopped, 't' traced, 'Z' zombie, 'X' dead
    bool isKernelThread = false;
    std::string program; ///< at most 15 bytes, chosen by the process itself: to be escaped when shown

    [[nodiscard]] bool isSameAs(const Process &other) const noexcept
    {
        return pid == other.pid && startTicks == other.startTicks;
    }
    /// Stopped by a signal or held by a debugger.
    [[nodiscard]] bool isStopped() const noexcept { return state == 'T' || state == 't'; }
    /// Ended, though its parent has not asked for its status yet.
    [[nodiscard]] bool hasEnded() const noexcept { return state == 'Z' || state == 'X'; }
};

/// Errors: ENOENT or ESRCH when there is no such process.
[[nodiscard]] Result<Process> readProcess(SystemCalls calls, pid_t pid);

/// One line of /proc/PID/stat (proc(5)); the program name may hold spaces and parentheses. Nothing when malformed.
[[nodiscard]] std::optional<Process> parseProcessStat(std::string_view text);

/// The inode of a namespace of this process, `kind` as in namespaces(7): "pid", "mnt". 0 where /proc does not tell.
[[nodiscard]] std::uint64_t ownNamespace(SystemCalls calls, const std::string &kind);

/// Holds on to a process by pidfd, so that its end is seen even when its pid is in use again.
class ProcessWatch {
public:
    ProcessWatch() = default;
    ProcessWatch(ProcessWatch &&other) noexcept;
    ProcessWatch &operator=(ProcessWatch &&other) noexcept;
    ~ProcessWatch();

    /// Errors: ESRCH when `process` has ended, also when another one has its pid by now.
    [[nodiscard]] static Result<ProcessWatch> open(SystemCalls calls, const Process &process);

    [[nodiscard]] bool isOpen() const noexcept { return m_fd >= 0; }
    [[nodiscard]] const Process &process() const noexcept { return m_process; }
    /// Never blocks.
    [[nodiscard]] Result<bool> hasEnded(SystemCalls calls) const;

private:
    SystemCalls m_calls;
    Process m_process;
    int m_fd = -1;
};

} // namespace shmlab
