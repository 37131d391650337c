// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz_target.h"
#include "inspect/process_parsers.h"

#include <limits>
#include <ranges>
#include <string>

using namespace shmlab;
using fuzz::require;

namespace {

/// As the kernel would write it.
std::string written(ByteRange lock)
{
    return "lock:\t1: POSIX  ADVISORY  WRITE 42 00:1a:29 " + std::to_string(lock.offset) + ' '
        + (lock.length == 0 ? "EOF" : std::to_string(lock.offset + lock.length - 1)) + '\n';
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    const DescriptorInfo info = parseDescriptorInfo(text);

    for (const ByteRange lock : info.locks) {
        require(lock.offset >= 0 && lock.length >= 0);
        require(lock.offset <= std::numeric_limits<off_t>::max() - lock.length);
        require(parseDescriptorInfo(written(lock)).locks == std::vector{lock});
    }

    // No line leaks into another.
    DescriptorInfo byLines;
    for (const auto part : std::views::split(text, '\n')) {
        const std::string_view line(part.begin(), part.end());
        const DescriptorInfo one = parseDescriptorInfo(line);
        require(one.locks.empty() || (one.locks.size() == 1 && line.contains("lock:")));
        require(!one.canWrite || line.contains("flags:"));
        byLines.canWrite = byLines.canWrite || one.canWrite;
        byLines.locks.insert(byLines.locks.end(), one.locks.begin(), one.locks.end());
    }
    require(info.locks == byLines.locks);
    require(!info.canWrite || byLines.canWrite);
    return 0;
}
