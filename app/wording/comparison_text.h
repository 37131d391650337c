// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace shmlab::ui {

using Nanoseconds = std::chrono::duration<double, std::nano>;

/// A mechanism's row of the table. Times are one-way latencies.
struct ComparisonRow {
    QString name; ///< for programs, never translated
    QString title;
    QString loop{}; ///< of the limit: the name of the loop that was the fastest
    std::size_t rounds = 0; ///< measured successfully
    Nanoseconds mean{}; ///< total time by hand-overs; median of the rounds'
    Nanoseconds lowest{}; ///< the spread of the rounds' means
    Nanoseconds highest{};
    Nanoseconds median{}; ///< median of the rounds'
    Nanoseconds p99{}; ///< median of the rounds'
    Nanoseconds processorTime{}; ///< of both sides; median of the rounds'
    double ratioToLimit = 0; ///< of means; median of the ratios within each round; 0 if the limit was not measured
    std::size_t bimodalRounds = 0; ///< rounds with two modes, which no single figure describes
    Nanoseconds lowMode{}; ///< median of those rounds'
    Nanoseconds highMode{};
    QString failure; ///< why nothing was measured; otherwise empty
};

/// Shmlab sleeping each time, compared with the best of the other mechanisms that sleep each time.
struct SleepComparison {
    QString best; ///< its name
    double ratio = 0; ///< of means; median of the ratios within each round
};

/// The result of a comparison, and how it was measured.
struct ComparisonResult {
    std::vector<ComparisonRow> rows;
    std::size_t roundsCompleted = 0;
    std::size_t roundsRequested = 0;
    std::pair<int, int> processors{};
    Nanoseconds clockCost{};
    std::optional<SleepComparison> sleep{}; ///< empty if either was not measured
};

/// The title of an IPC mechanism by the name that programs use, "posix-mq".
[[nodiscard]] QString mechanismTitle(const char *name);
/// "Limit: two atomics, bare loop". `loop`: the title of the fastest loop.
[[nodiscard]] QString limitTitle(const QString &loop);
/// "two modes, 20 ns and 36 ns, in 3 of 9 rounds"; empty if no round has two.
[[nodiscard]] QString modesText(const ComparisonRow &row);

/// A table in the user's language.
[[nodiscard]] QString comparisonTable(const ComparisonResult &result);
[[nodiscard]] QByteArray comparisonCsv(const ComparisonResult &result);
[[nodiscard]] QJsonObject comparisonJson(const ComparisonResult &result);
/// Reads what comparisonJson() wrote; empty if `json` is something else.
[[nodiscard]] std::optional<ComparisonResult> comparisonFromJson(const QByteArray &json);

/// Explains the latencies, with the measured values. Rich text in the user's language.
[[nodiscard]] QString comparisonExplanation(const ComparisonResult &result);

} // namespace shmlab::ui
