// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/comparison.h"

#include <algorithm>
#include <functional>

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
    auto modes = modesOf(measurement.roundTrips);
    if (modes) {
        modes->low /= 2;
        modes->high /= 2;
    }
    results.rounds.push_back(
        {.round = round,
         .median = oneWay(0.5),
         .mean = Nanoseconds(measurement.roundTrips.mean()) / 2,
         .p99 = oneWay(0.99),
         .processorTime = Nanoseconds(measurement.processorTime) / static_cast<double>(measurement.handOvers),
         .modes = modes});
}

template <typename Predicate>
std::optional<std::size_t> Comparison::fastest(Predicate belongs) const
{
    std::optional<std::size_t> fastest;
    Nanoseconds least{};
    for (std::size_t mechanism = 0; mechanism < m_mechanisms.size(); ++mechanism) {
        if (!belongs(m_mechanisms[mechanism]) || m_results[mechanism].rounds.empty())
            continue;
        const Nanoseconds mean = rowOf(mechanism).mean;
        if (!fastest || mean < least) {
            fastest = mechanism;
            least = mean;
        }
    }
    return fastest;
}

ComparisonRow Comparison::rowOf(std::size_t mechanism) const
{
    const auto &rounds = m_results[mechanism].rounds;
    const auto medianOfRounds = [&](auto value) {
        std::vector<double> values;
        for (const Result &result : rounds) {
            if (const std::optional<Nanoseconds> of = std::invoke(value, result))
                values.push_back(of->count());
        }
        return Nanoseconds(medianOf(std::move(values)));
    };
    const auto mode = [&](auto which) {
        return medianOfRounds([which](const Result &of) {
            return of.modes ? std::optional<Nanoseconds>(std::invoke(which, *of.modes)) : std::nullopt;
        });
    };
    ComparisonRow row{.name = m_mechanisms[mechanism].name,
                      .title = m_mechanisms[mechanism].title,
                      .rounds = rounds.size(),
                      .mean = medianOfRounds(&Result::mean),
                      .median = medianOfRounds(&Result::median),
                      .p99 = medianOfRounds(&Result::p99),
                      .processorTime = medianOfRounds(&Result::processorTime),
                      .bimodalRounds = static_cast<std::size_t>(
                          std::ranges::count_if(rounds, [](const Result &of) { return of.modes.has_value(); })),
                      .lowMode = mode(&Modes::low),
                      .highMode = mode(&Modes::high),
                      .failure = rounds.empty() ? m_results[mechanism].failure : QString()};
    if (!rounds.empty()) {
        const auto [lowest, highest] = std::ranges::minmax(rounds, {}, &Result::mean);
        row.lowest = lowest.mean;
        row.highest = highest.mean;
    }
    return row;
}

double Comparison::ratioOf(std::size_t mechanism, std::size_t limit) const
{
    std::vector<double> ratios;
    for (const Result &result : m_results[mechanism].rounds) {
        const auto of = std::ranges::find(m_results[limit].rounds, result.round, &Result::round);
        if (of != m_results[limit].rounds.end())
            ratios.push_back(result.mean / of->mean);
    }
    return medianOf(std::move(ratios));
}

std::vector<ComparisonRow> Comparison::rows() const
{
    const auto limit = fastest(std::mem_fn(&Mechanism::isLimit));
    std::vector<ComparisonRow> rows(1);
    if (limit) {
        rows.front() = rowOf(*limit);
        rows.front().loop = rows.front().name;
        rows.front().ratioToLimit = 1;
    }
    rows.front().name = QStringLiteral("limit");
    rows.front().title = limitTitle(rows.front().title);
    for (std::size_t mechanism = 0; mechanism < m_mechanisms.size(); ++mechanism) {
        rows.push_back(rowOf(mechanism));
        if (limit)
            rows.back().ratioToLimit = ratioOf(mechanism, *limit);
    }
    return rows;
}

std::optional<SleepComparison> Comparison::sleep() const
{
    const auto isOwn = [](const Mechanism &one) { return one.name == QLatin1String("shmlab-sleep-always"); };
    const auto own = fastest(isOwn);
    const auto best = fastest([&](const Mechanism &one) { return one.sleepsEachTime && !isOwn(one); });
    if (!own || !best)
        return {};
    return SleepComparison{.best = m_mechanisms[*best].name, .ratio = ratioOf(*own, *best)};
}

} // namespace shmlab::ui
