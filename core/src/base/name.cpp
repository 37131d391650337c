// SPDX-License-Identifier: MIT
#include <shmlab/base/name.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <ranges>

namespace shmlab {

const SystemRoots &SystemRoots::real()
{
    static const SystemRoots roots;
    return roots;
}

namespace {

constexpr std::size_t maxNameBytes = 255; // NAME_MAX of tmpfs
constexpr std::size_t maxPathBytes = 4096 - shmDirectory.size() - 1; // PATH_MAX, which counts the NUL

std::unexpected<Error> refused(Problem problem, std::string_view text)
{
    const int number = problem == Problem::NameTooLong ? ENAMETOOLONG : EINVAL;
    return std::unexpected(Error{.problem = problem, .errorNumber = number, .object = escape(text)});
}

/// Why it is not a valid name.
std::optional<Problem> problemOf(std::string_view name)
{
    if (name.empty())
        return Problem::NameEmpty;
    if (name == "." || name == "..")
        return Problem::NameIsDot;
    if (name.contains('/'))
        return Problem::NameHasSlash;
    if (name.contains('\0'))
        return Problem::NameHasNul;
    if (name.size() > maxNameBytes)
        return Problem::NameTooLong;
    return {};
}

struct Range {
    std::uint32_t first, last;
};

// Code points that hide, reorder or break the text around them, or look like a space. From Unicode 16.0: general
// categories Cc, Cf, Cs, Co, Zl, Zp and Zs (UnicodeData.txt), Default_Ignorable_Code_Point (DerivedCoreProperties.txt);
// also the blank pattern of Braille, all planes from U+E0000 on, and noncharacters, which isPrintable() computes.
constexpr std::array unprintable{
    Range{0x80, 0xa0},       Range{0xad, 0xad},       Range{0x34f, 0x34f},     Range{0x600, 0x605},
    Range{0x61c, 0x61c},     Range{0x6dd, 0x6dd},     Range{0x70f, 0x70f},     Range{0x890, 0x891},
    Range{0x8e2, 0x8e2},     Range{0x115f, 0x1160},   Range{0x1680, 0x1680},   Range{0x17b4, 0x17b5},
    Range{0x180b, 0x180f},   Range{0x2000, 0x200f},   Range{0x2028, 0x202f},   Range{0x205f, 0x206f},
    Range{0x2800, 0x2800},   Range{0x3000, 0x3000},   Range{0x3164, 0x3164},   Range{0xd800, 0xf8ff},
    Range{0xfdd0, 0xfdef},   Range{0xfe00, 0xfe0f},   Range{0xfeff, 0xfeff},   Range{0xffa0, 0xffa0},
    Range{0xfff0, 0xfffb},   Range{0x110bd, 0x110bd}, Range{0x110cd, 0x110cd}, Range{0x13430, 0x1343f},
    Range{0x1bca0, 0x1bca3}, Range{0x1d173, 0x1d17a}, Range{0xe0000, 0x10ffff}};

bool isPrintable(std::uint32_t codePoint)
{
    const bool isNoncharacter = (codePoint & 0xfffeU) == 0xfffeU; // the last two of each plane
    return !isNoncharacter && std::ranges::none_of(unprintable, [=](Range range) {
        return codePoint >= range.first && codePoint <= range.last;
    });
}

/// The length of the printable, well-formed multi-byte character that `bytes` starts with; 0 when it starts with
/// none.
std::size_t printableCharacter(std::string_view bytes)
{
    const auto lead = static_cast<unsigned char>(bytes[0]);
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || bytes.size() < length)
        return 0;
    std::uint32_t codePoint = lead & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if ((byte & 0xc0U) != 0x80U)
            return 0;
        codePoint = codePoint << 6 | (byte & 0x3fU);
    }
    constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    return codePoint >= smallest[length] && codePoint <= 0x10ffff && isPrintable(codePoint) ? length : 0;
}

int hexValue(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

} // namespace

Result<ObjectName> ObjectName::parse(std::string_view text)
{
    const std::string_view name = withoutDirectory(text);
    if (const auto problem = problemOf(name))
        return refused(*problem, text);
    return ObjectName('/' + std::string(name));
}

Result<ObjectName> ObjectName::parsePath(std::string_view text)
{
    const std::string_view path = withoutDirectory(text);
    if (path.size() >= maxPathBytes)
        return refused(Problem::NameTooLong, text);
    for (const auto component : path | std::views::split('/')) {
        const auto problem = problemOf(std::string_view(component));
        if (problem && path.contains('/') && (*problem == Problem::NameEmpty || *problem == Problem::NameIsDot))
            return refused(Problem::NameHasSlash, text);
        if (problem)
            return refused(*problem, text);
    }
    if (path.empty())
        return refused(Problem::NameEmpty, text);
    return ObjectName('/' + std::string(path));
}

std::string_view ObjectName::withoutDirectory(std::string_view text)
{
    constexpr std::string_view directory = shmDirectory.substr(1);
    text = text.starts_with('/') ? text.substr(1) : text;
    while (text.starts_with(directory) && text.substr(directory.size()).starts_with('/'))
        text = text.substr(directory.size() + 1);
    return text;
}

std::string ObjectName::path() const
{
    return std::string(shmDirectory) + m_bytes;
}

std::string ObjectName::display() const
{
    return escape(m_bytes);
}

std::string escape(std::string_view bytes)
{
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size();) {
        const char byte = bytes[i];
        if (byte == '\\') {
            text += "\\\\";
            ++i;
        } else if (byte >= ' ' && byte <= '~' && (byte != ' ' || i + 1 < bytes.size())) {
            text += byte;
            ++i;
        } else if (const std::size_t length = printableCharacter(bytes.substr(i)); length > 0) {
            text += bytes.substr(i, length);
            i += length;
        } else {
            const auto value = static_cast<unsigned char>(byte);
            text += {'\\', 'x', hex[value >> 4], hex[value & 0xf]};
            ++i;
        }
    }
    return text;
}

std::string unescape(std::string_view text)
{
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        if (text.substr(i).starts_with("\\\\")) {
            bytes += '\\';
            i += 2;
        } else if (text.substr(i).starts_with("\\x") && i + 3 < text.size() && hexValue(text[i + 2]) >= 0
                   && hexValue(text[i + 3]) >= 0) {
            bytes += static_cast<char>(hexValue(text[i + 2]) * 16 + hexValue(text[i + 3]));
            i += 4;
        } else {
            bytes += text[i];
            ++i;
        }
    }
    return bytes;
}

} // namespace shmlab
