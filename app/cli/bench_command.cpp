// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/bench_command.h"

#include "cli/option_values.h"
#include "cli/terminal.h"
#include "lab/mechanism_runner.h"
#include "wording/comparison_text.h"

#include <shmlab/exchange/full_speed.h>

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>

#include <unistd.h>

namespace shmlab::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto runDuration = 60ms;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::BenchCommand)
};

// For the signal handler.
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
        lines.push_back({.name = mechanism.name,
                         .title = mechanism.title,
                         .isLimit = mechanism.isLimit,
                         .sleepsEachTime = mechanism.sleepsEachTime});
    return lines;
}

ExitCode printResult(const RunBench &command, const ComparisonResult &result)
{
    switch (command.format) {
    case RunBench::Format::Table: break;
    case RunBench::Format::Json:
        return print(QJsonDocument(comparisonJson(result)).toJson(QJsonDocument::Compact) + '\n');
    case RunBench::Format::Csv: return print(comparisonCsv(result));
    }
    return printText(comparisonTable(result));
}

/// Shows what is being measured, on a line of its own that the next call replaces.
void showProgress(const QString &text)
{
    if (::isatty(STDERR_FILENO) == 1) {
        std::fprintf(stderr, "\r\033[K%s", text.toLocal8Bit().constData());
        std::fflush(stderr);
    }
}

} // namespace

std::expected<Command, UsageError> parseBench(const Arguments &arguments)
{
    OptionReader options(arguments);
    RunBench command;
    options.read("rounds", command.rounds, parseRounds);
    options.read("cpus", command.processors, parseProcessorPair);
    options.exclude("json", "csv");
    if (options.has("json"))
        command.format = RunBench::Format::Json;
    if (options.has("csv"))
        command.format = RunBench::Format::Csv;
    command.isLive = options.has("live");
    options.require("live", options.has("json"), "--json");
    return options.finish(TerminalCommand(command));
}

ExitCode runBench(const RunBench &command, const std::vector<IpcMechanism> &mechanisms)
{
    const auto processors = command.processors ? command.processors : firstTwoProcessors();
    if (!processors)
        return failure(Text::tr("the comparison needs two processors, and there is one"));
    stopRequested = false;
    endingSignal = 0;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        std::signal(signal, stopBench);

    const MechanismRunner runner(*processors, stopRequested);
    Comparison comparison(mechanismsOf(mechanisms));
    ComparisonResult result{.rows = {},
                            .roundsRequested = static_cast<std::size_t>(command.rounds),
                            .processors = *processors,
                            .clockCost = clockCost()};
    std::vector<std::uint64_t> roundTrips(mechanisms.size(), 0);
    auto printed = ExitCode::Done;
    for (std::size_t round = 0; round < result.roundsRequested && !stopRequested; ++round) {
        for (std::size_t mechanism = 0; mechanism < mechanisms.size() && !stopRequested; ++mechanism) {
            showProgress(Text::tr("round %1 of %2: %3")
                             .arg(round + 1)
                             .arg(result.roundsRequested)
                             .arg(mechanisms[mechanism].title));
            const Measurement measurement = runner.run(mechanisms[mechanism], runDuration, roundTrips[mechanism]);
            if (!stopRequested)
                comparison.add(mechanism, round, measurement);
        }
        if (!stopRequested)
            result.roundsCompleted = round + 1;
        result.rows = comparison.rows();
        result.sleep = comparison.sleep();
        if (command.isLive && round + 1 < result.roundsRequested && !stopRequested)
            printed = printResult(command, result);
        if (printed != ExitCode::Done)
            break;
    }
    showProgress({});
    if (printed == ExitCode::Done)
        printed = printResult(command, result);
    if (endingSignal != 0)
        return signalExitCode(endingSignal);
    const bool hasStats = std::ranges::any_of(result.rows, [](const ComparisonRow &row) { return row.rounds > 0; });
    return hasStats ? printed : ExitCode::Failed;
}

ExitCode run(const RunBench &command)
{
    return runBench(command, ipcMechanisms());
}

} // namespace shmlab::ui
