// SPDX-License-Identifier: MIT
#include "base/call_arguments.h"

#include <array>
#include <charconv>

#include <fcntl.h>
#include <sys/mman.h>

namespace shmlab::arguments {
namespace {

struct Flag {
    int bits;
    const char *name;
};

template <std::size_t Size>
void append(std::string &text, int flags, const std::array<Flag, Size> &known)
{
    for (const Flag flag : known) {
        if ((flags & flag.bits) == flag.bits)
            text += std::string(text.empty() ? "" : "|") + flag.name;
    }
}

std::string toBase(std::uintptr_t value, int base, const char *prefix)
{
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, base).ptr;
    return prefix + std::string(digits.data(), end);
}

const char *lockType(short type)
{
    return type == F_WRLCK ? "F_WRLCK" : type == F_RDLCK ? "F_RDLCK" : "F_UNLCK";
}

} // namespace

std::string openFlags(int flags)
{
    std::string text = (flags & O_ACCMODE) == O_RDWR ? "O_RDWR" : "O_RDONLY";
    append(text, flags,
           std::array{Flag{O_CREAT, "O_CREAT"}, Flag{O_EXCL, "O_EXCL"}, Flag{O_NOFOLLOW, "O_NOFOLLOW"},
                      Flag{O_NONBLOCK, "O_NONBLOCK"}, Flag{O_NOCTTY, "O_NOCTTY"}, Flag{O_NOATIME, "O_NOATIME"},
                      Flag{O_PATH, "O_PATH"}, Flag{O_DIRECTORY, "O_DIRECTORY"}, Flag{O_CLOEXEC, "O_CLOEXEC"}});
    return text;
}

std::string protection(int bits)
{
    std::string text;
    append(text, bits, std::array{Flag{PROT_READ, "PROT_READ"}, Flag{PROT_WRITE, "PROT_WRITE"}});
    return text;
}

std::string advice(int value)
{
    switch (value) {
    case MADV_DONTFORK: return "MADV_DONTFORK";
    case MADV_DONTDUMP: return "MADV_DONTDUMP";
    default: return std::to_string(value);
    }
}

std::string octal(unsigned mode)
{
    return mode == 0 ? "0" : toBase(mode, 8, "0");
}

std::string hex(std::uintptr_t value)
{
    return toBase(value, 16, "0x");
}

std::string lockArguments(int command, short type, off_t start, off_t length)
{
    return std::string(command == F_OFD_SETLK ? "F_OFD_SETLK" : "F_OFD_GETLK") + ", {" + lockType(type) + ", SEEK_SET, "
        + list(start, length) + '}';
}

std::string fcntlCommand(int command, int argument)
{
    if (command == F_SETLEASE)
        return std::string("F_SETLEASE, ") + lockType(static_cast<short>(argument));
    return list(std::string(command == F_SETSIG ? "F_SETSIG" : std::to_string(command)), argument);
}

std::string directory(int descriptor)
{
    return descriptor == AT_FDCWD ? "AT_FDCWD" : std::to_string(descriptor);
}

} // namespace shmlab::arguments
