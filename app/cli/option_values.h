// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <QString>
#include <Qt>

#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>

/// The values of options; empty if a text is not valid.
namespace shmlab::ui {

/// "800ms", "1.5s", "2min" within the range of a period.
[[nodiscard]] std::optional<std::chrono::microseconds> parsePeriod(const QString &text);

/// The same from a millisecond to a year.
[[nodiscard]] std::optional<std::chrono::milliseconds> parseRunDuration(const QString &text);

/// "timer", "full".
[[nodiscard]] std::optional<Pace> parsePace(const QString &text);

/// "spin", "adaptive", "sleep".
[[nodiscard]] std::optional<WaitMode> parseWaitMode(const QString &text);

/// "left", "right".
[[nodiscard]] std::optional<Qt::Edge> parseHalf(const QString &text);

/// A number from 0 on.
[[nodiscard]] std::optional<int> parseProcessor(const QString &text);

/// Two different processors, "0,1".
[[nodiscard]] std::optional<std::pair<int, int>> parseProcessorPair(const QString &text);

/// "4096", "64K", "1M"; not smaller than the two counters.
[[nodiscard]] std::optional<std::size_t> parseSize(const QString &text);

/// A positive number, or "forever".
[[nodiscard]] std::optional<TurnLimit> parseTurns(const QString &text);

/// A number from 1 to 10,000.
[[nodiscard]] std::optional<int> parseRounds(const QString &text);

} // namespace shmlab::ui
