// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/bench_command.h"

#include "cli/terminal.h"
#include "lab/mechanism_runner.h"
#include "wording/comparison_text.h"

#include <shmlab/exchange/full_speed.h>

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <atomic>
#include <csignal>

#include <unistd.h>

namespace shmlab::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto runDuration = 60ms;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::BenchCommand)
};

// A signal handler knows nothing but what is static.
std::atomic<bool> stopRequested = false;
std::atomic<int> endingSignal = 0;
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

void stopBench(int signal)
{
    endingSignal = signal;
    stopRequested = true;
}

std::vector<Comparison::Mechanism> mechanismsOf(const std::vector<IpcMechanism> &mechanisms)
{
    std::vector<Comparison::Mechanism> lines;
    lines.reserve(mechanisms.size());
    for (const IpcMechanism &mechanism : mechanisms)
        lines.push_back({.name = mechanism.name, .title = mechanism.title, .isLimit = mechanism.isLimit});
    return lines;
}

void printResult(const CommandLine &line, const ComparisonResult &result, std::FILE *out)
{
    if (line.isJson)
        std::fputs((QJsonDocument(comparisonJson(result)).toJson(QJsonDocument::Compact) + '\n').constData(), out);
    else if (line.isCsv)
        std::fputs(comparisonCsv(result).constData(), out);
    else
        printText(out, comparisonTable(result));
    std::fflush(out);
}

} // namespace

int runBench(const CommandLine &line, const std::vector<IpcMechanism> &mechanisms, std::FILE *out, std::FILE *messages)
{
    const auto processors = line.bench.processors ? line.bench.processors : firstTwoProcessors();
    if (!processors) {
        printText(
            messages,
            QStringLiteral("shmlab: %1\n").arg(Text::tr("the comparison needs two processors, and there is one")));
        return static_cast<int>(ExitCode::Failed);
    }
    stopRequested = false;
    endingSignal = 0;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        std::signal(signal, stopBench);

    const MechanismRunner runner(*processors, stopRequested);
    Comparison comparison(mechanismsOf(mechanisms));
    ComparisonResult result{.rows = {},
                            .roundsRequested = static_cast<std::size_t>(line.bench.rounds),
                            .processors = *processors,
                            .clockCost = clockCost()};
    std::vector<std::uint64_t> roundTrips(mechanisms.size(), 0);
    const bool isTerminal = ::isatty(::fileno(messages)) == 1;
    for (std::size_t round = 0; round < result.roundsRequested && !stopRequested; ++round) {
        for (std::size_t mechanism = 0; mechanism < mechanisms.size() && !stopRequested; ++mechanism) {
            if (isTerminal) {
                printText(messages,
                          QStringLiteral("\r\033[K%1")
                              .arg(Text::tr("round %1 of %2: %3")
                                       .arg(round + 1)
                                       .arg(result.roundsRequested)
                                       .arg(mechanisms[mechanism].title)));
            }
            const Measurement measurement = runner.run(mechanisms[mechanism], runDuration, roundTrips[mechanism]);
            if (!stopRequested)
                comparison.add(mechanism, round, measurement);
        }
        if (!stopRequested)
            result.roundsCompleted = round + 1;
        result.rows = comparison.rows();
        if (line.bench.isLive && round + 1 < result.roundsRequested && !stopRequested)
            printResult(line, result, out);
    }
    if (isTerminal)
        printText(messages, QStringLiteral("\r\033[K"));
    printResult(line, result, out);
    if (endingSignal != 0)
        return static_cast<int>(ExitCode::SignalBase) + endingSignal;
    const bool hasStats = std::ranges::any_of(result.rows, [](const ComparisonRow &row) { return row.rounds > 0; });
    return static_cast<int>(hasStats ? ExitCode::Done : ExitCode::Failed);
}

} // namespace shmlab::ui
