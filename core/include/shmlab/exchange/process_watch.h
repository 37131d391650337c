// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/system_calls.h>
#include <shmlab/inspect/process.h>

namespace shmlab {

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

private:
    SystemCalls m_calls;
    Process m_process;
    int m_fd = -1;
};

} // namespace shmlab
