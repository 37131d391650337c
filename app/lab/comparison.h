// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/comparison_text.h"

#include <shmlab/base/histogram.h>

#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace shmlab::ui {

/// The measurements of one run of one mechanism.
struct Measurement {
    Histogram roundTrips; ///< as measured by the leading side
    std::uint64_t handOvers = 0; ///< of both sides
    std::chrono::nanoseconds elapsed{0};
    std::chrono::nanoseconds processorTime{0}; ///< of both sides
    std::optional<QString> failure; ///< why nothing was measured
};

/// The arithmetic of the comparison: takes measurements round by round and computes the table. Ratios are taken within
/// a round, since the state of a machine changes from minute to minute.
class Comparison {
public:
    struct Mechanism {
        QString name;
        QString title;
        bool isLimit = false; ///< the mechanism that the others are compared with
    };

    explicit Comparison(std::vector<Mechanism> mechanisms)
        : m_mechanisms(std::move(mechanisms)),
          m_results(m_mechanisms.size())
    {
    }

    /// Rounds count from 0 and may be added in any order.
    void add(std::size_t mechanism, std::size_t round, const Measurement &measurement);
    [[nodiscard]] std::vector<ComparisonRow> rows() const;

private:
    struct Result {
        std::size_t round = 0;
        Nanoseconds median{};
        Nanoseconds mean{};
        Nanoseconds p99{};
        Nanoseconds processorTime{};
    };
    struct Results {
        std::vector<Result> rounds;
        QString failure;
    };

    [[nodiscard]] std::optional<Nanoseconds> limitOfRound(std::size_t round) const;

    std::vector<Mechanism> m_mechanisms;
    std::vector<Results> m_results; ///< by mechanism
};

/// The median; 0 if there are no values.
[[nodiscard]] double medianOf(std::vector<double> values);

} // namespace shmlab::ui
