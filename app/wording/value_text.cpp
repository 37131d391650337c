// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/value_text.h"

#include "wording/format.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>
#include <charconv>
#include <string_view>

namespace shmlab::ui {

QString numberText(const Number &number, ValueType type, bool isHex)
{
    if (type == ValueType::TimeSeconds || type == ValueType::TimeNanoseconds) {
        const auto count = std::get<std::int64_t>(number);
        constexpr std::int64_t latest = 253'402'300'799; // the end of year 9999
        const std::int64_t seconds = type == ValueType::TimeSeconds ? count : count / 1'000'000'000;
        if (seconds < 0 || seconds > latest)
            return QStringLiteral("–");
        const QDateTime time = QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc());
        return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"));
    }
    if (const auto *real = std::get_if<double>(&number)) {
        std::array<char, 32> text{}; // the shortest text that is read back as the same number
        const auto end = type == ValueType::Float
            ? std::to_chars(text.data(), text.data() + text.size(), static_cast<float>(*real)).ptr
            : std::to_chars(text.data(), text.data() + text.size(), *real).ptr;
        return QString::fromLatin1(text.data(), end - text.data());
    }
    const bool isSigned = std::holds_alternative<std::int64_t>(number);
    const auto bits =
        isSigned ? static_cast<std::uint64_t>(std::get<std::int64_t>(number)) : std::get<std::uint64_t>(number);
    if (isHex) {
        const auto width = static_cast<int>(rowOf(type).sizeBytes) * 2;
        const std::uint64_t mask = width == 16 ? ~std::uint64_t{0} : (std::uint64_t{1} << (4 * width)) - 1;
        return QStringLiteral("0x%1").arg(static_cast<qulonglong>(bits & mask), width, 16, QLatin1Char('0'));
    }
    return isSigned ? QString::number(std::get<std::int64_t>(number)) : QString::number(static_cast<qulonglong>(bits));
}

QString bytesAsText(std::span<const std::byte> bytes)
{
    const std::string_view all(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    return format::escaped(all.substr(0, all.find('\0')));
}

} // namespace shmlab::ui
