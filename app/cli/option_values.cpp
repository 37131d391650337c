// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/option_values.h"

#include "session/keep_list.h"

#include <QRegularExpression>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <string_view>
#include <vector>

#include <pwd.h>

namespace shmlab::ui {
namespace {

/// Without a limit of the range.
std::optional<std::chrono::microseconds> parseDuration(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{1,9}(?:\\.\\d{1,6})?)(us|ms|s|min|h)$"));
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return {};
    const std::map<QString, double> factors{{QStringLiteral("us"), 1},
                                            {QStringLiteral("ms"), 1e3},
                                            {QStringLiteral("s"), 1e6},
                                            {QStringLiteral("min"), 60e6},
                                            {QStringLiteral("h"), 3600e6}};
    const double factor = factors.at(match.captured(2));
    return std::chrono::microseconds(std::llround(match.captured(1).toDouble() * factor));
}

} // namespace

std::optional<ObjectName> parseNewName(const QString &text)
{
    const auto name = ObjectName::parse(unescape(text.toLocal8Bit().toStdString()));
    return name ? std::optional(*name) : std::nullopt;
}

std::optional<Pace> parsePace(const QString &text)
{
    if (text == QLatin1String("timer"))
        return Pace::Timer;
    if (text == QLatin1String("full"))
        return Pace::FullSpeed;
    return {};
}

std::optional<WaitMode> parseWaitMode(const QString &text)
{
    if (text == QLatin1String("spin"))
        return WaitMode::Spin;
    if (text == QLatin1String("adaptive"))
        return WaitMode::Adaptive;
    if (text == QLatin1String("sleep"))
        return WaitMode::Sleep;
    return {};
}

std::optional<Qt::Edge> parseHalf(const QString &text)
{
    if (text == QLatin1String("left"))
        return Qt::LeftEdge;
    if (text == QLatin1String("right"))
        return Qt::RightEdge;
    return {};
}

std::optional<int> parseProcessor(const QString &text)
{
    bool isNumber = false;
    const int processor = text.toInt(&isNumber);
    if (!isNumber || processor < 0 || !text.front().isDigit())
        return {};
    return processor;
}

std::optional<std::pair<int, int>> parseProcessorPair(const QString &text)
{
    const QStringList both = text.split(QLatin1Char(','));
    const auto first = parseProcessor(both.first());
    const auto second = parseProcessor(both.last());
    if (both.size() != 2 || !first || !second || *first == *second)
        return {};
    return std::pair(*first, *second);
}

std::optional<std::chrono::milliseconds> parseRunDuration(const QString &text)
{
    const auto duration = parseDuration(text);
    if (!duration || *duration < std::chrono::milliseconds{1} || *duration > std::chrono::hours{24 * 365})
        return {};
    return std::chrono::duration_cast<std::chrono::milliseconds>(*duration);
}

std::optional<std::chrono::microseconds> parsePeriod(const QString &text)
{
    const auto period = parseDuration(text);
    if (!period || *period < minPeriod || *period > maxPeriod)
        return {};
    return period;
}

std::optional<std::size_t> parseSize(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{1,18})([KMG]?)$"));
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return {};
    const QString unit = match.captured(2);
    const int shift = unit == QLatin1String("K") ? 10
        : unit == QLatin1String("M")             ? 20
        : unit == QLatin1String("G")             ? 30
                                                 : 0;
    const auto number = match.captured(1).toULongLong();
    if (number > static_cast<qulonglong>(std::numeric_limits<off_t>::max()) >> shift
        || number << shift < countersSizeBytes)
        return {};
    return static_cast<std::size_t>(number << shift);
}

std::optional<TurnLimit> parseTurns(const QString &text)
{
    if (text == QLatin1String("forever"))
        return TurnLimit{};
    bool isNumber = false;
    const qulonglong turns = text.toULongLong(&isNumber);
    if (!isNumber || turns == 0 || !text.front().isDigit())
        return {};
    return TurnLimit{turns};
}

std::optional<int> parseRounds(const QString &text)
{
    bool isNumber = false;
    const int rounds = text.toInt(&isNumber);
    return isNumber && rounds >= 1 && rounds <= 10'000 ? std::optional(rounds) : std::nullopt;
}

std::optional<std::chrono::seconds> parseAge(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{1,9})(s|m|min|h|d)$"));
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return {};
    const QString unit = match.captured(2);
    const std::int64_t factor = unit == QLatin1String("s") ? 1
        : unit == QLatin1String("h")                       ? 3600
        : unit == QLatin1String("d")                       ? 86'400
                                                           : 60;
    const std::chrono::seconds age(match.captured(1).toLongLong() * factor);
    return age <= std::chrono::hours{24 * 3653} ? std::optional(age) : std::nullopt;
}

namespace {

QString kindWord(Kind kind)
{
    const std::string_view name = kindName(kind);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()))
        .toLower()
        .replace(QLatin1Char(' '), QLatin1Char('-'));
}

std::vector<Kind> kindsOfObjects()
{
    std::vector<Kind> kinds;
    for (auto kind = static_cast<int>(Kind::Unknown); kind < static_cast<int>(Kind::Directory); ++kind)
        kinds.push_back(static_cast<Kind>(kind));
    return kinds;
}

} // namespace

std::optional<Kind> parseKind(const QString &text)
{
    const QString word = text.toLower().replace(QLatin1Char(' '), QLatin1Char('-'));
    for (const Kind kind : kindsOfObjects()) {
        if (word == kindWord(kind))
            return kind;
    }
    return {};
}

QStringList kindWords()
{
    QStringList words;
    for (const Kind kind : kindsOfObjects())
        words += kindWord(kind);
    return words;
}

std::optional<uid_t> parseUser(const QString &text)
{
    bool isNumber = false;
    const uint number = text.toUInt(&isNumber);
    if (isNumber && text.front().isDigit())
        return uid_t{number};
    passwd entry{};
    passwd *found = nullptr;
    std::array<char, 4096> strings{};
    (void)::getpwnam_r(text.toLocal8Bit().constData(), &entry, strings.data(), strings.size(), &found);
    return found != nullptr ? std::optional(found->pw_uid) : std::nullopt;
}

std::optional<QByteArray> parseGlob(const QString &text)
{
    const std::string typed = unescape(text.toLocal8Bit().toStdString());
    const QByteArray glob = QByteArray::fromStdString(std::string(ObjectName::withoutDirectory(typed)));
    return isKeepGlob(glob) ? std::optional(glob) : std::nullopt;
}

} // namespace shmlab::ui
