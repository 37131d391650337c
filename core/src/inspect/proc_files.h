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

/// Closes when the reading is over, however it ends.
struct ScopedDescriptor {
    InspectCalls calls;
    int fd = -1;
    ~ScopedDescriptor() { (void)calls.close(fd); }
};

/// How the kernel hands out a file of /proc.
enum class ReadMode : std::uint8_t {
    UntilEof, ///< line by line: only a read of nothing says that it ends, as for maps
    SingleRead, ///< at once: a read that leaves room was the last, as for stat and fdinfo
};

/// A whole file of /proc, or what is left of one that is open.
[[nodiscard]] Result<std::string> readFile(InspectCalls calls, int fd, ReadMode readMode);
[[nodiscard]] Result<std::string> readFileAt(InspectCalls calls, int directory, const std::string &name,
                                             ReadMode readMode);

/// The names in a directory that are numbers: processes in /proc, descriptors in /proc/PID/fd.
[[nodiscard]] Result<std::vector<int>> listNumericEntries(InspectCalls calls, const std::string &path);
[[nodiscard]] Result<std::vector<int>> listNumericEntries(InspectCalls calls, int directory);

/// Splits off the next word of `text`; empty at the end of the line.
[[nodiscard]] std::string_view nextField(std::string_view &text);

/// Splits off the next line of `text`, without its newline.
[[nodiscard]] std::string_view nextLine(std::string_view &text);

/// The number that all of `text` is.
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
