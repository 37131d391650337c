// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/histogram.h>

#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace shmlab::ui {

using Nanoseconds = std::chrono::duration<double, std::nano>;

/// What one run of one way came to.
struct Measurement {
    Histogram roundTrips; ///< there and back, from the side that begins
    std::uint64_t handOvers = 0; ///< of both sides
    std::chrono::nanoseconds elapsed{0};
    std::chrono::nanoseconds processorTime{0}; ///< of both sides
    std::optional<QString> failure; ///< why there is nothing
};

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

/// The arithmetic of the comparison: measurements go in round by round, the table comes out. Ratios are taken within a
/// round, since a machine is not the same from minute to minute.
class Comparison {
public:
    struct Way {
        QString name;
        QString title;
        bool isLimit = false; ///< what the others are compared with
    };

    explicit Comparison(std::vector<Way> ways) : m_ways(std::move(ways)), m_results(m_ways.size()) { }

    /// Rounds count from 0 and may be added in any order.
    void add(std::size_t way, std::size_t round, const Measurement &measurement);
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

    [[nodiscard]] std::optional<Nanoseconds> limitIn(std::size_t round) const;

    std::vector<Way> m_ways;
    std::vector<Results> m_results; ///< as the ways
};

/// The middle one, or the mean of the two middle ones; 0 of none.
[[nodiscard]] double medianOf(std::vector<double> values);

} // namespace shmlab::ui
