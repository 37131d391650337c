// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include "cli/bench_command.h"
#include "cli/command_table.h"
#include "cli/dump_command.h"
#include "cli/exchange_command.h"
#include "cli/objects_command.h"
#include "cli/remove_command.h"

namespace shmlab::ui {
namespace {

/// The object's name after a command, if there is one.
std::expected<std::optional<ObjectName>, UsageError> parseName(const CommandHelp &command, const QStringList &words)
{
    const int maxWords = command.objectName == CommandHelp::Name::None ? 0 : 1;
    if (words.size() > maxWords)
        return std::unexpected(UsageError{.problem = UsageProblem::ExtraArgument, .word = words.at(maxWords)});
    if (words.isEmpty() && command.objectName == CommandHelp::Name::Required)
        return std::unexpected(UsageError{.problem = UsageProblem::MissingName});
    if (words.isEmpty())
        return std::nullopt;
    const std::string text = unescape(words.first().toLocal8Bit().toStdString());
    const auto name = command.isExchange ? ObjectName::parse(text) : ObjectName::parsePath(text);
    if (!name)
        return std::unexpected(UsageError{.problem = UsageProblem::InvalidName, .cause = name.error()});
    return *name;
}

std::expected<Command, UsageError> parseCommand(const Arguments &arguments)
{
    const QString &command = arguments.command;
    if (arguments.has("help"))
        return TerminalCommand(PrintHelp{.topic = command});
    if (arguments.has("version"))
        return TerminalCommand(PrintVersion{});
    const auto known = findCommand(command);
    if (!known)
        return WindowCommand(ShowRoleChooser{});
    const auto name = parseName(*known, arguments.words);
    if (!name)
        return std::unexpected(name.error());
    if (command == QLatin1String("objects"))
        return parseObjects(*name, arguments);
    if (command == QLatin1String("dump"))
        return parseDump(**name, arguments); // its name is required
    if (command == QLatin1String("rm"))
        return parseRemove(*name, arguments);
    if (command == QLatin1String("bench"))
        return parseBench(arguments);
    return parseExchange(command == QLatin1String("server") ? Role::Server : Role::Client, *name, arguments);
}

} // namespace

std::expected<CommandLine, UsageError> parseCommandLine(const QStringList &arguments)
{
    const auto parts = splitArguments(arguments);
    if (!parts)
        return std::unexpected(parts.error());
    auto command = parseCommand(*parts);
    if (!command)
        return std::unexpected(std::move(command).error());
    return CommandLine{.command = *std::move(command), .qtOptions = parts->qtOptions};
}

} // namespace shmlab::ui
