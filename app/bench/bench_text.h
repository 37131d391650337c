// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/comparison.h"

#include <QByteArray>
#include <QJsonObject>

namespace shmlab::ui {

/// What a comparison has come to, and how it was made.
struct ComparisonResult {
    std::vector<ComparisonRow> rows;
    std::size_t roundsMade = 0;
    std::size_t roundsWanted = 0;
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
[[nodiscard]] QString comparisonExplained(const ComparisonResult &result);

} // namespace shmlab::ui
