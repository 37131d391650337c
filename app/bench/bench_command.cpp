// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_command.h"

#include "bench/bench_text.h"
#include "bench/way_runner.h"
#include "headless/terminal.h"

#include <shmlab/full_speed.h>

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <atomic>
#include <csignal>

#include <unistd.h>

namespace shmlab::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto timePerRun = 60ms;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::BenchCommand)
};

// A signal handler knows nothing but what is static.
std::atomic<bool> stopWanted = false;
std::atomic<int> endingSignal = 0;
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

void stopBench(int signal)
{
    endingSignal = signal;
    stopWanted = true;
}

std::vector<Comparison::Way> linesOf(const std::vector<Way> &ways)
{
    std::vector<Comparison::Way> lines;
    lines.reserve(ways.size());
    for (const Way &way : ways)
        lines.push_back({.name = way.name, .title = way.title, .isLimit = way.isLimit});
    return lines;
}

void printResult(const CommandLine &line, const ComparisonResult &result, std::FILE *out)
{
    if (line.isJson)
        std::fputs((QJsonDocument(comparisonJson(result)).toJson(QJsonDocument::Compact) + '\n').constData(), out);
    else if (line.isCsv)
        std::fputs(comparisonCsv(result).constData(), out);
    else
        say(out, comparisonTable(result));
    std::fflush(out);
}

} // namespace

int runBench(const CommandLine &line, const std::vector<Way> &ways, std::FILE *out, std::FILE *messages)
{
    const auto processors = line.bench.processors ? line.bench.processors : firstTwoProcessors();
    if (!processors) {
        say(messages,
            QStringLiteral("shmlab: %1\n").arg(Text::tr("the comparison needs two processors, and there is one")));
        return static_cast<int>(ExitCode::Failed);
    }
    stopWanted = false;
    endingSignal = 0;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        std::signal(signal, stopBench);

    const WayRunner runner(*processors, stopWanted);
    Comparison comparison(linesOf(ways));
    ComparisonResult result{.rows = {},
                            .roundsWanted = static_cast<std::size_t>(line.bench.rounds),
                            .processors = *processors,
                            .clockCost = clockCost()};
    std::vector<std::uint64_t> roundTrips(ways.size(), 0);
    const bool isTerminal = ::isatty(::fileno(messages)) == 1;
    for (std::size_t round = 0; round < result.roundsWanted && !stopWanted; ++round) {
        for (std::size_t way = 0; way < ways.size() && !stopWanted; ++way) {
            if (isTerminal) {
                say(messages,
                    QStringLiteral("\r\033[K%1")
                        .arg(Text::tr("round %1 of %2: %3")
                                 .arg(round + 1)
                                 .arg(result.roundsWanted)
                                 .arg(ways[way].title)));
            }
            const Measurement measurement = runner.run(ways[way], timePerRun, roundTrips[way]);
            if (!stopWanted)
                comparison.add(way, round, measurement);
        }
        if (!stopWanted)
            result.roundsMade = round + 1;
        result.rows = comparison.rows();
        if (line.bench.isLive && round + 1 < result.roundsWanted && !stopWanted)
            printResult(line, result, out);
    }
    if (isTerminal)
        say(messages, QStringLiteral("\r\033[K"));
    printResult(line, result, out);
    if (endingSignal != 0)
        return static_cast<int>(ExitCode::SignalBase) + endingSignal;
    const bool hasFigures = std::ranges::any_of(result.rows, [](const ComparisonRow &row) { return row.rounds > 0; });
    return static_cast<int>(hasFigures ? ExitCode::Done : ExitCode::Failed);
}

} // namespace shmlab::ui
