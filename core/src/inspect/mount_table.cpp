// SPDX-License-Identifier: MIT
#include "inspect/mount_table.h"

#include "inspect/proc_files.h"

#include <optional>
#include <utility>

#include <fcntl.h>
#include <sys/sysmacros.h>

namespace shmlab {
namespace {

/// "36 35 98:0 /root /mount/point rw,noatime shared:1 - tmpfs source rw"; any number of fields before the dash.
std::optional<Mount> parseMount(std::string_view line)
{
    for (int skipped = 0; skipped < 2; ++skipped)
        (void)nextField(line);
    const std::string_view number = nextField(line);
    const std::string_view root = nextField(line);
    const std::string_view point = nextField(line);
    const auto colon = number.find(':');
    if (colon == std::string_view::npos || point.empty())
        return {};
    const auto majorNumber = parseNumber<unsigned>(number.substr(0, colon));
    const auto minorNumber = parseNumber<unsigned>(number.substr(colon + 1));
    if (!majorNumber || !minorNumber)
        return {};
    for (std::string_view field = nextField(line); field != "-"; field = nextField(line)) {
        if (field.empty())
            return {};
    }
    return Mount{.device = makedev(*majorNumber, *minorNumber),
                 .root = withoutOctalEscapes(root),
                 .point = withoutOctalEscapes(point),
                 .type = std::string(nextField(line))};
}

} // namespace

std::string withoutOctalEscapes(std::string_view text)
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

std::vector<Mount> parseMounts(std::string_view mountinfo)
{
    std::vector<Mount> mounts;
    while (!mountinfo.empty()) {
        if (auto mount = parseMount(nextLine(mountinfo)))
            mounts.push_back(*std::move(mount));
    }
    return mounts;
}

Result<std::vector<Mount>> mountsIn(InspectCalls calls, const std::string &process)
{
    const auto text = readFileAt(calls, AT_FDCWD, process + "/mountinfo", ReadMode::UntilEof);
    if (!text)
        return std::unexpected(text.error());
    return parseMounts(*text);
}

} // namespace shmlab
