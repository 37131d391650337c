// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <source_location>
#include <string_view>

/// The entry point that libFuzzer and replay.cpp call.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace shmlab::fuzz {

/// Ends the program if a property does not hold.
inline void require(bool holds, std::source_location where = std::source_location::current())
{
    if (holds)
        return;
    std::fprintf(stderr, "%s:%u: this does not hold\n", where.file_name(), static_cast<unsigned>(where.line()));
    __builtin_trap();
}

[[nodiscard]] inline std::string_view textOf(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), size};
}

/// Whether a view refers to bytes of `whole` itself.
[[nodiscard]] inline bool isWithin(std::string_view part, std::string_view whole)
{
    const auto begin = reinterpret_cast<std::uintptr_t>(whole.data());
    const auto trackedBegin = reinterpret_cast<std::uintptr_t>(part.data());
    return trackedBegin >= begin && trackedBegin + part.size() <= begin + whole.size();
}

} // namespace shmlab::fuzz
