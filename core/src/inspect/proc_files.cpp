// SPDX-License-Identifier: MIT
#include "inspect/proc_files.h"

#include "base/open_descriptor.h"

#include <algorithm>
#include <array>
#include <climits>
#include <cstddef>

#include <dirent.h>

namespace shmlab {
namespace {

void appendNumericEntries(std::vector<int> &numbers, std::string_view entries)
{
    // Records of getdents64(2): the kernel's layout is that of glibc's struct dirent64.
    while (entries.size() > offsetof(dirent64, d_name)) {
        const auto *entry = reinterpret_cast<const dirent64 *>(entries.data());
        if (const auto value = parseNumber<int>(std::string_view(entry->d_name)))
            numbers.push_back(*value);
        entries.remove_prefix(std::min<std::size_t>(entry->d_reclen, entries.size()));
    }
}

} // namespace

Result<std::string> readFileAt(InspectCalls calls, int directory, const std::string &name, ReadMode readMode)
{
    const auto file = OpenDescriptor::of(calls, calls.openAt(directory, name, 0));
    if (!file)
        return std::unexpected(file.error());
    return readFile(calls, file->get(), readMode);
}

Result<std::string> readFile(InspectCalls calls, int fd, ReadMode readMode)
{
    const std::size_t chunk = readMode == ReadMode::SingleRead ? 4096 : 16384;
    std::string text;
    for (;;) {
        const std::size_t before = text.size();
        if (text.capacity() < before + chunk)
            text.reserve(2 * (before + chunk));
        Result<std::size_t> got;
        text.resize_and_overwrite(before + chunk, [&](char *bytes, std::size_t) {
            got = calls.read(fd, bytes + before, chunk);
            return before + got.value_or(0);
        });
        if (!got)
            return std::unexpected(got.error());
        if (*got == 0 || (readMode == ReadMode::SingleRead && *got < chunk))
            return text;
    }
}

Result<std::vector<int>> listNumericEntries(InspectCalls calls, int directory)
{
    std::vector<int> numbers;
    alignas(dirent64) std::array<char, 32768> buffer{};
    for (;;) {
        const auto got = calls.getdents(directory, buffer.data(), buffer.size());
        if (!got)
            return std::unexpected(got.error());
        if (*got == 0)
            return numbers;
        appendNumericEntries(numbers, {buffer.data(), *got});
        if (*got + sizeof(dirent64) <= buffer.size())
            return numbers; // /proc leaves room for another entry only at the end of a directory
    }
}

Result<std::vector<int>> listNumericEntries(InspectCalls calls, const std::string &path)
{
    const auto directory = OpenDescriptor::of(calls, calls.open(path, O_DIRECTORY));
    if (!directory)
        return std::unexpected(directory.error());
    return listNumericEntries(calls, directory->get());
}

std::string linkTarget(InspectCalls calls, const std::string &path)
{
    std::array<char, PATH_MAX> target{};
    const auto length = calls.readlink(path, target.data(), target.size());
    return length ? std::string(target.data(), *length) : std::string();
}

std::string shownPathOf(InspectCalls calls, int directory, const std::string &path)
{
    std::string shown = linkTarget(calls, "/proc/self/fd/" + std::to_string(directory));
    return shown.empty() ? path : shown;
}

std::uint64_t namespaceOf(InspectCalls calls, const std::string &process, const std::string &kind)
{
    const std::string link = linkTarget(calls, process + "/ns/" + kind); // "pid:[4026531836]"
    const auto open = link.find('[');
    const auto close = link.rfind(']');
    if (open == std::string::npos || close == std::string::npos || close < open)
        return 0;
    return parseNumber<std::uint64_t>(std::string_view(link).substr(open + 1, close - open - 1)).value_or(0);
}

std::string_view nextField(std::string_view &text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    const std::string_view field = text.substr(0, text.find_first_of(" \t\n"));
    text.remove_prefix(field.size());
    return field;
}

std::string_view nextLine(std::string_view &text)
{
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    return line;
}

} // namespace shmlab
