// SPDX-License-Identifier: MIT
#include "inspect/process_scanner.h"

#include "inspect/proc_files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cinttypes>
#include <climits>
#include <cstdio>
#include <cstring>
#include <limits>

#include <sys/sysmacros.h>

namespace shmlab {
namespace {

constexpr off_t untilEof = 0; // l_len of a lock without end, as in fcntl(2)

/// A lock line's "FIRST LAST", LAST inclusive or "EOF".
std::optional<ByteRange> parseLockRange(std::string_view first, std::string_view last)
{
    const auto begin = parseNumber<off_t>(first);
    if (!begin || *begin < 0)
        return {};
    if (last == "EOF")
        return ByteRange{*begin, untilEof};
    const auto end = parseNumber<off_t>(last);
    if (!end || *end < *begin)
        return {};
    if (*end == std::numeric_limits<off_t>::max())
        return ByteRange{*begin, untilEof};
    return ByteRange{*begin, *end - *begin + 1};
}

/// The kernel writes a newline as a backslash and 012, and a backslash as it is.
std::string unescapeNewlines(std::string_view path)
{
    constexpr std::string_view written = "\\012";
    std::string text(path);
    for (auto at = text.find(written); at != std::string::npos; at = text.find(written, at + 1))
        text.replace(at, written.size(), 1, '\n');
    return text;
}

/// Where in its file a mapping of [begin, end) ends.
off_t mappingFileEnd(std::uint64_t offset, std::uint64_t begin, std::uint64_t end)
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<off_t>::max());
    return static_cast<off_t>((offset + (end - begin)) & most);
}

/// " 00:1a ", as in the lines of /proc/PID/maps.
std::string deviceField(dev_t device)
{
    std::array<char, 24> text{};
    const int length = std::snprintf(text.data(), text.size(), " %02x:%02x ", major(device), minor(device));
    return {text.data(), static_cast<std::size_t>(length)};
}

/// The name in /proc/PID/map_files of a range from /proc/PID/maps, which pads low addresses with zeros.
std::string mapFilesEntry(std::string_view range)
{
    const auto unpadded = [](std::string_view address) {
        return std::string(address.substr(std::min(address.find_first_not_of('0'), address.size() - 1)));
    };
    const auto dash = range.find('-'); // parseMapsLine() has found it, and digits on both sides
    return unpadded(range.substr(0, dash)) + '-' + unpadded(range.substr(dash + 1));
}

} // namespace

FileSelector::FileSelector(dev_t device, std::optional<ino_t> only)
    : m_device(device),
      m_only(only),
      m_deviceField(shmlab::deviceField(device))
{
}

ProcessAccess accessFromError(const Error &error)
{
    return error.errorNumber == ENOENT || error.errorNumber == ESRCH ? ProcessAccess::NoAddressSpace
                                                                     : ProcessAccess::Hidden;
}

ProcessAccess ProcessScanner::scanMaps(const std::string &thread)
{
    const auto maps = m_calls.openAt(m_directory, thread + "maps", 0);
    if (!maps)
        return accessFromError(maps.error());
    const ScopedDescriptor opened{m_calls, *maps};
    if (const auto access = queryMappings(*maps))
        return *access;
    return parseMaps(*maps);
}

/// One by one, in numbers; a path is asked for only where it is wanted. The kernel takes three times as long to write
/// all of them as text. Nothing when it does not answer, or not as it should: Linux before 6.11, a sandbox.
std::optional<ProcessAccess> ProcessScanner::queryMappings(int maps)
{
    for (std::uint64_t address = 0;;) {
        const auto mapping = m_calls.nextMapping(maps, address);
        if (!mapping && mapping.error().errorNumber == ENOENT)
            return ProcessAccess::Granted;
        if (!mapping && mapping.error().errorNumber == ESRCH)
            return ProcessAccess::NoAddressSpace;
        if (!mapping || mapping->end <= address)
            return {};
        address = mapping->end;
        if (!m_selector.contains({mapping->device, mapping->inode}))
            continue;
        std::array<char, 40> range{};
        (void)std::snprintf(range.data(), range.size(), "%" PRIx64 "-%" PRIx64, mapping->begin, mapping->end);
        Match &match = addMapping(mapping->inode, mapping->canWrite,
                                  mappingFileEnd(mapping->offset, mapping->begin, mapping->end), range.data());
        if (!match.object.label.empty())
            continue;
        std::array<char, PATH_MAX> path{};
        const auto same = m_calls.nextMapping(maps, mapping->begin, path);
        if (!same && same.error().errorNumber != ENOENT && same.error().errorNumber != ESRCH)
            return {};
        if (same && same->device == mapping->device && same->inode == mapping->inode)
            match.object.label = path.data();
    }
}

ProcessAccess ProcessScanner::parseMaps(int maps)
{
    const auto text = readFile(m_calls, maps, ReadMode::UntilEof);
    if (!text)
        return accessFromError(text.error());
    if (text->empty())
        return ProcessAccess::NoAddressSpace;
    // Most lines are of other devices: only those with the device's number somewhere are worth a closer look.
    const std::string &field = m_selector.deviceField();
    std::string_view rest = *text;
    while (const void *const found = ::memmem(rest.data(), rest.size(), field.data(), field.size())) {
        const auto at = static_cast<std::size_t>(static_cast<const char *>(found) - rest.data());
        rest.remove_prefix(rest.substr(0, at).rfind('\n') + 1); // npos + 1 is 0
        const auto line = parseMapsLine(nextLine(rest));
        if (!line || !m_selector.contains(line->identity))
            continue;
        addMapping(line->identity.inode, line->canWrite, line->end, mapFilesEntry(line->range)).object.label =
            unescapeNewlines(line->path);
    }
    return ProcessAccess::Granted;
}

ProcessScanner::Match &ProcessScanner::addMapping(ino_t inode, bool canWrite, off_t end, std::string_view range)
{
    Match &match = m_matches[inode];
    match.holder.maps = true;
    match.holder.mapsWritable = match.holder.mapsWritable || canWrite;
    match.object.mappedEnd = std::max(match.object.mappedEnd, end);
    match.object.procPath = m_path + "/map_files/" + std::string(range);
    return match;
}

ProcessAccess ProcessScanner::scanDescriptors(const std::string &thread)
{
    const auto directory = m_calls.openAt(m_directory, thread + "fd", O_DIRECTORY);
    if (!directory)
        return accessFromError(directory.error());
    const ScopedDescriptor opened{m_calls, *directory};
    const auto descriptors = listNumericEntries(m_calls, *directory);
    if (!descriptors)
        return accessFromError(descriptors.error());
    for (const int fd : *descriptors) {
        if (scanDescriptor(thread, *directory, fd) == ProcessAccess::Hidden)
            return ProcessAccess::Hidden;
    }
    return ProcessAccess::Granted;
}

ProcessAccess ProcessScanner::scanDescriptor(const std::string &thread, int descriptors, int fd)
{
    const std::string number = std::to_string(fd);
    const auto statx = m_calls.statAt(descriptors, number, InspectCalls::Symlinks::Follow);
    if (!statx)
        return accessFromError(statx.error());
    const ObjectStatus status = ObjectStatus::of(*statx);
    if (!m_selector.contains(status.identity) || !status.isRegular())
        return ProcessAccess::Granted;
    Match &match = m_matches[status.identity.inode];
    match.holder.opens = true;
    match.object.status = status;
    match.object.procPath = m_path + '/' + thread + "fd/" + number;
    if (const auto text = readFileAt(m_calls, m_directory, thread + "fdinfo/" + number, ReadMode::SingleRead)) {
        const DescriptorInfo info = parseDescriptorInfo(*text);
        match.holder.opensWritable = match.holder.opensWritable || info.canWrite;
        for (const ByteRange lock : info.locks) { // which each descriptor of the same open file tells
            if (std::ranges::find(match.holder.locks, lock) == match.holder.locks.end())
                match.holder.locks.push_back(lock);
        }
    }
    if (status.links == 0 && match.object.label.empty()) {
        std::array<char, PATH_MAX> link{};
        if (const auto length = m_calls.readlink(match.object.procPath, link.data(), link.size()))
            match.object.label.assign(link.data(), *length);
    }
    return ProcessAccess::Granted;
}

ProcessAccess ProcessScanner::scanOtherThreads()
{
    const auto directory = m_calls.openAt(m_directory, "task", O_DIRECTORY);
    if (!directory)
        return accessFromError(directory.error());
    const ScopedDescriptor opened{m_calls, *directory};
    const auto threads = listNumericEntries(m_calls, *directory);
    if (!threads)
        return accessFromError(threads.error());
    for (const int thread : *threads) {
        if (const ProcessAccess access = scan("task/" + std::to_string(thread) + '/');
            access != ProcessAccess::NoAddressSpace)
            return access;
    }
    return ProcessAccess::NoAddressSpace;
}

std::optional<MapsLine> parseMapsLine(std::string_view line)
{
    const std::string_view range = nextField(line);
    const std::string_view permissions = nextField(line);
    const auto offset = parseNumber<std::uint64_t>(nextField(line), 16);
    const std::string_view device = nextField(line);
    const auto inode = parseNumber<ino_t>(nextField(line));
    const auto colon = device.find(':');
    const auto dash = range.find('-');
    if (permissions.size() != 4 || colon == std::string_view::npos || dash == std::string_view::npos || !inode
        || !offset)
        return {};
    const auto begin = parseNumber<std::uint64_t>(range.substr(0, dash), 16);
    const auto end = parseNumber<std::uint64_t>(range.substr(dash + 1), 16);
    if (!begin || !end || *end < *begin)
        return {};
    const auto major = parseNumber<unsigned>(device.substr(0, colon), 16);
    const auto minor = parseNumber<unsigned>(device.substr(colon + 1), 16);
    if (!major || !minor)
        return {};
    return MapsLine{.identity = {makedev(*major, *minor), *inode},
                    .canWrite = permissions[1] == 'w' && permissions[3] == 's',
                    .range = range,
                    .end = mappingFileEnd(*offset, *begin, *end),
                    .path = line.substr(std::min(line.find_first_not_of(' '), line.size()))};
}

DescriptorInfo parseDescriptorInfo(std::string_view text)
{
    DescriptorInfo info;
    while (!text.empty()) {
        std::string_view line = nextLine(text);
        const std::string_view key = nextField(line);
        if (key == "flags:") {
            const auto flags = parseNumber<int>(nextField(line), 8);
            info.canWrite = flags && (*flags & O_ACCMODE) != O_RDONLY;
        } else if (key == "lock:") {
            // "1: OFDLCK ADVISORY WRITE -1 00:1a:29 0 3"; a lease is no lock, though it has a range as well
            (void)nextField(line);
            if (const std::string_view type = nextField(line); type == "LEASE" || type == "DELEG")
                continue;
            for (int skipped = 2; skipped < 6; ++skipped)
                (void)nextField(line);
            const std::string_view first = nextField(line);
            if (const auto range = parseLockRange(first, nextField(line)))
                info.locks.push_back(*range);
        }
    }
    return info;
}

} // namespace shmlab
