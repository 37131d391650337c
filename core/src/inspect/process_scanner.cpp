// SPDX-License-Identifier: MIT
#include "inspect/process_scanner.h"

#include "base/open_descriptor.h"
#include "inspect/proc_files.h"
#include "inspect/process_parsers.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cinttypes>
#include <climits>
#include <cstdio>
#include <cstring>

#include <sys/sysmacros.h>

namespace shmlab {
namespace {

/// The kernel writes a newline as a backslash and 012, and a backslash as it is.
std::string unescapeNewlines(std::string_view path)
{
    constexpr std::string_view written = "\\012";
    std::string text(path);
    for (auto at = text.find(written); at != std::string::npos; at = text.find(written, at + 1))
        text.replace(at, written.size(), 1, '\n');
    return text;
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

ProcessAccess accessFromError(const Error &error)
{
    return error.errorNumber == ENOENT || error.errorNumber == ESRCH ? ProcessAccess::NoAddressSpace
                                                                     : ProcessAccess::Hidden;
}

ProcessAccess ProcessScanner::scanMaps(const std::string &thread)
{
    const auto maps = OpenDescriptor::of(m_calls, m_calls.openAt(m_directory, thread + "maps", 0));
    if (!maps)
        return accessFromError(maps.error());
    if (const auto access = queryMappings(maps->get()))
        return *access;
    return parseMaps(maps->get());
}

/// Queries mapping by mapping, in numbers, and a path only if it is wanted: the kernel takes three times as long to
/// write all of them as text. Empty where the query fails or its result is wrong: Linux before 6.11, a sandbox.
std::optional<ProcessAccess> ProcessScanner::queryMappings(int maps)
{
    for (std::uint64_t address = 0;;) {
        if (m_limit.isReached())
            return ProcessAccess::Hidden;
        const auto mapping = m_calls.nextMapping(maps, address);
        if (!mapping && mapping.error().errorNumber == ENOENT)
            return ProcessAccess::Granted;
        if (!mapping && mapping.error().errorNumber == ESRCH)
            return ProcessAccess::NoAddressSpace;
        if (!mapping || mapping->end <= address)
            return {};
        address = mapping->end;
        FileSelector::File file{
            .device = mapping->device, .inode = mapping->inode, .isMappedShared = mapping->isShared};
        std::optional<std::string> label;
        if (m_selector.needsLabel(file.device)) {
            label = labelOf(maps, *mapping);
            if (!label)
                return {};
            file.label = *label;
        }
        const auto domain = m_selector.domainOf(file);
        if (!domain)
            continue;
        std::array<char, 40> range{};
        (void)std::snprintf(range.data(), range.size(), "%" PRIx64 "-%" PRIx64, mapping->begin, mapping->end);
        Match &match = addMapping(identityOf(*domain, file.device, file.inode), mapping->canWrite,
                                  static_cast<off_t>(mapping->offset),
                                  mappingFileEnd(mapping->offset, mapping->begin, mapping->end), range.data());
        if (!match.object.label.empty())
            continue;
        if (!label)
            label = labelOf(maps, *mapping);
        if (!label)
            return {};
        match.object.label = *std::move(label);
    }
}

std::optional<std::string> ProcessScanner::labelOf(int maps, const FileMapping &mapping) const
{
    std::array<char, PATH_MAX> path{};
    const auto same = m_calls.nextMapping(maps, mapping.begin, path);
    if (!same && same.error().errorNumber != ENOENT && same.error().errorNumber != ESRCH)
        return {};
    const bool isSame = same && same->device == mapping.device && same->inode == mapping.inode;
    return isSame ? std::string(path.data()) : std::string();
}

ObjectId ProcessScanner::identityOf(Domain domain, dev_t device, ino_t inode)
{
    if (domain != Domain::SystemVShm)
        return {device, inode, domain};
    if (!m_ipcNamespace)
        m_ipcNamespace = namespaceOf(m_calls, m_path, "ipc");
    return {*m_ipcNamespace, inode, domain};
}

ProcessAccess ProcessScanner::parseMaps(int maps)
{
    const auto text = readFile(m_calls, maps, ReadMode::UntilEof);
    if (!text)
        return accessFromError(text.error());
    if (text->empty())
        return ProcessAccess::NoAddressSpace;
    for (const std::string &pattern : m_selector.linePatterns())
        parseMapsOf(pattern, *text);
    return ProcessAccess::Granted;
}

/// Most lines are about other files: only the ones that contain the pattern are parsed.
void ProcessScanner::parseMapsOf(const std::string &pattern, std::string_view text)
{
    while (const void *const found = ::memmem(text.data(), text.size(), pattern.data(), pattern.size())) {
        const auto at = static_cast<std::size_t>(static_cast<const char *>(found) - text.data());
        text.remove_prefix(text.substr(0, at).rfind('\n') + 1); // npos + 1 is 0
        const auto line = parseMapsLine(nextLine(text));
        if (!line)
            continue;
        const auto [device, inode, none] = line->identity;
        const auto domain = m_selector.domainOf(
            {.device = device, .inode = inode, .label = line->path, .isMappedShared = line->isShared});
        if (domain) {
            addMapping(identityOf(*domain, device, inode), line->canWrite, line->begin, line->end,
                       mapFilesEntry(line->range))
                .object.label = unescapeNewlines(line->path);
        }
    }
}

ProcessScanner::Match &ProcessScanner::addMapping(const ObjectId &id, bool canWrite, off_t begin, off_t end,
                                                  std::string_view range)
{
    Match &match = m_matches[id];
    match.holder.mappedBegin = match.holder.maps ? std::min(match.holder.mappedBegin, begin) : begin;
    match.holder.mappedEnd = std::max(match.holder.mappedEnd, end);
    match.holder.maps = true;
    match.holder.mapsWritable = match.holder.mapsWritable || canWrite;
    match.object.mappedEnd = std::max(match.object.mappedEnd, end);
    match.object.procPath = m_path + "/map_files/" + std::string(range);
    return match;
}

ProcessAccess ProcessScanner::scanDescriptors(const std::string &thread)
{
    const auto directory = OpenDescriptor::of(m_calls, m_calls.openAt(m_directory, thread + "fd", O_DIRECTORY));
    if (!directory)
        return accessFromError(directory.error());
    const auto descriptors = listNumericEntries(m_calls, directory->get());
    if (!descriptors)
        return accessFromError(descriptors.error());
    if (thread.empty())
        m_descriptors = *descriptors;
    auto access = ProcessAccess::Granted;
    for (const int fd : *descriptors) { // one that may not be examined says nothing about the others
        if (m_limit.isReached())
            return ProcessAccess::Hidden;
        if (scanDescriptor(thread, directory->get(), fd) == ProcessAccess::Hidden)
            access = ProcessAccess::Hidden;
    }
    return access;
}

ProcessAccess ProcessScanner::scanDescriptor(const std::string &thread, int descriptors, int fd)
{
    const std::string number = std::to_string(fd);
    const auto statx = m_calls.statAt(descriptors, number, InspectCalls::Symlinks::Follow);
    if (!statx)
        return accessFromError(statx.error());
    ObjectStatus status = ObjectStatus::of(*statx);
    if (S_ISSOCK(status.mode) && m_sockets.insert(status.identity.inode).second)
        countInFlight(thread, number);
    if (!status.isRegular())
        return ProcessAccess::Granted;
    const std::string path = m_path + '/' + thread + "fd/" + number;
    FileSelector::File file{.device = status.identity.device, .inode = status.identity.inode};
    std::string label;
    if (m_selector.needsLabel(file.device)) {
        label = linkTarget(m_calls, path);
        file.label = label;
    }
    const auto domain = m_selector.domainOf(file);
    if (!domain)
        return ProcessAccess::Granted;
    status.identity = identityOf(*domain, file.device, file.inode);
    Match &match = m_matches[status.identity];
    match.holder.opens = true;
    match.object.status = status;
    match.object.procPath = path;
    if (const auto text = readFileAt(m_calls, m_directory, thread + "fdinfo/" + number, ReadMode::SingleRead)) {
        const DescriptorInfo info = parseDescriptorInfo(*text);
        match.holder.opensWritable = match.holder.opensWritable || info.canWrite;
        match.holder.opensReadable = match.holder.opensReadable || info.canRead;
        for (const ByteRange lock : info.locks) { // which each descriptor of the same open file reports
            if (std::ranges::find(match.holder.locks, lock) == match.holder.locks.end())
                match.holder.locks.push_back(lock);
        }
    }
    if (status.links == 0 && match.object.label.empty())
        match.object.label = label.empty() ? linkTarget(m_calls, path) : label;
    return ProcessAccess::Granted;
}

void ProcessScanner::countInFlight(const std::string &thread, const std::string &fd)
{
    if (const auto text = readFileAt(m_calls, m_directory, thread + "fdinfo/" + fd, ReadMode::SingleRead))
        m_descriptorsInFlight += parseDescriptorInfo(*text).descriptorsInFlight;
}

} // namespace shmlab
