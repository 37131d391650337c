// SPDX-License-Identifier: MIT
#include "inspect/process_parsers.h"

#include "inspect/proc_files.h"

#include <algorithm>
#include <limits>

#include <fcntl.h>
#include <sys/sysmacros.h>

namespace shmlab {
namespace {

constexpr std::uint64_t kernelThreadFlag = 0x00200000; // PF_KTHREAD in the kernel's sched.h
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

/// The rest of the line "Uid:"; empty without one.
std::string_view userIdsIn(std::string_view text)
{
    while (!text.empty()) {
        std::string_view line = nextLine(text);
        if (nextField(line) == "Uid:")
            return line;
    }
    return {};
}

} // namespace

std::optional<Process> parseProcessStat(std::string_view text)
{
    const auto open = text.find('(');
    const auto close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open || open == 0)
        return {};
    Process process;
    const auto pid = parseNumber<pid_t>(text.substr(0, text.find(' ')));
    process.program = text.substr(open + 1, close - open - 1);
    std::string_view rest = text.substr(close + 1);
    const std::string_view state = nextField(rest); // field 3
    std::optional<std::uint64_t> flags;
    std::optional<int> threads;
    std::optional<std::uint64_t> start;
    for (int field = 4; field <= 22; ++field) {
        const std::string_view value = nextField(rest);
        if (field == 9)
            flags = parseNumber<std::uint64_t>(value);
        if (field == 20)
            threads = parseNumber<int>(value);
        if (field == 22)
            start = parseNumber<std::uint64_t>(value);
    }
    if (!pid || *pid <= 0 || state.size() != 1 || !flags || !threads || !start)
        return {};
    process.pid = *pid;
    process.state = state.front();
    process.isKernelThread = (*flags & kernelThreadFlag) != 0;
    process.threads = *threads;
    process.startTicks = *start;
    if (process.hasEnded()) {
        for (int field = 23; field < 52; ++field)
            (void)nextField(rest);
        process.endStatus = parseNumber<int>(nextField(rest)).value_or(0);
    }
    return process;
}

off_t mappingFileEnd(std::uint64_t offset, std::uint64_t begin, std::uint64_t end) noexcept
{
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<off_t>::max());
    return static_cast<off_t>((offset + (end - begin)) & most);
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
                    .isShared = permissions[3] == 's',
                    .canWrite = permissions[1] == 'w' && permissions[3] == 's',
                    .range = range,
                    .address = *begin,
                    .begin =
                        static_cast<off_t>(*offset & static_cast<std::uint64_t>(std::numeric_limits<off_t>::max())),
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
            const int mode = flags && (*flags & O_PATH) == 0 ? *flags & O_ACCMODE : O_ACCMODE;
            info.canRead = mode == O_RDONLY || mode == O_RDWR;
            info.canWrite = mode == O_WRONLY || mode == O_RDWR;
        } else if (key == "scm_fds:") {
            info.descriptorsInFlight = parseNumber<int>(nextField(line)).value_or(0);
        } else if (key == "lock:") {
            // "1: OFDLCK ADVISORY WRITE -1 00:1a:29 0 3"; a lease is not a lock, although it has a range as well
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

std::optional<uid_t> parseOwner(std::string_view text)
{
    std::string_view ids = userIdsIn(text);
    return parseNumber<uid_t>(nextField(ids));
}

bool mayActAs(uid_t user, std::string_view text)
{
    std::string_view ids = userIdsIn(text);
    bool isNone = true;
    while (const auto id = parseNumber<uid_t>(nextField(ids))) {
        if (*id == user)
            return true;
        isNone = false;
    }
    return isNone;
}

std::string parseCommandLine(std::string text)
{
    while (text.ends_with('\0'))
        text.pop_back();
    std::ranges::replace(text, '\0', ' ');
    return text;
}

} // namespace shmlab
