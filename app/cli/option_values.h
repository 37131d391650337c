// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <shmlab/base/name.h>
#include <shmlab/inspect/kind.h>

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <Qt>

#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>

#include <sys/types.h>

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

/// "30m", "2h", "3d": seconds to days, up to ten years.
[[nodiscard]] std::optional<std::chrono::seconds> parseAge(const QString &text);

/// The name of a kind as it is listed, in any case, with blanks or hyphens: "semaphore", "fast-dds".
[[nodiscard]] std::optional<Kind> parseKind(const QString &text);
/// All names of kinds that parseKind() takes, without blanks.
[[nodiscard]] QStringList kindWords();

/// The name of an object that does not lie in a directory; bytes may be written as \xHH.
[[nodiscard]] std::optional<ObjectName> parseNewName(const QString &text);

/// A user of this system, by login name or number.
[[nodiscard]] std::optional<uid_t> parseUser(const QString &text);

/// A glob for the name of an object; bytes may be written as \xHH.
[[nodiscard]] std::optional<QByteArray> parseGlob(const QString &text);

} // namespace shmlab::ui
