// SPDX-License-Identifier: MIT
#include <shmlab/census.h>

#include "proc_files.h"

#include <algorithm>
#include <cerrno>

#include <sys/sysmacros.h>

namespace shmlab {
namespace {

constexpr std::uint64_t initialPidNamespace = 0xeffffffc; // PROC_PID_INIT_INO in the kernel's proc_ns.h
constexpr off_t toTheEnd = 0; // l_len of a lock without end, as in fcntl(2)

/// A lock line's "FIRST LAST", LAST inclusive or "EOF".
std::optional<ByteRange> parseLockRange(std::string_view first, std::string_view last)
{
    const auto begin = number<off_t>(first);
    if (!begin)
        return {};
    if (last == "EOF")
        return ByteRange{*begin, toTheEnd};
    const auto end = number<off_t>(last);
    if (!end || *end < *begin)
        return {};
    return ByteRange{*begin, *end - *begin + 1};
}

enum class Seen : std::uint8_t { Yes, Hidden, Vanished };

Seen whyNot(const Error &error)
{
    return error.errorNumber == ENOENT || error.errorNumber == ESRCH ? Seen::Vanished : Seen::Hidden;
}

Seen lookAtMaps(SystemCalls calls, const std::string &process, Identity identity, Holder &holder)
{
    const auto maps = readFile(calls, process + "/maps");
    if (!maps)
        return whyNot(maps.error());
    for (std::string_view rest = *maps; !rest.empty();) {
        const auto line = parseMapsLine(nextLine(rest));
        if (line && line->identity == identity) {
            holder.maps = true;
            holder.canWrite = holder.canWrite || line->canWrite;
        }
    }
    return Seen::Yes;
}

Seen lookAtDescriptors(SystemCalls calls, const std::string &process, Identity identity, Holder &holder)
{
    const auto descriptors = listNumbers(calls, process + "/fd");
    if (!descriptors)
        return whyNot(descriptors.error());
    for (const int fd : *descriptors) {
        const std::string number = std::to_string(fd);
        const auto status = calls.statPath(process + "/fd/" + number, SystemCalls::Links::Follow);
        if (!status && whyNot(status.error()) == Seen::Hidden)
            return Seen::Hidden;
        if (!status || ObjectStatus::of(*status).identity != identity)
            continue;
        holder.opens = true;
        if (const auto text = readFile(calls, process + "/fdinfo/" + number)) {
            DescriptorInfo info = parseDescriptorInfo(*text);
            holder.canWrite = holder.canWrite || info.canWrite;
            std::ranges::move(info.locks, std::back_inserter(holder.locks));
        }
    }
    return Seen::Yes;
}

void count(SystemCalls calls, pid_t pid, Identity identity, Census &census)
{
    const std::string process = "/proc/" + std::to_string(pid);
    Holder holder;
    const Seen maps = lookAtMaps(calls, process, identity, holder);
    const Seen descriptors = maps == Seen::Yes ? lookAtDescriptors(calls, process, identity, holder) : maps;
    const bool holds = holder.maps || holder.opens;
    const bool isHidden = descriptors == Seen::Hidden;
    if (!holds && !isHidden)
        return;
    auto found = readProcess(calls, pid);
    if (!found || found->hasEnded() || found->isKernelThread)
        return;
    if (isHidden)
        ++census.hidden;
    if (holds) {
        holder.process = std::move(*found);
        census.holders.push_back(std::move(holder));
    }
}

} // namespace

std::optional<MapsLine> parseMapsLine(std::string_view line)
{
    (void)nextField(line); // addresses
    const std::string_view permissions = nextField(line);
    (void)nextField(line); // offset
    const std::string_view device = nextField(line);
    const auto inode = number<ino_t>(nextField(line));
    const auto colon = device.find(':');
    if (permissions.size() != 4 || colon == std::string_view::npos || !inode)
        return {};
    const auto major = number<unsigned>(device.substr(0, colon), 16);
    const auto minor = number<unsigned>(device.substr(colon + 1), 16);
    if (!major || !minor)
        return {};
    return MapsLine{.identity = {makedev(*major, *minor), *inode},
                    .canWrite = permissions[1] == 'w' && permissions[3] == 's'};
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
            // "1: OFDLCK ADVISORY WRITE -1 00:1a:29 0 3"; leases have no range
            for (int skipped = 0; skipped < 6; ++skipped)
                (void)nextField(line);
            const std::string_view first = nextField(line);
            if (const auto range = parseLockRange(first, nextField(line)))
                info.locks.push_back(*range);
        }
    }
    return info;
}

Result<Census> takeCensus(SystemCalls calls, Identity identity, const std::stop_token &stop)
{
    auto pids = listNumbers(calls, "/proc");
    if (!pids)
        return std::unexpected(pids.error());
    Census census;
    census.isOfWholeMachine = ownNamespace(calls, "pid") == initialPidNamespace;
    // A /proc mounted with hidepid leaves processes out; then it leaves out the first one, too, which always exists.
    if (std::ranges::find(*pids, 1) == pids->end())
        ++census.hidden;
    for (const pid_t pid : *pids) {
        if (stop.stop_requested())
            ++census.hidden;
        else
            count(calls, pid, identity, census);
    }
    return census;
}

} // namespace shmlab
