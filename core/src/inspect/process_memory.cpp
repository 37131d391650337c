// SPDX-License-Identifier: MIT
#include "inspect/process_memory.h"

#include "inspect/file_selector.h"
#include "inspect/proc_files.h"
#include "inspect/process_parsers.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace shmlab {
namespace {

constexpr std::size_t pagesAtOnce = 512;

off_t pageBytes()
{
    static const off_t bytes = ::sysconf(_SC_PAGESIZE);
    return bytes;
}

bool isMappingOf(const ObjectId &id, const MapsLine &line)
{
    if (line.identity.inode != id.inode)
        return false;
    if (id.domain == Domain::SystemVShm) // the device is that of the kernel's mount, the identity has the namespace
        return domainOfLabel(line.path) == id.domain;
    return line.identity.device == id.device;
}

/// Which pages of a process are in memory (Documentation/admin-guide/mm/pagemap.rst), from an address on; fewer where
/// its memory is gone.
std::vector<bool> presentPages(InspectCalls calls, int pagemap, std::uint64_t address, std::size_t pages)
{
    constexpr std::uint64_t isPresent = std::uint64_t{1} << 63U;
    std::vector<std::uint64_t> entries(pages);
    const auto at = static_cast<off_t>(address / static_cast<std::uint64_t>(pageBytes()) * sizeof entries.front());
    const auto got = calls.readAt(pagemap, entries.data(), pages * sizeof entries.front(), at).value_or(0);
    entries.resize(got / sizeof entries.front());
    std::vector<bool> present(entries.size());
    std::transform(entries.begin(), entries.end(), present.begin(),
                   [](std::uint64_t entry) { return (entry & isPresent) != 0; });
    return present;
}

} // namespace

Result<ProcessMemory> ProcessMemory::open(InspectCalls calls, const ObjectId &id, std::span<const Process> holders)
{
    ProcessMemory memory(calls, id);
    Error last{.call = Call::Open, .errorNumber = ESRCH};
    for (const Process &process : holders) {
        if (const auto done = memory.addWindows(process); !done)
            last = done.error();
    }
    if (memory.m_windows.empty())
        return std::unexpected(last);
    return memory;
}

Result<void> ProcessMemory::addWindows(const Process &process)
{
    const std::string folder = m_calls.roots().proc + '/' + std::to_string(process.pid);
    const auto text = readFileAt(m_calls, AT_FDCWD, folder + "/maps", ReadMode::UntilEof);
    if (!text)
        return std::unexpected(text.error());
    auto opened = OpenDescriptor::of(m_calls, m_calls.open(folder + "/pagemap", 0));
    if (!opened)
        return std::unexpected(opened.error());
    const auto pagemap = std::make_shared<const OpenDescriptor>(*std::move(opened));
    const auto now = readProcess(m_calls, process.pid);
    if (!now || !now->isSameProcess(process))
        return std::unexpected(Error{.call = Call::Open, .errorNumber = ESRCH});
    std::vector<Window> windows;
    std::string_view rest = *text;
    while (!rest.empty()) {
        const auto line = parseMapsLine(nextLine(rest));
        if (line && isMappingOf(m_identity, *line))
            windows.push_back({process, pagemap, line->address, line->begin, line->end});
    }
    if (auto done = tryToRead(windows); !done)
        return done;
    std::ranges::move(windows, std::back_inserter(m_windows));
    return {};
}

Result<void> ProcessMemory::tryToRead(std::span<const Window> windows) const
{
    for (const Window &window : windows) {
        const auto pages = static_cast<std::size_t>((window.end - window.offset) / pageBytes());
        const auto present = presentPages(m_calls, window.pagemap->get(), window.address, std::min(pages, pagesAtOnce));
        const auto first = std::ranges::find(present, true);
        if (first == present.end())
            continue;
        std::array<std::byte, 1> probe{};
        const auto at = static_cast<std::uint64_t>((first - present.begin()) * pageBytes());
        const auto got = m_calls.readMemory(window.process.pid, window.address + at, probe);
        if (!got)
            return std::unexpected(got.error());
    }
    return {};
}

off_t ProcessMemory::sizeBytes() const noexcept
{
    return std::ranges::max(m_windows, {}, &Window::end).end;
}

ProcessMemory::PageHolders ProcessMemory::holdersOf(off_t offset, std::size_t pages) const
{
    PageHolders holders(pages);
    const off_t end = offset + static_cast<off_t>(pages) * pageBytes();
    for (const Window &window : m_windows) {
        const off_t begin = std::max(offset, window.offset);
        if (begin >= std::min(end, window.end))
            continue;
        const auto count = static_cast<std::size_t>((std::min(end, window.end) - begin) / pageBytes());
        const auto address = window.address + static_cast<std::uint64_t>(begin - window.offset);
        const auto present = presentPages(m_calls, window.pagemap->get(), address, count);
        const auto skipped = static_cast<std::size_t>((begin - offset) / pageBytes());
        for (std::size_t page = 0; page < present.size(); ++page) {
            if (present[page] && holders[skipped + page] == nullptr)
                holders[skipped + page] = &window;
        }
    }
    return holders;
}

Result<ObjectStatus> ProcessMemory::status() const
{
    ObjectStatus status{.identity = m_identity, .sizeBytes = sizeBytes(), .mode = S_IFREG};
    for (off_t at = 0; at < status.sizeBytes; at += static_cast<off_t>(pagesAtOnce) * pageBytes()) {
        const PageHolders holders = holdersOf(at, pagesAtOnce);
        const auto present = holders.size() - static_cast<std::size_t>(std::ranges::count(holders, nullptr));
        status.allocatedBytes += static_cast<off_t>(present) * pageBytes();
    }
    return status;
}

Result<std::size_t> ProcessMemory::readAt(off_t offset, std::span<std::byte> to) const
{
    const off_t end = std::min(offset + static_cast<off_t>(to.size()), sizeBytes());
    off_t at = offset;
    while (at < end) {
        const off_t firstPage = at / pageBytes() * pageBytes();
        const auto pages = static_cast<std::size_t>((end - firstPage + pageBytes() - 1) / pageBytes());
        const PageHolders holders = holdersOf(firstPage, std::min(pages, pagesAtOnce));
        for (std::size_t page = 0; page < holders.size() && at < end; ++page) {
            const off_t endOfPage = firstPage + static_cast<off_t>(page + 1) * pageBytes();
            const auto part = to.subspan(static_cast<std::size_t>(at - offset),
                                         static_cast<std::size_t>(std::min(end, endOfPage) - at));
            std::ranges::fill(part, std::byte{0});
            if (const Window *const window = holders[page]; window != nullptr) {
                const auto address = window->address + static_cast<std::uint64_t>(at - window->offset);
                const auto got = m_calls.readMemory(window->process.pid, address, part);
                if (!got && got.error().errorNumber != EFAULT) // that was unmapped meanwhile
                    return got;
            }
            at += static_cast<off_t>(part.size());
        }
    }
    return static_cast<std::size_t>(std::max<off_t>(0, end - offset));
}

std::optional<off_t> ProcessMemory::nextPage(off_t from, bool isPresent) const
{
    const off_t step = static_cast<off_t>(pagesAtOnce) * pageBytes();
    for (off_t at = from / pageBytes() * pageBytes(); at < sizeBytes(); at += step) {
        const PageHolders holders = holdersOf(at, pagesAtOnce);
        const auto found =
            std::ranges::find_if(holders, [&](const Window *window) { return (window != nullptr) == isPresent; });
        if (found == holders.end())
            continue;
        const off_t page = at + static_cast<off_t>(found - holders.begin()) * pageBytes();
        if (page < sizeBytes())
            return std::max(page, from);
    }
    return {};
}

Result<std::optional<off_t>> ProcessMemory::nextData(off_t from) const
{
    return nextPage(from, true);
}

Result<off_t> ProcessMemory::nextHole(off_t from) const
{
    return nextPage(from, false).value_or(std::max(from, sizeBytes()));
}

} // namespace shmlab
