// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exchange_command.h"

#include "cli/headless_exchange.h"
#include "cli/option_values.h"
#include "session/termination_signals.h"

#include <QCoreApplication>

namespace shmlab::ui {

std::expected<Command, UsageError> parseExchange(Role role, const std::optional<ObjectName> &name,
                                                 const Arguments &arguments)
{
    OptionReader options(arguments);
    const bool isHeadless = options.has("headless");
    ExchangeSettings settings{
        .role = role,
        .name = name ? *name : *ObjectName::parse(ObjectName::defaultText),
        .join = {},
        .period = defaultPeriod(role),
    };
    options.read("size", settings.join.sizeBytes, parseSize);
    options.read("period", settings.period, parsePeriod);
    options.read("pace", settings.pace, parsePace);
    options.read("wait-by", settings.waitMode, parseWaitMode);
    options.read("cpu", settings.processor, parseProcessor);
    options.read("for", settings.duration, parseRunDuration);
    const bool isFullSpeed = settings.pace == Pace::FullSpeed;
    options.require("wait-by", isFullSpeed, "--pace full");
    options.require("cpu", isFullSpeed, "--pace full");
    options.require("period", !isFullSpeed, "--pace timer");
    if (!isHeadless || isFullSpeed || settings.duration)
        settings.turns = {};
    options.read("turns", settings.turns, parseTurns);
    settings.replaceStale = options.has("replace-stale");
    settings.join.trustOthers = options.has("trust-others");
    settings.waitsForServer = role == Role::Client && (options.has("wait") || (!options.has("no-wait") && !isHeadless));
    settings.rejoins = settings.waitsForServer && !options.has("no-rejoin");
    options.require("json", isHeadless, "--headless");
    options.exclude("wait", "no-wait");
    if (isHeadless)
        return options.finish(TerminalCommand(RunExchange{.settings = settings, .isJson = options.has("json")}));
    ShowExchange shown{.settings = settings, .startsImmediately = options.has("start")};
    options.read("half", shown.half, parseHalf);
    return options.finish(WindowCommand(shown));
}

ExitCode run(const RunExchange &command)
{
    TerminationSignals signals;
    HeadlessExchange exchange(command);
    QObject::connect(&signals, &TerminationSignals::received, &exchange, &HeadlessExchange::interrupt);
    QObject::connect(&exchange, &HeadlessExchange::finished, qApp, &QCoreApplication::exit);
    exchange.setInterruptDescriptor(signals.descriptor());
    exchange.start();
    return static_cast<ExitCode>(QCoreApplication::exec());
}

} // namespace shmlab::ui
