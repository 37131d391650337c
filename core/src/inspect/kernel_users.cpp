// SPDX-License-Identifier: MIT
#include <shmlab/inspect/kernel_users.h>

#include "base/open_descriptor.h"
#include "inspect/directory_entries.h"
#include "inspect/proc_files.h"

#include <shmlab/inspect/object_status.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <optional>
#include <string_view>

#include <sys/sysmacros.h>

namespace shmlab {
namespace {

Result<std::string> readWhole(InspectCalls calls, const std::string &path, ReadMode mode)
{
    return readFileAt(calls, AT_FDCWD, path, mode);
}

/// Of a path in mountinfo and swaps: white space and backslashes are written as \ooo.
std::string withoutEscapes(std::string_view text)
{
    const auto isOctal = [](char digit) { return digit >= '0' && digit <= '7'; };
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view code = text.substr(i, 4);
        if (code.size() == 4 && code[0] == '\\' && isOctal(code[1]) && isOctal(code[2]) && isOctal(code[3])) {
            bytes += static_cast<char>((code[1] - '0') * 64 + (code[2] - '0') * 8 + (code[3] - '0'));
            i += 3;
        } else {
            bytes += text[i];
        }
    }
    return bytes;
}

bool isFile(InspectCalls calls, const std::string &path, const ObjectId &identity)
{
    const auto status = calls.statPath(path, InspectCalls::Symlinks::Follow);
    if (!status)
        return false;
    const ObjectId found = ObjectStatus::of(*status).identity;
    return found.device == identity.device && found.inode == identity.inode;
}

/// Other paths are not examined: they may lie on a network file system that does not answer.
bool isNameOf(InspectCalls calls, std::string_view path, const ObjectName &name, const ObjectId &identity)
{
    return path == calls.pathOf(name) && isFile(calls, std::string(path), identity);
}

/// A line of mountinfo: "36 35 98:0 /root /mount/point rw …", the device of the file system, what of it is mounted,
/// where.
std::optional<std::string> mountPointOn(std::string_view line, dev_t device)
{
    (void)nextField(line);
    (void)nextField(line);
    std::string_view number = nextField(line);
    const auto colon = number.find(':');
    const std::string_view root = nextField(line);
    const std::string_view point = nextField(line);
    if (colon == std::string_view::npos || root == "/" || point.empty())
        return {}; // a whole file system is no file
    const auto majorNumber = parseNumber<unsigned>(number.substr(0, colon));
    const auto minorNumber = parseNumber<unsigned>(number.substr(colon + 1));
    if (!majorNumber || !minorNumber || makedev(*majorNumber, *minorNumber) != device)
        return {};
    return withoutEscapes(point);
}

void addLoopDevices(InspectCalls calls, const ObjectName &name, const ObjectId &identity,
                    std::vector<KernelUser> &users)
{
    const std::string devices = calls.roots().sys + "/block";
    const auto directory = OpenDescriptor::of(calls, calls.open(devices, O_DIRECTORY));
    if (!directory)
        return;
    std::vector<ObjectEntry> entries;
    std::vector<std::string> ignored;
    for (auto more = readEntries(calls, directory->get(), {}, entries, ignored); more && *more;)
        more = readEntries(calls, directory->get(), {}, entries, ignored);
    for (const ObjectEntry &entry : entries) {
        if (!entry.name.starts_with("loop"))
            continue;
        auto backing = readWhole(calls, devices + '/' + entry.name + "/loop/backing_file", ReadMode::SingleRead);
        if (!backing) // it backs nothing
            continue;
        if (backing->ends_with('\n'))
            backing->pop_back();
        if (isNameOf(calls, *backing, name, identity))
            users.push_back({.use = KernelUser::Use::LoopDevice, .place = "/dev/" + entry.name});
    }
}

void addSwapFiles(InspectCalls calls, const ObjectName &name, const ObjectId &identity, std::vector<KernelUser> &users)
{
    const auto swaps = readWhole(calls, calls.roots().proc + "/swaps", ReadMode::SingleRead);
    if (!swaps)
        return;
    std::string_view rest = *swaps;
    while (!rest.empty()) {
        std::string_view line = nextLine(rest);
        const std::string path = withoutEscapes(nextField(line));
        if (nextField(line) == "file" && isNameOf(calls, path, name, identity))
            users.push_back({.use = KernelUser::Use::SwapFile, .place = path});
    }
}

} // namespace

Result<std::vector<KernelUser>> mountsOf(InspectCalls calls, const ObjectId &identity)
{
    std::vector<KernelUser> users;
    const auto mounts = readWhole(calls, calls.roots().proc + "/self/mountinfo", ReadMode::UntilEof);
    if (!mounts && mounts.error().errorNumber == ENOENT)
        return users;
    if (!mounts)
        return std::unexpected(mounts.error());
    std::string_view rest = *mounts;
    while (!rest.empty()) {
        const auto point = mountPointOn(nextLine(rest), identity.device);
        if (point && isFile(calls, *point, identity))
            users.push_back({.use = KernelUser::Use::Mount, .place = *point});
    }
    return users;
}

std::vector<KernelUser> kernelUsersOf(InspectCalls calls, const ObjectName &name, const ObjectId &identity)
{
    std::vector<KernelUser> users;
    addLoopDevices(calls, name, identity, users);
    addSwapFiles(calls, name, identity, users);
    if (auto mounts = mountsOf(calls, identity))
        std::ranges::move(*mounts, std::back_inserter(users));
    return users;
}

} // namespace shmlab
