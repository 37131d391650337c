// SPDX-License-Identifier: MIT
#include <shmlab/census.h>

#include "proc_files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <iterator>
#include <limits>
#include <utility>

#include <sys/sysmacros.h>
#include <unistd.h>

namespace shmlab {
namespace {

constexpr std::uint64_t initialPidNamespace = 0xeffffffc; // PROC_PID_INIT_INO in the kernel's proc_ns.h
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

enum class Seen : std::uint8_t { Yes, Hidden, Vanished };

Seen whyNot(const Error &error)
{
    return error.errorNumber == ENOENT || error.errorNumber == ESRCH ? Seen::Vanished : Seen::Hidden;
}

/// The files of one device that a single process holds.
class ProcessLook {
public:
    ProcessLook(LookingCalls calls, const Places &places, pid_t pid, dev_t device, std::optional<ino_t> only)
        : m_calls(calls),
          m_path(places.processes + '/' + std::to_string(pid)),
          m_device(device),
          m_only(only)
    {
    }

    [[nodiscard]] Seen look(std::string_view deviceField)
    {
        const Seen maps = lookAtMaps(deviceField);
        return maps == Seen::Yes ? lookAtDescriptors() : maps;
    }

    struct Find {
        Holder holder;
        HeldObject object; ///< without holders
    };
    [[nodiscard]] std::unordered_map<ino_t, Find> &finds() noexcept { return m_finds; }

private:
    [[nodiscard]] bool isWanted(Identity identity) const noexcept
    {
        return identity.device == m_device && (!m_only || identity.inode == *m_only);
    }
    [[nodiscard]] Seen lookAtMaps(std::string_view deviceField);
    [[nodiscard]] Seen lookAtDescriptors();
    [[nodiscard]] Seen lookAtDescriptor(int directory, int fd);

    LookingCalls m_calls;
    std::string m_path;
    dev_t m_device;
    std::optional<ino_t> m_only;
    std::unordered_map<ino_t, Find> m_finds;
};

Seen ProcessLook::lookAtMaps(std::string_view deviceField)
{
    const auto maps = readFile(m_calls, m_path + "/maps");
    if (!maps)
        return whyNot(maps.error());
    // Most lines are of other devices: only those with the device's number somewhere are worth a closer look.
    const std::string_view all = *maps;
    for (auto at = all.find(deviceField); at != std::string_view::npos; at = all.find(deviceField, at)) {
        const auto newline = all.rfind('\n', at);
        std::string_view rest = all.substr(newline == std::string_view::npos ? 0 : newline + 1);
        const std::string_view text = nextLine(rest);
        at = all.size() - rest.size();
        const auto line = parseMapsLine(text);
        if (!line || !isWanted(line->identity))
            continue;
        Find &find = m_finds[line->identity.inode];
        find.holder.maps = true;
        find.holder.canWrite = find.holder.canWrite || line->canWrite;
        find.object.mappedEnd = std::max(find.object.mappedEnd, line->end);
        find.object.label = withNewlines(line->path);
        find.object.door = m_path + "/map_files/" + std::string(line->range);
    }
    return Seen::Yes;
}

Seen ProcessLook::lookAtDescriptors()
{
    const auto directory = m_calls.open(m_path + "/fd", O_DIRECTORY);
    if (!directory)
        return whyNot(directory.error());
    const Descriptor opened{m_calls, *directory};
    const auto descriptors = listNumbers(m_calls, *directory);
    if (!descriptors)
        return whyNot(descriptors.error());
    for (const int fd : *descriptors) {
        if (lookAtDescriptor(*directory, fd) == Seen::Hidden)
            return Seen::Hidden;
    }
    return Seen::Yes;
}

Seen ProcessLook::lookAtDescriptor(int directory, int fd)
{
    const std::string number = std::to_string(fd);
    const auto statx = m_calls.statAt(directory, number, LookingCalls::Links::Follow);
    if (!statx)
        return whyNot(statx.error());
    const ObjectStatus status = ObjectStatus::of(*statx);
    if (!isWanted(status.identity) || !status.isRegular())
        return Seen::Yes;
    Find &find = m_finds[status.identity.inode];
    find.holder.opens = true;
    find.object.status = status;
    find.object.door = m_path + "/fd/" + number;
    if (const auto text = readFile(m_calls, m_path + "/fdinfo/" + number)) {
        DescriptorInfo info = parseDescriptorInfo(*text);
        find.holder.canWrite = find.holder.canWrite || info.canWrite;
        std::ranges::move(info.locks, std::back_inserter(find.holder.locks));
    }
    if (status.links == 0 && find.object.label.empty()) {
        std::array<char, PATH_MAX> link{};
        if (const auto length = m_calls.readlink(find.object.door, link.data(), link.size()))
            find.object.label.assign(link.data(), *length);
    }
    return Seen::Yes;
}

/// " 00:1a ", as in the lines of /proc/PID/maps.
std::string deviceField(dev_t device)
{
    std::array<char, 24> text{};
    const int length = std::snprintf(text.data(), text.size(), " %02x:%02x ", major(device), minor(device));
    return {text.data(), static_cast<std::size_t>(length)};
}

/// Who only looks does not use: our own readers must not make what they look at seem alive.
bool isOnlyLooking(const Process &process, const Holder &holder)
{
    return process.pid == ::getpid() && !holder.maps && !holder.canWrite && holder.locks.empty();
}

void add(DeviceCensus &census, const Process &process, ino_t inode, ProcessLook::Find &find)
{
    HeldObject &held = census.held[inode];
    if (isOnlyLooking(process, find.holder)) {
        held.isLookedAtByUs = true;
        return;
    }
    find.holder.process = process;
    held.holders.push_back(std::move(find.holder));
    held.mappedEnd = std::max(held.mappedEnd, find.object.mappedEnd);
    if (held.label.empty())
        held.label = std::move(find.object.label);
    if (!held.status || held.door.empty()) { // a descriptor is the better door
        held.door = std::move(find.object.door);
        held.status = find.object.status;
    }
}

Result<DeviceCensus> takeCensusOf(LookingCalls calls, dev_t device, std::optional<ino_t> only, const Places &places,
                                  const std::stop_token &stop)
{
    auto pids = listNumbers(calls, places.processes);
    if (!pids)
        return std::unexpected(pids.error());
    std::ranges::sort(*pids);
    DeviceCensus census;
    census.isOfWholeMachine = ownNamespace(calls, "pid", places) == initialPidNamespace;
    // A /proc mounted with hidepid leaves processes out; then it leaves out the first one, too, which always exists.
    if (!std::ranges::binary_search(*pids, 1))
        ++census.hidden;
    const std::string field = deviceField(device);
    for (const pid_t pid : *pids) {
        if (stop.stop_requested()) {
            ++census.hidden;
            continue;
        }
        ProcessLook process(calls, places, pid, device, only);
        const bool isHidden = process.look(field) == Seen::Hidden;
        if (process.finds().empty() && !isHidden)
            continue;
        const auto found = readProcess(calls, pid, places);
        if (!found && whyNot(found.error()) == Seen::Hidden)
            ++census.hidden;
        if (!found || found->hasEnded() || found->isKernelThread)
            continue;
        if (isHidden)
            ++census.hidden;
        if (process.finds().empty())
            continue;
        // What was found may have been held by one that had the pid before: what is found between two looks at the
        // same process is its own.
        ProcessLook again(calls, places, pid, device, only);
        const bool isHiddenNow = again.look(field) == Seen::Hidden;
        const auto still = readProcess(calls, pid, places);
        const bool isSame = still && still->isSameAs(*found);
        if (!isHidden && (isHiddenNow || (still ? !isSame : whyNot(still.error()) == Seen::Hidden)))
            ++census.hidden;
        if (!isSame)
            continue;
        for (auto &[inode, find] : again.finds())
            add(census, *found, inode, find);
    }
    return census;
}

} // namespace

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
                    .end = static_cast<off_t>((*offset + (*end - *begin))
                                              & static_cast<std::uint64_t>(std::numeric_limits<off_t>::max())),
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

Census DeviceCensus::of(ino_t inode) const
{
    Census census{.holders = {}, .hidden = hidden, .isOfWholeMachine = isOfWholeMachine};
    if (const auto found = held.find(inode); found != held.end()) {
        census.holders = found->second.holders;
        census.isLookedAtByUs = found->second.isLookedAtByUs;
    }
    return census;
}

Result<DeviceCensus> takeDeviceCensus(LookingCalls calls, dev_t device, const Places &places,
                                      const std::stop_token &stop)
{
    return takeCensusOf(calls, device, {}, places, stop);
}

Result<Census> takeCensus(LookingCalls calls, Identity identity, const std::stop_token &stop)
{
    const auto census = takeCensusOf(calls, identity.device, identity.inode, {}, stop);
    if (!census)
        return std::unexpected(census.error());
    return census->of(identity.inode);
}

} // namespace shmlab
