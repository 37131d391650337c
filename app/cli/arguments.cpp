// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/arguments.h"

#include "cli/command_table.h"
#include "cli/qt_options.h"

#include <algorithm>

namespace shmlab::ui {
namespace {

std::unexpected<UsageError> usageError(UsageProblem problem, const QString &option, const QString &word = {})
{
    return std::unexpected(UsageError{.problem = problem, .option = option, .word = word});
}

} // namespace

std::expected<QStringList, UsageError> decodeArguments(std::span<char *const> argv)
{
    QStringList arguments;
    for (std::size_t i = 1; i < argv.size(); ++i) {
        arguments += QString::fromLocal8Bit(argv[i]);
        if (arguments.last().toLocal8Bit() != argv[i])
            return usageError(UsageProblem::NotText, {}, QString::number(i));
    }
    return arguments;
}

std::expected<Arguments, UsageError> splitArguments(const QStringList &arguments)
{
    Arguments parts;
    QList<OptionHelp> known = optionsOf({});
    bool areOptionsOver = false;
    for (auto argument = arguments.begin(); argument != arguments.end(); ++argument) {
        if (areOptionsOver || !argument->startsWith(QLatin1Char('-')) || argument->size() == 1) {
            if (!parts.command.isEmpty()) {
                parts.words += *argument;
            } else if (findCommand(*argument)) {
                parts.command = *argument;
                known = optionsOf(parts.command);
            } else {
                return usageError(UsageProblem::UnknownCommand, {}, *argument);
            }
            continue;
        }
        if (*argument == QLatin1String("--")) {
            areOptionsOver = true;
            continue;
        }
        const bool isLong = argument->startsWith(QLatin1String("--"));
        const QString name = argument->section(QLatin1Char('='), 0, 0).mid(isLong ? 2 : 1);
        const bool hasValue = argument->contains(QLatin1Char('='));
        const auto option = std::ranges::find_if(known, [&](const OptionHelp &each) {
            return !name.isEmpty() && name == (isLong ? each.name : each.shortName);
        });
        const auto *qtOption = option == known.end() ? findQtOption(name) : nullptr;
        if (option == known.end() && qtOption == nullptr)
            return usageError(UsageProblem::UnknownOption, {}, argument->section(QLatin1Char('='), 0, 0));
        const bool takesValue = qtOption != nullptr ? qtOption->takesValue : !option->valueName.isEmpty();
        QString value = argument->section(QLatin1Char('='), 1);
        if (hasValue && !takesValue)
            return usageError(UsageProblem::UnexpectedValue, name, value);
        if (takesValue && !hasValue) {
            if (++argument == arguments.end())
                return usageError(UsageProblem::MissingValue, name);
            value = *argument;
        }
        if (qtOption == nullptr)
            parts.options.insert(option->name, value);
        else
            parts.qtOptions +=
                takesValue ? QStringList{QLatin1Char('-') + name, value} : QStringList{QLatin1Char('-') + name};
    }
    return parts;
}

} // namespace shmlab::ui
