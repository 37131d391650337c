// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <QString>

#include <chrono>
#include <cstddef>
#include <optional>

namespace shmlab::ui {

/// "800ms", "1.5s", "2min"; nothing when it is no duration or out of the range a period may have.
[[nodiscard]] std::optional<std::chrono::microseconds> parsePeriod(const QString &text);

/// As a period, in any range.
[[nodiscard]] std::optional<std::chrono::microseconds> parseDuration(const QString &text);

/// "spin", "adaptive", "sleep".
[[nodiscard]] std::optional<WaitMode> parseWaitMode(const QString &text);

/// A number from 0 on.
[[nodiscard]] std::optional<int> parseProcessor(const QString &text);

/// "4096", "64K", "1M"; nothing when it is no size or too small for two counters.
[[nodiscard]] std::optional<std::size_t> parseSize(const QString &text);

/// A positive number, or "forever".
[[nodiscard]] std::optional<TurnLimit> parseTurns(const QString &text);

} // namespace shmlab::ui
