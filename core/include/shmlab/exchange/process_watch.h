// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/system_calls.h>
#include <shmlab/inspect/process.h>

namespace shmlab {

/// Holds on to a process by pidfd, so that its end is seen even when its pid is in use again.
class SHMLAB_EXPORT ProcessWatch {
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
