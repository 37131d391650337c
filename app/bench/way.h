// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/histogram.h>

#include <QString>

#include <chrono>
#include <concepts>
#include <expected>
#include <functional>
#include <memory>
#include <vector>

namespace shmlab::ui {

enum class Side : std::uint8_t { Leading, Following };

/// One way for two processes to hand numbers to each other, ready for one run. Made before the two sides are forked, so
/// that they inherit it.
class WayRun {
public:
    virtual ~WayRun() = default;
    /// Begins, and takes the answers; a round trip each. Called in one process, follow() in another.
    [[nodiscard]] virtual Histogram lead(std::uint64_t roundTrips) = 0;
    virtual void follow(std::uint64_t roundTrips) = 0;
};

/// A line of the comparison.
struct Way {
    QString name; ///< for programs: never translated
    QString title;
    bool isLimit = false;
    /// Fails with a reason in words where it is not to be had here.
    std::function<std::expected<std::unique_ptr<WayRun>, QString>()> prepare;
};

/// Something that gives numbers to the other side and takes them from it.
template <typename T>
concept HandingOver = requires(T way, Side side) {
    way.give(side);
    way.take(side);
};

/// Takes the time once a round trip, behind the giving: while the number travels.
template <typename Clock, HandingOver Handing>
[[nodiscard]] Histogram leadRoundTrips(Handing &way, std::uint64_t roundTrips)
{
    LiveHistogram all;
    way.give(Side::Leading);
    auto before = Clock::now();
    for (std::uint64_t made = 0; made < roundTrips; ++made) {
        way.take(Side::Leading);
        if (made + 1 < roundTrips)
            way.give(Side::Leading);
        const auto now = Clock::now();
        all.add(now - before);
        before = now;
    }
    return all.snapshot();
}

template <HandingOver Handing>
void followRoundTrips(Handing &way, std::uint64_t roundTrips)
{
    for (std::uint64_t made = 0; made < roundTrips; ++made) {
        way.take(Side::Following);
        way.give(Side::Following);
    }
}

/// A run of anything that hands over.
template <HandingOver Handing>
class HandingRun : public WayRun {
public:
    explicit HandingRun(Handing handing) : m_handing(std::move(handing)) { }
    [[nodiscard]] Histogram lead(std::uint64_t roundTrips) override
    {
        return leadRoundTrips<std::chrono::steady_clock>(m_handing, roundTrips);
    }
    void follow(std::uint64_t roundTrips) override { followRoundTrips(m_handing, roundTrips); }

private:
    Handing m_handing;
};

/// All that the program itself brings, the limit first.
[[nodiscard]] std::vector<Way> waysToHandOver();

} // namespace shmlab::ui
