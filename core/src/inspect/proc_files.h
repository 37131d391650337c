// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/inspect_calls.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Reading /proc: whole files, directory listings, fields of lines.
namespace shmlab {

/// How the kernel hands out a file of /proc.
enum class ReadMode : std::uint8_t {
    UntilEof, ///< line by line: only an empty read marks the end, as for maps
    SingleRead, ///< at once: a short read was the last, as for stat and fdinfo
};

/// A whole file of /proc, or the rest of one that is open.
[[nodiscard]] Result<std::string> readFile(InspectCalls calls, int fd, ReadMode readMode);
[[nodiscard]] Result<std::string> readFileAt(InspectCalls calls, int directory, const std::string &name,
                                             ReadMode readMode);

/// The names in a directory that are numbers: processes in /proc, descriptors in /proc/PID/fd.
[[nodiscard]] Result<std::vector<int>> listNumericEntries(InspectCalls calls, const std::string &path);
[[nodiscard]] Result<std::vector<int>> listNumericEntries(InspectCalls calls, int directory);

/// The path by which the kernel shows an open directory, as in maps and mountinfo; `path`, by which it was opened, if
/// that cannot be read.
[[nodiscard]] std::string shownPathOf(InspectCalls calls, int directory, const std::string &path);

/// What a symbolic link leads to; empty if it cannot be read.
[[nodiscard]] std::string linkTarget(InspectCalls calls, const std::string &path);

/// The inode of a namespace of the process with this folder in /proc; 0 if that does not show it.
[[nodiscard]] std::uint64_t namespaceOf(InspectCalls calls, const std::string &process, const std::string &kind);

/// Splits off the next word of `text`; empty at the end of the line.
[[nodiscard]] std::string_view nextField(std::string_view &text);

/// Splits off the next line of `text`, without its newline.
[[nodiscard]] std::string_view nextLine(std::string_view &text);

/// The number that `text` consists of.
template <typename Integer>
[[nodiscard]] std::optional<Integer> parseNumber(std::string_view text, int base = 10)
{
    Integer value{};
    const char *const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value, base);
    if (error != std::errc{} || stop != end || text.empty())
        return {};
    return value;
}

} // namespace shmlab
