// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/system_calls.h>
#include <shmlab/inspect/process.h>

#include <cstdint>
#include <optional>

namespace shmlab {

/// How a process ended, and which interface of the kernel said so.
struct ProcessEnd {
    enum class Source : std::uint8_t {
        Pidfd, ///< PIDFD_GET_INFO, since Linux 6.15: exact
        ProcStat, ///< /proc/PID/stat of a process whose parent has not collected its status yet
    };
    int status = 0; ///< as of wait(2)
    Source source = Source::Pidfd;
    bool operator==(const ProcessEnd &) const = default;
};

/// Watches a process through a pidfd, so that its end is seen even when its pid is reused. Move-only; empty by default
/// and after a move.
class SHMLAB_EXPORT ProcessWatch {
public:
    ProcessWatch() = default;
    ProcessWatch(ProcessWatch &&other) noexcept;
    ProcessWatch &operator=(ProcessWatch &&other) noexcept;
    ~ProcessWatch();

    /// Errors: those of pidfd_open(2); ESRCH `process` has ended, even if another process has its pid now.
    [[nodiscard]] static Result<ProcessWatch> open(SystemCalls calls, const Process &process);

    [[nodiscard]] bool isOpen() const noexcept { return m_fd >= 0; }
    [[nodiscard]] const Process &process() const noexcept { return m_process; }
    /// Never blocks.
    [[nodiscard]] Result<bool> hasEnded() const;
    /// How it ended; empty while it runs and where the kernel does not show it. Never blocks.
    [[nodiscard]] std::optional<ProcessEnd> end() const;

private:
    SystemCalls m_calls;
    Process m_process;
    int m_fd = -1;
};

} // namespace shmlab
