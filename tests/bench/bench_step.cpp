// SPDX-License-Identifier: GPL-3.0-or-later

// The cost of one Party::step() compared with a bare load, compare and store of two atomics on the same kind of page.
// The peer's counter is changed before every step, so that each one writes; that cost is in both.
//   bench_step [ROUNDS]

#include "rounds.h"

#include <shmlab/exchange/party.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include <unistd.h>

using namespace shmlab;

namespace {

constexpr int steps = 20'000'000;

/// The minimum that the rule needs, in a function as step() is one.
[[gnu::noinline]] bool bareStep(std::byte *page)
{
    const CounterRef own = counterIn(page, Role::Server);
    const Counter other = counterIn(page, Role::Client).load(std::memory_order_acquire);
    if (own.load(std::memory_order_relaxed) > other)
        return false;
    own.store(nextCounter(other), std::memory_order_release);
    return true;
}

template <typename Step>
double nanosecondsPerStep(std::byte *page, Step step)
{
    const CounterRef other = counterIn(page, Role::Client);
    int written = 0;
    const auto begin = Party::Clock::now();
    for (int i = 0; i < steps; ++i) {
        other.store(i, std::memory_order_relaxed);
        written += step() ? 1 : 0;
    }
    const auto took = std::chrono::duration<double, std::nano>(Party::Clock::now() - begin);
    if (written < steps - 1)
        std::fprintf(stderr, "only %d of %d steps wrote\n", written, steps);
    return took.count() / steps;
}

} // namespace

int main(int argc, char *argv[])
{
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 9;
    const auto name = ObjectName::parse("shmlab-bench-" + std::to_string(::getpid()));
    auto party = Party::join(SystemCalls(), Role::Server, *name);
    if (!party) {
        std::fprintf(stderr, "%s\n", describe(party.error()).c_str());
        return EXIT_FAILURE;
    }
    auto *const page = const_cast<std::byte *>(party->bytes().data());
    const auto now = Party::Clock::now();
    Rounds bare;
    Rounds step;
    Rounds ratio;
    for (int round = 0; round < rounds; ++round) {
        counterIn(page, Role::Server).store(-1);
        const double bareCost = nanosecondsPerStep(page, [&] { return bareStep(page); });
        counterIn(page, Role::Client).store(0);
        counterIn(page, Role::Server).store(-1);
        const double stepCost = nanosecondsPerStep(page, [&] { return party->step(now).wrote && party->isIntact(); });
        bare.add(bareCost);
        step.add(stepCost);
        ratio.add(stepCost / bareCost);
    }
    bare.print("bare load, compare, store", "ns");
    step.print("Party::step() and isIntact()", "ns");
    ratio.print("ratio (at most 5)", "");
    return EXIT_SUCCESS;
}
