// SPDX-License-Identifier: MIT
#include <shmlab/inspect/leases.h>

#include "inspect/proc_files.h"

#include <sys/sysmacros.h>

namespace shmlab {
namespace {

/// "00:1a:345": device and inode of a locked file.
std::optional<ObjectId> parseLockedFile(std::string_view text)
{
    const auto first = text.find(':');
    const auto second = text.rfind(':');
    if (first == std::string_view::npos || first == second)
        return {};
    const auto major = parseNumber<unsigned>(text.substr(0, first), 16);
    const auto minor = parseNumber<unsigned>(text.substr(first + 1, second - first - 1), 16);
    const auto inode = parseNumber<ino_t>(text.substr(second + 1));
    if (!major || !minor || !inode)
        return {};
    return ObjectId{makedev(*major, *minor), *inode};
}

std::unordered_set<ObjectId> parseLeases(std::string_view locks)
{
    std::unordered_set<ObjectId> leased;
    while (!locks.empty()) {
        std::string_view line = nextLine(locks); // "1: LEASE  ACTIVE    WRITE 4711 00:1a:345 0 EOF"
        (void)nextField(line);
        if (nextField(line) != "LEASE")
            continue;
        for (int skipped = 0; skipped < 3; ++skipped) // state, type, pid
            (void)nextField(line);
        if (const auto file = parseLockedFile(nextField(line)))
            leased.insert(*file);
    }
    return leased;
}

} // namespace

std::unordered_set<ObjectId> leasedObjects(InspectCalls calls)
{
    const auto text = readFileAt(calls, AT_FDCWD, calls.roots().proc + "/locks", ReadMode::UntilEof);
    return text ? parseLeases(*text) : std::unordered_set<ObjectId>{};
}

} // namespace shmlab
