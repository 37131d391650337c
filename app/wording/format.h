// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <QString>

#include <string_view>

/// Values as text. Names from outside are escaped.
namespace shmlab::ui::format {

[[nodiscard]] QString text(const ObjectName &name);
/// Text from outside, escaped reversibly.
[[nodiscard]] QString escaped(std::string_view bytes);
[[nodiscard]] QString escaped(const QString &text);
/// "server", "client".
[[nodiscard]] QString role(Role role);
/// "Server", "Client".
[[nodiscard]] QString roleTitle(Role role);
/// Seconds, "12.345" or, with six decimals, "12.345678".
[[nodiscard]] QString seconds(Clock::duration time, int decimals = 3);
/// With a suitable unit: "850 ns", "12.3 µs", "4.56 ms", "1.2 s".
[[nodiscard]] QString duration(std::chrono::nanoseconds time);
/// The same with fractions of a nanosecond, "40.5 ns".
[[nodiscard]] QString duration(std::chrono::duration<double, std::nano> time);
/// "12.3 million", "950".
[[nodiscard]] QString amount(double number);
/// A ratio as it is shown and written everywhere: with two decimals below 10, with two digits from there on.
[[nodiscard]] double roundedRatio(double ratio);
/// "1.05", "25", "660"; "–" where it is not known (0).
[[nodiscard]] QString ratio(double ratio);
/// A count for an axis: "800", "10⁶", "4×10⁵".
[[nodiscard]] QString powerOfTen(double number);
[[nodiscard]] QString percent(double share);
[[nodiscard]] QString bytes(qint64 count);
/// "python3 (pid 4711)", or "pid 4711" if the program is unknown.
[[nodiscard]] QString process(const Process &process);
/// Local time of day, "14:02"; with the date if it was not today.
[[nodiscard]] QString timestamp(std::int64_t secondsSince1970);
/// "= 5" or "= -1 EEXIST (File exists)".
[[nodiscard]] QString callResult(const CallRecord &record);
/// The effect of the call, as a phrase.
[[nodiscard]] QString callDescription(const CallRecord &record);
/// What happened; of a turn as the 2015 program prints it, if it does.
[[nodiscard]] QString turnDescription(const TurnRecord &record);
/// Text of an errno, "File exists (EEXIST)".
[[nodiscard]] QString errnoText(int errorNumber);

} // namespace shmlab::ui::format
