// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/name.h>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

/// Arguments of system calls as strace would print them.
namespace shmlab::arguments {

std::string openFlags(int flags);
std::string protection(int bits);
std::string advice(int value);
std::string octal(unsigned mode);
std::string hex(std::uintptr_t value);
std::string lockArguments(int command, short type, off_t start, off_t length);
std::string fcntlCommand(int command, int argument);
/// AT_FDCWD by its name.
std::string directory(int descriptor);

inline std::string quoted(std::string_view text)
{
    return '"' + escape(text) + '"';
}

inline std::string text(std::string value)
{
    return value;
}

template <std::integral Integer>
std::string text(Integer value)
{
    return std::to_string(value);
}

template <typename First, typename... Rest>
std::string list(First first, Rest... rest)
{
    std::string all = text(std::move(first));
    ((all += ", " + text(std::move(rest))), ...);
    return all;
}

} // namespace shmlab::arguments
