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

/// A way's line of the table. Times are of a hand-over one way.
struct ComparisonRow {
    QString name; ///< for programs: never translated
    QString title;
    std::size_t rounds = 0; ///< that gave figures; 0: none
    Nanoseconds median{}; ///< of the rounds' medians
    Nanoseconds lowest{}; ///< the spread of the rounds' medians
    Nanoseconds highest{};
    Nanoseconds mean{}; ///< median of the rounds'
    Nanoseconds p99{}; ///< median of the rounds'
    Nanoseconds processorTime{}; ///< of both sides; median of the rounds'
    double ratioToLimit = 0; ///< median of the ratios within each round; 0 where the limit is not known
    QString failure; ///< why there is nothing, empty where there is something
};

/// What a comparison has come to, and how it was made.
struct ComparisonResult {
    std::vector<ComparisonRow> rows;
    std::size_t roundsCompleted = 0;
    std::size_t roundsRequested = 0;
    std::pair<int, int> processors{};
    Nanoseconds clockCost{};
};

/// A table for people, in the user's language.
[[nodiscard]] QString comparisonTable(const ComparisonResult &result);
[[nodiscard]] QByteArray comparisonCsv(const ComparisonResult &result);
[[nodiscard]] QJsonObject comparisonJson(const ComparisonResult &result);
/// What comparisonJson() made of it; nothing when it is no such thing.
[[nodiscard]] std::optional<ComparisonResult> comparisonFromJson(const QByteArray &json);

/// Why the ways take as long as they do, in plain words with these figures. Rich text.
[[nodiscard]] QString comparisonExplanation(const ComparisonResult &result);

} // namespace shmlab::ui
