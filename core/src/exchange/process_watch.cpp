// SPDX-License-Identifier: MIT
#include <shmlab/exchange/process_watch.h>

#include <cerrno>
#include <utility>

namespace shmlab {

ProcessWatch::ProcessWatch(ProcessWatch &&other) noexcept
    : m_calls(other.m_calls),
      m_process(std::move(other.m_process)),
      m_fd(std::exchange(other.m_fd, -1))
{
}

ProcessWatch &ProcessWatch::operator=(ProcessWatch &&other) noexcept
{
    ProcessWatch taken(std::move(other));
    std::swap(m_calls, taken.m_calls);
    std::swap(m_process, taken.m_process);
    std::swap(m_fd, taken.m_fd);
    return *this;
}

ProcessWatch::~ProcessWatch()
{
    if (m_fd >= 0)
        (void)m_calls.close(m_fd);
}

Result<ProcessWatch> ProcessWatch::open(SystemCalls calls, const Process &process)
{
    const auto fd = calls.pidfdOpen(process.pid);
    if (!fd)
        return std::unexpected(fd.error());
    ProcessWatch watch;
    watch.m_calls = calls;
    watch.m_process = process;
    watch.m_fd = *fd;
    // Only a check after the pidfd was opened proves that it refers to this process, not to a later one with its pid.
    const auto now = readProcess(calls, process.pid);
    if (!now || !now->isSameProcess(process))
        return std::unexpected(Error{.call = Call::PidfdOpen, .errorNumber = ESRCH});
    return watch;
}

Result<bool> ProcessWatch::hasEnded() const
{
    return m_calls.isReadable(m_fd);
}

std::optional<ProcessEnd> ProcessWatch::end() const
{
    const auto byPidfd = [this]() -> std::optional<ProcessEnd> {
        const auto status = m_calls.endStatus(m_fd).value_or(std::nullopt);
        return status ? std::optional(ProcessEnd{*status, ProcessEnd::Source::Pidfd}) : std::nullopt;
    };
    if (const auto end = byPidfd())
        return end;
    const auto now = readProcess(m_calls, m_process.pid);
    if (now && now->isSameProcess(m_process) && now->endStatus != 0)
        return ProcessEnd{now->endStatus, ProcessEnd::Source::ProcStat};
    return byPidfd(); // its parent may have collected the status in between
}

} // namespace shmlab
