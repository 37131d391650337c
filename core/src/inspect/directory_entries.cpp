// SPDX-License-Identifier: MIT
#include "inspect/directory_entries.h"

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include <dirent.h>

namespace shmlab {
namespace {

bool isNamedEntry(std::string_view name)
{
    return name != "." && name != "..";
}

} // namespace

Result<bool> readEntries(InspectCalls calls, int directory, std::string_view prefix, std::vector<ObjectEntry> &names,
                         std::vector<std::string> &directories)
{
    alignas(dirent64) std::array<char, 32768> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): not read yet
    const auto got = calls.getdents(directory, buffer.data(), buffer.size());
    if (!got)
        return std::unexpected(got.error());
    for (std::size_t at = 0; at + offsetof(dirent64, d_name) < *got;) {
        const auto *entry = reinterpret_cast<const dirent64 *>(buffer.data() + at);
        if (isNamedEntry(entry->d_name)) {
            std::string name(prefix);
            name += entry->d_name;
            if (entry->d_type == DT_DIR)
                directories.push_back(name);
            names.push_back({.name = std::move(name), .isRegular = entry->d_type == DT_REG, .inode = entry->d_ino});
        }
        at += entry->d_reclen;
    }
    return *got > 0;
}

std::vector<std::string> namesIn(InspectCalls calls, int directory)
{
    std::vector<ObjectEntry> entries;
    std::vector<std::string> directories;
    for (Result<bool> isMore = true; isMore && *isMore;)
        isMore = readEntries(calls, directory, {}, entries, directories);
    std::vector<std::string> names;
    names.reserve(entries.size());
    for (ObjectEntry &entry : entries)
        names.push_back(std::move(entry.name));
    return names;
}

} // namespace shmlab
