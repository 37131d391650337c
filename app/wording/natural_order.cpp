// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/natural_order.h"

#include <QChar>

#include <algorithm>
#include <array>
#include <optional>

namespace shmlab::ui {
namespace {

struct Character {
    char32_t code;
    std::size_t bytes;
};

/// Nothing where the bytes at `at` are no UTF-8.
std::optional<Character> characterAt(std::string_view text, std::size_t at)
{
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const auto byteAt = [text](std::size_t i) -> char32_t { return static_cast<unsigned char>(text[i]); };
    const char32_t first = byteAt(at);
    if (first < 0x80)
        return Character{first, 1};
    const std::size_t bytes = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + bytes > text.size())
        return std::nullopt;
    char32_t code = first & (0x7fU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byteAt(at + i) & 0xc0U) != 0x80)
            return std::nullopt;
        code = (code << 6U) | (byteAt(at + i) & 0x3fU);
    }
    const bool isValid = code >= smallest.at(bytes) && code <= 0x10ffff && !QChar::isSurrogate(code);
    return isValid ? std::optional(Character{code, bytes}) : std::nullopt;
}

constexpr bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

/// A zero, which no other character is in a key, the number of digits and the digits: bytes in the order of the values.
void appendNumber(QByteArray &key, std::string_view digits)
{
    constexpr std::size_t longest = 255; // longer numbers would need a longer length; no file name has them
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    key += '0';
    key += static_cast<char>(std::min(digits.size(), longest));
    key.append(digits.data(), static_cast<qsizetype>(digits.size()));
}

} // namespace

QByteArray naturalKey(std::string_view name)
{
    constexpr char invalid = '\xff'; // greater than the first byte of any character
    QByteArray key;
    key.reserve(2 * static_cast<qsizetype>(name.size()) + 8);
    for (std::size_t at = 0; at < name.size();) {
        if (isDigit(name[at])) {
            const std::size_t end = std::min(name.find_first_not_of("0123456789", at), name.size());
            appendNumber(key, name.substr(at, end - at));
            at = end;
        } else if (const auto character = characterAt(name, at); !character) {
            key += invalid;
            key += name[at++];
        } else {
            const char32_t folded = QChar::toCaseFolded(character->code);
            if (folded < 0x80)
                key += static_cast<char>(folded);
            else
                key += QString::fromUcs4(&folded, 1).toUtf8();
            at += character->bytes;
        }
    }
    key += '\0'; // the end is less than any character
    key.append(name.data(), static_cast<qsizetype>(name.size()));
    key.squeeze();
    return key;
}

QByteArray naturalKey(const QString &name)
{
    const QByteArray utf8 = name.toUtf8();
    return naturalKey(std::string_view(utf8.data(), static_cast<std::size_t>(utf8.size())));
}

bool isNaturallyLess(const QString &a, const QString &b)
{
    return naturalKey(a) < naturalKey(b);
}

} // namespace shmlab::ui
