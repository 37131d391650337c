// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdio>
#include <vector>

/// The figures of several rounds of a benchmark.
class Rounds {
public:
    void add(double value) { m_values.push_back(value); }
    [[nodiscard]] double median() const
    {
        std::vector<double> sorted = m_values;
        std::ranges::sort(sorted);
        return sorted.at(sorted.size() / 2);
    }
    /// "NAME   median VALUE UNIT   (MIN … MAX)"
    void print(const char *name, const char *unit) const
    {
        const auto [least, most] = std::ranges::minmax(m_values);
        std::printf("%-44s median %9.3f %-5s (%.3f … %.3f)\n", name, median(), unit, least, most);
    }

private:
    std::vector<double> m_values;
};
