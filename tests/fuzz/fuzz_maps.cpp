// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz_target.h"
#include "inspect/process_parsers.h"

#include <ranges>
#include <sstream>
#include <string>

#include <sys/sysmacros.h>

using namespace shmlab;
using fuzz::isWithin;
using fuzz::require;

namespace {

/// As the kernel would write what was understood.
std::string written(const MapsLine &line)
{
    std::ostringstream text;
    text << line.range << (line.canWrite ? " rw-s 0 " : " r--p 0 ") << std::hex << major(line.identity.device) << ':'
         << minor(line.identity.device) << ' ' << std::dec << line.identity.inode << "   " << line.path;
    return text.str();
}

void check(std::string_view text)
{
    const auto line = parseMapsLine(text);
    if (!line)
        return;
    require(isWithin(line->range, text));
    require(isWithin(line->path, text));
    require(line->range.data() + line->range.size() < line->path.data());
    require(text.ends_with(line->path));
    require(!line->path.starts_with(' '));
    require(line->end >= 0);
    const auto behindRange = text.find(line->range) + line->range.size();
    const auto permissions = text.substr(text.find_first_not_of(" \t", behindRange), 4);
    require(line->canWrite == (permissions.at(1) == 'w' && permissions.at(3) == 's'));
    // The range becomes part of a path in /proc.
    require(line->range.find_first_not_of("0123456789abcdefABCDEF-") == std::string_view::npos);
    const std::string range(line->range);
    require(std::stoull(range, nullptr, 16) <= std::stoull(range.substr(range.find('-') + 1), nullptr, 16));

    const std::string again = written(*line);
    const auto same = parseMapsLine(again);
    require(same && same->identity == line->identity && same->canWrite == line->canWrite);
    require(same->range == line->range && same->path == line->path);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    for (const auto part : std::views::split(fuzz::textOf(data, size), '\n'))
        check(std::string_view(part.begin(), part.end()));
    return 0;
}
