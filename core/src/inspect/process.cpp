// SPDX-License-Identifier: MIT
#include <shmlab/inspect/process.h>

#include "inspect/proc_files.h"
#include "inspect/process_parsers.h"

#include <array>
#include <cerrno>
#include <ctime>

#include <unistd.h>

namespace shmlab {
Result<Process> readProcessAt(InspectCalls calls, int directory)
{
    const auto text = readFileAt(calls, directory, "stat", ReadMode::SingleRead);
    if (!text)
        return std::unexpected(text.error());
    if (auto process = parseProcessStat(*text))
        return *process;
    return std::unexpected(Error{.call = Call::Read, .errorNumber = ESRCH});
}

Result<Process> readProcess(InspectCalls calls, pid_t pid)
{
    const auto text =
        readFileAt(calls, AT_FDCWD, calls.roots().proc + '/' + std::to_string(pid) + "/stat", ReadMode::SingleRead);
    if (!text)
        return std::unexpected(text.error());
    if (auto process = parseProcessStat(*text))
        return *process;
    return std::unexpected(Error{.call = Call::Read, .errorNumber = ESRCH});
}

std::uint64_t ownNamespace(InspectCalls calls, const std::string &kind)
{
    return namespaceOf(calls, calls.roots().proc + "/self", kind);
}

std::uint64_t ownTimeNamespace()
{
    static const std::uint64_t inode = ownNamespace(InspectCalls(), "time");
    return inode;
}

std::chrono::system_clock::time_point startTimeOf(const Process &process)
{
    timespec sinceBoot{};
    ::clock_gettime(CLOCK_BOOTTIME, &sinceBoot);
    const std::chrono::duration<double> start(static_cast<double>(process.startTicks)
                                              / static_cast<double>(::sysconf(_SC_CLK_TCK)));
    const auto up = std::chrono::seconds(sinceBoot.tv_sec) + std::chrono::nanoseconds(sinceBoot.tv_nsec);
    const auto age = up - std::chrono::duration_cast<std::chrono::nanoseconds>(start);
    return std::chrono::system_clock::now() - std::chrono::duration_cast<std::chrono::system_clock::duration>(age);
}

} // namespace shmlab
