// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/comparison.h"

#include <algorithm>

namespace shmlab::ui {

double medianOf(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void Comparison::add(std::size_t mechanism, std::size_t round, const Measurement &measurement)
{
    Results &results = m_results.at(mechanism);
    if (measurement.failure || measurement.roundTrips.total() == 0) {
        results.failure = measurement.failure.value_or(QString());
        return;
    }
    const auto oneWay = [&](double share) { return Nanoseconds(measurement.roundTrips.percentile(share)) / 2; };
    results.rounds.push_back(
        {.round = round,
         .median = oneWay(0.5),
         .mean = Nanoseconds(measurement.roundTrips.mean()) / 2,
         .p99 = oneWay(0.99),
         .processorTime = Nanoseconds(measurement.processorTime) / static_cast<double>(measurement.handOvers)});
}

std::optional<Nanoseconds> Comparison::limitOfRound(std::size_t round) const
{
    for (std::size_t mechanism = 0; mechanism < m_mechanisms.size(); ++mechanism) {
        for (const Result &result : m_results[mechanism].rounds) {
            if (m_mechanisms[mechanism].isLimit && result.round == round)
                return result.median;
        }
    }
    return {};
}

std::vector<ComparisonRow> Comparison::rows() const
{
    std::vector<ComparisonRow> rows;
    for (std::size_t mechanism = 0; mechanism < m_mechanisms.size(); ++mechanism) {
        const auto &rounds = m_results[mechanism].rounds;
        const auto medianOfRounds = [&](auto value) {
            std::vector<double> values;
            values.reserve(rounds.size());
            for (const Result &result : rounds)
                values.push_back(value(result));
            return medianOf(std::move(values));
        };
        ComparisonRow row{.name = m_mechanisms[mechanism].name,
                          .title = m_mechanisms[mechanism].title,
                          .rounds = rounds.size(),
                          .median = Nanoseconds(medianOfRounds([](const Result &of) { return of.median.count(); })),
                          .mean = Nanoseconds(medianOfRounds([](const Result &of) { return of.mean.count(); })),
                          .p99 = Nanoseconds(medianOfRounds([](const Result &of) { return of.p99.count(); })),
                          .processorTime =
                              Nanoseconds(medianOfRounds([](const Result &of) { return of.processorTime.count(); })),
                          .failure = rounds.empty() ? m_results[mechanism].failure : QString()};
        if (!rounds.empty()) {
            const auto [lowest, highest] = std::ranges::minmax(rounds, {}, &Result::median);
            row.lowest = lowest.median;
            row.highest = highest.median;
        }
        std::vector<double> ratios;
        for (const Result &result : rounds) {
            if (const auto limit = limitOfRound(result.round))
                ratios.push_back(result.median / *limit);
        }
        row.ratioToLimit = medianOf(std::move(ratios));
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace shmlab::ui
