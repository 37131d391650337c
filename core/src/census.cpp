// SPDX-License-Identifier: MIT
#include <shmlab/census.h>

#include "device_census.h"
#include "parallel.h"
#include "proc_files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cinttypes>
#include <climits>
#include <cstdio>
#include <cstring>
#include <iterator>
#include <limits>
#include <utility>

#include <sys/sysmacros.h>
#include <unistd.h>

namespace shmlab {
namespace {

constexpr std::uint64_t initialPidNamespace = 0xeffffffc; // PROC_PID_INIT_INO in the kernel's proc_ns.h
constexpr std::size_t processesWorthAThread = 16;
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

enum class Seen : std::uint8_t {
    Yes,
    Hidden,
    NoMemory, ///< it has none: it has ended, at least its first thread, or is a thread of the kernel
};

Seen whyNot(const Error &error)
{
    return error.errorNumber == ENOENT || error.errorNumber == ESRCH ? Seen::NoMemory : Seen::Hidden;
}

/// What is looked for.
struct Wanted {
    const Places &places;
    dev_t device;
    std::optional<ino_t> only;
    std::string deviceField;
    pid_t self;

    [[nodiscard]] bool contains(Identity identity) const noexcept
    {
        return identity.device == device && (!only || identity.inode == *only);
    }
};

/// The files of one device that a single process holds.
class ProcessLook {
public:
    /// `directory` is the open /proc/PID, `path` says which. Both outlive this.
    ProcessLook(LookingCalls calls, const Wanted &wanted, int directory, const std::string &path)
        : m_calls(calls),
          m_wanted(wanted),
          m_directory(directory),
          m_path(path)
    {
    }

    /// As its first thread has them, or another: `thread` is empty or "task/TID/".
    [[nodiscard]] Seen look(const std::string &thread = {})
    {
        const Seen maps = lookAtMaps(thread);
        return maps == Seen::Yes ? lookAtDescriptors(thread) : maps;
    }
    /// As the first thread that still has memory has them.
    [[nodiscard]] Seen lookAtOtherThreads();

    struct Find {
        Holder holder;
        HeldObject object; ///< without holders
    };
    [[nodiscard]] std::unordered_map<ino_t, Find> &finds() noexcept { return m_finds; }

private:
    [[nodiscard]] Seen lookAtMaps(const std::string &thread);
    [[nodiscard]] std::optional<Seen> askForMappings(int maps);
    [[nodiscard]] Seen readMappings(int maps);
    Find &mapped(ino_t inode, bool canWrite, off_t end, std::string_view range);
    [[nodiscard]] Seen lookAtDescriptors(const std::string &thread);
    [[nodiscard]] Seen lookAtDescriptor(const std::string &thread, int descriptors, int fd);

    LookingCalls m_calls;
    const Wanted &m_wanted;
    int m_directory;
    const std::string &m_path;
    std::unordered_map<ino_t, Find> m_finds;
};

Seen ProcessLook::lookAtMaps(const std::string &thread)
{
    const auto maps = m_calls.openAt(m_directory, thread + "maps", 0);
    if (!maps)
        return whyNot(maps.error());
    const Descriptor opened{m_calls, *maps};
    if (const auto seen = askForMappings(*maps))
        return *seen;
    return readMappings(*maps);
}

/// One by one, in numbers; a path is asked for only where it is wanted. The kernel takes three times as long to write
/// all of them as text. Nothing when it does not answer: Linux before 6.11.
std::optional<Seen> ProcessLook::askForMappings(int maps)
{
    for (std::uint64_t address = 0;;) {
        const auto mapping = m_calls.mappingFrom(maps, address);
        if (!mapping && mapping.error().errorNumber == ENOENT)
            return Seen::Yes;
        if (!mapping && mapping.error().errorNumber == ESRCH)
            return Seen::NoMemory;
        if (!mapping)
            return {};
        address = mapping->end;
        if (!m_wanted.contains({mapping->device, mapping->inode}))
            continue;
        std::array<char, 40> range{};
        (void)std::snprintf(range.data(), range.size(), "%" PRIx64 "-%" PRIx64, mapping->begin, mapping->end);
        Find &find = mapped(mapping->inode, mapping->canWrite, endInFile(mapping->offset, mapping->begin, mapping->end),
                            range.data());
        std::array<char, PATH_MAX> path{};
        const auto same = m_calls.mappingFrom(maps, mapping->begin, path);
        if (same && same->inode == mapping->inode)
            find.object.label = path.data();
    }
}

Seen ProcessLook::readMappings(int maps)
{
    const auto text = readFile(m_calls, maps, Pieces::Many);
    if (!text)
        return whyNot(text.error());
    if (text->empty())
        return Seen::NoMemory;
    // Most lines are of other devices: only those with the device's number somewhere are worth a closer look.
    const std::string &field = m_wanted.deviceField;
    std::string_view rest = *text;
    while (const void *const found = ::memmem(rest.data(), rest.size(), field.data(), field.size())) {
        const auto at = static_cast<std::size_t>(static_cast<const char *>(found) - rest.data());
        rest.remove_prefix(rest.substr(0, at).rfind('\n') + 1); // npos + 1 is 0
        const auto line = parseMapsLine(nextLine(rest));
        if (!line || !m_wanted.contains(line->identity))
            continue;
        mapped(line->identity.inode, line->canWrite, line->end, line->range).object.label = withNewlines(line->path);
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
        return whyNot(directory.error());
    const Descriptor opened{m_calls, *directory};
    const auto descriptors = listNumbers(m_calls, *directory);
    if (!descriptors)
        return whyNot(descriptors.error());
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
        return whyNot(statx.error());
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
        return whyNot(directory.error());
    const Descriptor opened{m_calls, *directory};
    const auto threads = listNumbers(m_calls, *directory);
    if (!threads)
        return whyNot(threads.error());
    for (const int thread : *threads) {
        if (const Seen seen = look("task/" + std::to_string(thread) + '/'); seen != Seen::NoMemory)
            return seen;
    }
    return Seen::NoMemory;
}

/// " 00:1a ", as in the lines of /proc/PID/maps.
std::string deviceField(dev_t device)
{
    std::array<char, 24> text{};
    const int length = std::snprintf(text.data(), text.size(), " %02x:%02x ", major(device), minor(device));
    return {text.data(), static_cast<std::size_t>(length)};
}

/// Who only looks does not use: our own readers must not make what they look at seem alive.
bool isOnlyLooking(const Wanted &wanted, const Process &process, const Holder &holder)
{
    return process.pid == wanted.self && holder.onlyReads();
}

void add(DeviceCensus &census, const Wanted &wanted, const Process &process, ino_t inode, ProcessLook::Find &find)
{
    HeldObject &held = census.held[inode];
    if (isOnlyLooking(wanted, process, find.holder)) {
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

/// One process. Its directory is held on to meanwhile: it leads to that process alone, and to none that gets its pid.
void lookAtProcess(LookingCalls calls, const Wanted &wanted, pid_t pid, DeviceCensus &census)
{
    const std::string path = wanted.places.processes + '/' + std::to_string(pid);
    const auto directory = calls.open(path, O_PATH | O_DIRECTORY);
    if (!directory) {
        census.hidden += whyNot(directory.error()) == Seen::Hidden ? 1 : 0;
        return;
    }
    const Descriptor held{calls, *directory};
    ProcessLook look(calls, wanted, *directory, path);
    Seen seen = look.look();
    if (seen == Seen::Yes && look.finds().empty())
        return;
    const auto process = readProcessIn(calls, *directory);
    if (!process) {
        census.hidden += whyNot(process.error()) == Seen::Hidden ? 1 : 0;
        return;
    }
    if (process->hasEnded() || process->isKernelThread)
        return;
    if (seen == Seen::NoMemory)
        seen = look.lookAtOtherThreads();
    census.hidden += seen == Seen::Hidden ? 1 : 0;
    for (auto &[inode, find] : look.finds())
        add(census, wanted, *process, inode, find);
}

/// Adds a census of other processes.
void append(DeviceCensus &census, DeviceCensus later)
{
    census.hidden += later.hidden;
    for (auto &[inode, object] : later.held) {
        const auto [place, isNew] = census.held.try_emplace(inode, std::move(object));
        if (isNew)
            continue;
        HeldObject &known = place->second;
        std::ranges::move(object.holders, std::back_inserter(known.holders));
        known.mappedEnd = std::max(known.mappedEnd, object.mappedEnd);
        known.isLookedAtByUs = known.isLookedAtByUs || object.isLookedAtByUs;
        if (known.label.empty())
            known.label = std::move(object.label);
        if (known.door.empty() || (!known.status && object.status)) {
            known.door = std::move(object.door);
            known.status = object.status;
        }
    }
}

Result<DeviceCensus> takeCensusOf(LookingCalls calls, dev_t device, std::optional<ino_t> only, const Places &places,
                                  Helpers &helpers, const std::function<void()> &alongside, const std::stop_token &stop)
{
    auto pids = listNumbers(calls, places.processes);
    if (!pids)
        return std::unexpected(pids.error());
    const Wanted wanted{places, device, only, deviceField(device), ::getpid()};
    const std::size_t others = alongside ? 1 : 0;
    const std::size_t worthIt = alongside ? 1 : processesWorthAThread;
    const std::size_t parts = partsFor(calls, others + pids->size(), worthIt);
    std::vector<DeviceCensus> censuses(parts);
    helpers.shareOut(parts, others + pids->size(), 1, [&](std::size_t part, std::size_t i) {
        if (i < others)
            alongside();
        else if (stop.stop_requested())
            ++censuses[part].hidden;
        else
            lookAtProcess(calls, wanted, (*pids)[i - others], censuses[part]);
    });
    DeviceCensus census = std::move(censuses.front());
    for (std::size_t part = 1; part < parts; ++part)
        append(census, std::move(censuses[part]));
    for (auto &[inode, object] : census.held)
        std::ranges::sort(object.holders, {}, [](const Holder &holder) { return holder.process.pid; });
    census.isOfWholeMachine = ownNamespace(calls, "pid", places) == initialPidNamespace;
    // A /proc mounted with hidepid leaves processes out; then it leaves out the first one, too, which always exists.
    if (std::ranges::find(*pids, 1) == pids->end())
        ++census.hidden;
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
    Helpers helpers;
    return takeDeviceCensus(calls, device, places, helpers, {}, stop);
}

Result<DeviceCensus> takeDeviceCensus(LookingCalls calls, dev_t device, const Places &places, Helpers &helpers,
                                      const std::function<void()> &alongside, const std::stop_token &stop)
{
    return takeCensusOf(calls, device, {}, places, helpers, alongside, stop);
}

Result<Census> takeCensus(LookingCalls calls, Identity identity, const std::stop_token &stop)
{
    Helpers helpers;
    const auto census = takeCensusOf(calls, identity.device, identity.inode, {}, helpers, {}, stop);
    if (!census)
        return std::unexpected(census.error());
    return census->of(identity.inode);
}

} // namespace shmlab
