// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz_target.h"

#include <shmlab/base/name.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>

#include <iconv.h>

using namespace shmlab;
using fuzz::require;

namespace {

struct Range {
    wchar_t first, last;
};

// Controls, line separators, and what Unicode lists as Bidi_Control or Default_Ignorable_Code_Point.
constexpr std::array unfit{
    Range{0x00, 0x1f},       Range{0x7f, 0x9f},       Range{0xad, 0xad},       Range{0x34f, 0x34f},
    Range{0x61c, 0x61c},     Range{0x115f, 0x1160},   Range{0x17b4, 0x17b5},   Range{0x180b, 0x180f},
    Range{0x200b, 0x200f},   Range{0x2028, 0x202e},   Range{0x2060, 0x206f},   Range{0x3164, 0x3164},
    Range{0xfe00, 0xfe0f},   Range{0xfeff, 0xfeff},   Range{0xffa0, 0xffa0},   Range{0xfff0, 0xfff8},
    Range{0x1bca0, 0x1bca3}, Range{0x1d173, 0x1d17a}, Range{0xe0000, 0xe0fff},
};

/// Checks with libc's decoder, which is independent of ours and accepts only well-formed UTF-8.
std::wstring decoded(std::string text)
{
    static const iconv_t converter = ::iconv_open("WCHAR_T", "UTF-8");
    std::wstring characters(text.size(), L'\0');
    char *from = text.data();
    std::size_t left = text.size();
    char *to = reinterpret_cast<char *>(characters.data());
    std::size_t room = characters.size() * sizeof(wchar_t);
    require(::iconv(converter, &from, &left, &to, &room) == 0);
    characters.resize(characters.size() - room / sizeof(wchar_t));
    return characters;
}

void checkEscaping(std::string_view bytes)
{
    const std::string shown = escape(bytes);
    require(unescape(shown) == bytes);
    for (const wchar_t character : decoded(shown)) {
        for (const Range range : unfit)
            require(character < range.first || character > range.last);
    }
    // Text as a user types it: whatever it means can be shown again.
    const std::string meant = unescape(bytes);
    require(meant.size() <= bytes.size());
    require(bytes.contains('\\') || meant == bytes);
    require(unescape(escape(meant)) == meant);
}

bool isName(std::string_view text)
{
    text.remove_prefix(text.starts_with('/') ? 1 : 0);
    return !text.empty() && text.size() <= 255 && text != "." && text != ".."
        && std::ranges::none_of(text, [](char byte) { return byte == '/' || byte == '\0'; });
}

void checkName(std::string_view text)
{
    const auto name = ObjectName::parse(text);
    require(name.has_value() == isName(text));
    if (!name) {
        const Error &error = name.error();
        require(error.errorNumber == (error.problem == Problem::NameTooLong ? ENAMETOOLONG : EINVAL));
        require(unescape(error.object) == text);
        return;
    }
    require(name->bytes() == (text.starts_with('/') ? "" : "/") + std::string(text));
    require(std::strlen(name->c_str()) == name->bytes().size());
    require(name->path() == "/dev/shm" + name->bytes());
    require(ObjectName::parse(name->bytes()) == *name);
    require(ObjectName::parse(unescape(name->display())) == *name);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    checkEscaping(text);
    checkName(text);
    return 0;
}
