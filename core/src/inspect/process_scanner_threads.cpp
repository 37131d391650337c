// SPDX-License-Identifier: MIT
// What a ProcessScanner finds in other threads than the first one.
#include "inspect/process_scanner.h"

#include "base/open_descriptor.h"
#include "inspect/proc_files.h"

#include <cstdint>

namespace shmlab {
namespace {

std::string filesOf(int thread)
{
    return "task/" + std::to_string(thread) + '/';
}

} // namespace

Result<std::vector<int>> ProcessScanner::threads() const
{
    const auto directory = OpenDescriptor::of(m_calls, m_calls.openAt(m_directory, "task", O_DIRECTORY));
    if (!directory)
        return std::unexpected(directory.error());
    return listNumericEntries(m_calls, directory->get());
}

ProcessAccess ProcessScanner::scanOtherThreads()
{
    const auto all = threads();
    if (!all)
        return accessFromError(all.error());
    for (const int thread : *all) {
        if (m_limit.isReached())
            return ProcessAccess::Hidden;
        if (const ProcessAccess access = scan(filesOf(thread)); access != ProcessAccess::NoAddressSpace)
            return access;
    }
    return ProcessAccess::NoAddressSpace;
}

Result<std::vector<int>> ProcessScanner::descriptorsOf(const std::string &thread) const
{
    const auto directory = OpenDescriptor::of(m_calls, m_calls.openAt(m_directory, thread + "fd", O_DIRECTORY));
    if (!directory)
        return std::unexpected(directory.error());
    return listNumericEntries(m_calls, directory->get());
}

/// Where the kernel does not compare them, tables with the same numbers are taken for one. The process may open and
/// close files meanwhile, so those of the first thread are listed again before and after.
bool ProcessScanner::hasOwnTable(int thread)
{
    if (const auto isShared = m_calls.sharesDescriptors(m_pid, thread))
        return !*isShared;
    constexpr int tries = 3;
    for (int i = 0; i < tries; ++i) {
        const auto descriptors = descriptorsOf(filesOf(thread));
        if (!descriptors || *descriptors == m_descriptors)
            return false;
        auto again = descriptorsOf({});
        if (!again || *again == *descriptors)
            return false;
        m_descriptors = *std::move(again);
    }
    return true;
}

ProcessAccess ProcessScanner::scanSeparateTables()
{
    constexpr std::uint32_t linksOfOneThread = 3; // "." and ".." and the thread
    const auto status = m_calls.statAt(m_directory, "task");
    if (!status || status->stx_nlink <= linksOfOneThread)
        return ProcessAccess::Granted;
    const auto all = threads();
    if (!all)
        return accessFromError(all.error());
    auto access = ProcessAccess::Granted;
    for (const int thread : *all) {
        if (m_limit.isReached())
            return ProcessAccess::Hidden;
        if (thread != m_pid && hasOwnTable(thread) && scanDescriptors(filesOf(thread)) == ProcessAccess::Hidden)
            access = ProcessAccess::Hidden;
    }
    return access;
}

} // namespace shmlab
