// SPDX-License-Identifier: MIT
#include <shmlab/process.h>

#include "proc_files.h"

#include <array>
#include <cerrno>
#include <utility>

namespace shmlab {
namespace {

constexpr std::uint64_t kernelThreadFlag = 0x00200000; // PF_KTHREAD in the kernel's sched.h

} // namespace

std::optional<Process> parseProcessStat(std::string_view text)
{
    const auto open = text.find('(');
    const auto close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open || open == 0)
        return {};
    Process process;
    const auto pid = number<pid_t>(text.substr(0, text.find(' ')));
    process.program = text.substr(open + 1, close - open - 1);
    std::string_view rest = text.substr(close + 1);
    const std::string_view state = nextField(rest); // field 3
    std::optional<std::uint64_t> flags;
    std::optional<std::uint64_t> start;
    for (int field = 4; field <= 22; ++field) {
        const std::string_view value = nextField(rest);
        if (field == 9)
            flags = number<std::uint64_t>(value);
        if (field == 22)
            start = number<std::uint64_t>(value);
    }
    if (!pid || state.size() != 1 || !flags || !start)
        return {};
    process.pid = *pid;
    process.state = state.front();
    process.isKernelThread = (*flags & kernelThreadFlag) != 0;
    process.startTicks = *start;
    return process;
}

Result<Process> readProcess(SystemCalls calls, pid_t pid)
{
    const auto text = readFile(calls, "/proc/" + std::to_string(pid) + "/stat");
    if (!text)
        return std::unexpected(text.error());
    if (auto process = parseProcessStat(*text))
        return *process;
    return std::unexpected(Error{.call = Call::Read, .errorNumber = ESRCH});
}

std::uint64_t ownNamespace(SystemCalls calls, const std::string &kind)
{
    std::array<char, 64> buffer{};
    const auto length = calls.readlink("/proc/self/ns/" + kind, buffer.data(), buffer.size());
    if (!length)
        return 0;
    const std::string_view link(buffer.data(), *length); // "pid:[4026531836]"
    const auto open = link.find('[');
    const auto close = link.rfind(']');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return 0;
    return number<std::uint64_t>(link.substr(open + 1, close - open - 1)).value_or(0);
}

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
    // Only a look after the pidfd was taken proves that it holds the process meant, not a later one with its pid.
    const auto now = readProcess(calls, process.pid);
    if (!now || !now->isSameAs(process))
        return std::unexpected(Error{.call = Call::PidfdOpen, .errorNumber = ESRCH});
    return watch;
}

Result<bool> ProcessWatch::hasEnded(SystemCalls calls) const
{
    return calls.isReadable(m_fd);
}

} // namespace shmlab
