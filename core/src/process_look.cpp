// SPDX-License-Identifier: MIT
#include "process_look.h"

#include "proc_files.h"

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

constexpr off_t toTheEnd = 0; // l_len of a lock without end, as in fcntl(2)

/// A lock line's "FIRST LAST", LAST inclusive or "EOF".
std::optional<ByteRange> parseLockRange(std::string_view first, std::string_view last)
{
    const auto begin = number<off_t>(first);
    if (!begin || *begin < 0)
        return {};
    if (last == "EOF")
        return ByteRange{*begin, toTheEnd};
    const auto end = number<off_t>(last);
    if (!end || *end < *begin)
        return {};
    if (*end == std::numeric_limits<off_t>::max())
        return ByteRange{*begin, toTheEnd};
    return ByteRange{*begin, *end - *begin + 1};
}

/// The kernel writes a newline as a backslash and 012, and a backslash as it is.
std::string withNewlines(std::string_view path)
{
    constexpr std::string_view written = "\\012";
    std::string text(path);
    for (auto at = text.find(written); at != std::string::npos; at = text.find(written, at + 1))
        text.replace(at, written.size(), 1, '\n');
    return text;
}

/// Where in its file a mapping of [begin, end) ends.
off_t endInFile(std::uint64_t offset, std::uint64_t begin, std::uint64_t end)
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

WantedFiles::WantedFiles(dev_t device, std::optional<ino_t> only)
    : m_device(device),
      m_only(only),
      m_deviceField(shmlab::deviceField(device))
{
}

Seen whyNotSeen(const Error &error)
{
    return error.errorNumber == ENOENT || error.errorNumber == ESRCH ? Seen::NoMemory : Seen::Hidden;
}

Seen ProcessLook::lookAtMaps(const std::string &thread)
{
    const auto maps = m_calls.openAt(m_directory, thread + "maps", 0);
    if (!maps)
        return whyNotSeen(maps.error());
    const Descriptor opened{m_calls, *maps};
    if (const auto seen = askForMappings(*maps))
        return *seen;
    return readMappings(*maps);
}

/// One by one, in numbers; a path is asked for only where it is wanted. The kernel takes three times as long to write
/// all of them as text. Nothing when it does not answer, or not as it should: Linux before 6.11, a sandbox.
std::optional<Seen> ProcessLook::askForMappings(int maps)
{
    for (std::uint64_t address = 0;;) {
        const auto mapping = m_calls.mappingFrom(maps, address);
        if (!mapping && mapping.error().errorNumber == ENOENT)
            return Seen::Yes;
        if (!mapping && mapping.error().errorNumber == ESRCH)
            return Seen::NoMemory;
        if (!mapping || mapping->end <= address)
            return {};
        address = mapping->end;
        if (!m_wanted.contains({mapping->device, mapping->inode}))
            continue;
        std::array<char, 40> range{};
        (void)std::snprintf(range.data(), range.size(), "%" PRIx64 "-%" PRIx64, mapping->begin, mapping->end);
        Find &find = mapped(mapping->inode, mapping->canWrite, endInFile(mapping->offset, mapping->begin, mapping->end),
                            range.data());
        if (!find.object.label.empty())
            continue;
        std::array<char, PATH_MAX> path{};
        const auto same = m_calls.mappingFrom(maps, mapping->begin, path);
        if (!same && same.error().errorNumber != ENOENT && same.error().errorNumber != ESRCH)
            return {};
        if (same && same->device == mapping->device && same->inode == mapping->inode)
            find.object.label = path.data();
    }
}

Seen ProcessLook::readMappings(int maps)
{
    const auto text = readFile(m_calls, maps, Pieces::Many);
    if (!text)
        return whyNotSeen(text.error());
    if (text->empty())
        return Seen::NoMemory;
    // Most lines are of other devices: only those with the device's number somewhere are worth a closer look.
    const std::string &field = m_wanted.deviceField();
    std::string_view rest = *text;
    while (const void *const found = ::memmem(rest.data(), rest.size(), field.data(), field.size())) {
        const auto at = static_cast<std::size_t>(static_cast<const char *>(found) - rest.data());
        rest.remove_prefix(rest.substr(0, at).rfind('\n') + 1); // npos + 1 is 0
        const auto line = parseMapsLine(nextLine(rest));
        if (!line || !m_wanted.contains(line->identity))
            continue;
        mapped(line->identity.inode, line->canWrite, line->end, mapFilesEntry(line->range)).object.label =
            withNewlines(line->path);
    }
    return Seen::Yes;
}

ProcessLook::Find &ProcessLook::mapped(ino_t inode, bool canWrite, off_t end, std::string_view range)
{
    Find &find = m_finds[inode];
    find.holder.maps = true;
    find.holder.mapsToWrite = find.holder.mapsToWrite || canWrite;
    find.object.mappedEnd = std::max(find.object.mappedEnd, end);
    find.object.door = m_path + "/map_files/" + std::string(range);
    return find;
}

Seen ProcessLook::lookAtDescriptors(const std::string &thread)
{
    const auto directory = m_calls.openAt(m_directory, thread + "fd", O_DIRECTORY);
    if (!directory)
        return whyNotSeen(directory.error());
    const Descriptor opened{m_calls, *directory};
    const auto descriptors = listNumbers(m_calls, *directory);
    if (!descriptors)
        return whyNotSeen(descriptors.error());
    for (const int fd : *descriptors) {
        if (lookAtDescriptor(thread, *directory, fd) == Seen::Hidden)
            return Seen::Hidden;
    }
    return Seen::Yes;
}

Seen ProcessLook::lookAtDescriptor(const std::string &thread, int descriptors, int fd)
{
    const std::string number = std::to_string(fd);
    const auto statx = m_calls.statAt(descriptors, number, LookingCalls::Links::Follow);
    if (!statx)
        return whyNotSeen(statx.error());
    const ObjectStatus status = ObjectStatus::of(*statx);
    if (!m_wanted.contains(status.identity) || !status.isRegular())
        return Seen::Yes;
    Find &find = m_finds[status.identity.inode];
    find.holder.opens = true;
    find.object.status = status;
    find.object.door = m_path + '/' + thread + "fd/" + number;
    if (const auto text = readFileAt(m_calls, m_directory, thread + "fdinfo/" + number, Pieces::One)) {
        const DescriptorInfo info = parseDescriptorInfo(*text);
        find.holder.opensToWrite = find.holder.opensToWrite || info.canWrite;
        for (const ByteRange lock : info.locks) { // which each descriptor of the same open file tells
            if (std::ranges::find(find.holder.locks, lock) == find.holder.locks.end())
                find.holder.locks.push_back(lock);
        }
    }
    if (status.links == 0 && find.object.label.empty()) {
        std::array<char, PATH_MAX> link{};
        if (const auto length = m_calls.readlink(find.object.door, link.data(), link.size()))
            find.object.label.assign(link.data(), *length);
    }
    return Seen::Yes;
}

Seen ProcessLook::lookAtOtherThreads()
{
    const auto directory = m_calls.openAt(m_directory, "task", O_DIRECTORY);
    if (!directory)
        return whyNotSeen(directory.error());
    const Descriptor opened{m_calls, *directory};
    const auto threads = listNumbers(m_calls, *directory);
    if (!threads)
        return whyNotSeen(threads.error());
    for (const int thread : *threads) {
        if (const Seen seen = look("task/" + std::to_string(thread) + '/'); seen != Seen::NoMemory)
            return seen;
    }
    return Seen::NoMemory;
}

std::optional<MapsLine> parseMapsLine(std::string_view line)
{
    const std::string_view range = nextField(line);
    const std::string_view permissions = nextField(line);
    const auto offset = number<std::uint64_t>(nextField(line), 16);
    const std::string_view device = nextField(line);
    const auto inode = number<ino_t>(nextField(line));
    const auto colon = device.find(':');
    const auto dash = range.find('-');
    if (permissions.size() != 4 || colon == std::string_view::npos || dash == std::string_view::npos || !inode
        || !offset)
        return {};
    const auto begin = number<std::uint64_t>(range.substr(0, dash), 16);
    const auto end = number<std::uint64_t>(range.substr(dash + 1), 16);
    if (!begin || !end || *end < *begin)
        return {};
    const auto major = number<unsigned>(device.substr(0, colon), 16);
    const auto minor = number<unsigned>(device.substr(colon + 1), 16);
    if (!major || !minor)
        return {};
    return MapsLine{.identity = {makedev(*major, *minor), *inode},
                    .canWrite = permissions[1] == 'w' && permissions[3] == 's',
                    .range = range,
                    .end = endInFile(*offset, *begin, *end),
                    .path = line.substr(std::min(line.find_first_not_of(' '), line.size()))};
}

DescriptorInfo parseDescriptorInfo(std::string_view text)
{
    DescriptorInfo info;
    while (!text.empty()) {
        std::string_view line = nextLine(text);
        const std::string_view key = nextField(line);
        if (key == "flags:") {
            const auto flags = number<int>(nextField(line), 8);
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
