// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab/modes.h"
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
/// a round, since the state of a machine changes from minute to minute. The limit is the loop whose mean is the least,
/// as the median of all rounds.
class Comparison {
public:
    struct Mechanism {
        QString name;
        QString title;
        bool isLimit = false; ///< a loop: the best of these is the limit that all are compared with
        bool sleepsEachTime = false;
    };

    explicit Comparison(std::vector<Mechanism> mechanisms)
        : m_mechanisms(std::move(mechanisms)),
          m_results(m_mechanisms.size())
    {
    }

    /// Rounds count from 0 and may be added in any order.
    void add(std::size_t mechanism, std::size_t round, const Measurement &measurement);
    /// The limit first, then all mechanisms.
    [[nodiscard]] std::vector<ComparisonRow> rows() const;
    [[nodiscard]] std::optional<SleepComparison> sleep() const;

private:
    struct Result {
        std::size_t round = 0;
        Nanoseconds median{};
        Nanoseconds mean{};
        Nanoseconds p99{};
        Nanoseconds processorTime{};
        std::optional<Modes> modes; ///< one way
    };
    struct Results {
        std::vector<Result> rounds;
        QString failure;
    };

    /// Of the measured ones that `belongs` accepts.
    template <typename Predicate>
    [[nodiscard]] std::optional<std::size_t> fastest(Predicate belongs) const;
    [[nodiscard]] ComparisonRow rowOf(std::size_t mechanism) const;
    [[nodiscard]] double ratioOf(std::size_t mechanism, std::size_t limit) const;

    std::vector<Mechanism> m_mechanisms;
    std::vector<Results> m_results; ///< by mechanism
};

/// The median; 0 if there are no values.
[[nodiscard]] double medianOf(std::vector<double> values);

} // namespace shmlab::ui
