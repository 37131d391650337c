// SPDX-License-Identifier: GPL-3.0-or-later
#include "describe/completions.h"

#include "cli/command_table.h"
#include "describe/expanded.h"

#include <QStringList>

namespace shmlab::ui {
namespace {

QString flag(const OptionHelp &option)
{
    return QStringLiteral("--") + option.name;
}

/// In single quotes for a shell.
QString quoted(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

QString bashFlags(const QString &command)
{
    QStringList flags;
    for (const OptionHelp &option : optionsOf(command)) {
        flags += flag(option);
        if (!option.shortName.isEmpty())
            flags += QLatin1Char('-') + option.shortName;
    }
    return flags.join(QLatin1Char(' '));
}

/// The arguments of zsh's _arguments, each on a line of its own.
QString zshArguments(const QString &command)
{
    QString lines;
    for (const OptionHelp &option : optionsOf(command)) {
        QString description = option.description;
        description.replace(QLatin1Char('['), QStringLiteral("\\[")).replace(QLatin1Char(']'), QStringLiteral("\\]"));
        QString line = QStringLiteral("%1[%2]").arg(flag(option), description);
        if (!option.valueName.isEmpty()) {
            line += QStringLiteral(":%1:%2").arg(
                option.valueName,
                option.choices.isEmpty() ? QStringLiteral(" ")
                                         : QStringLiteral("(%1)").arg(option.choices.join(QLatin1Char(' '))));
        }
        lines += QStringLiteral(" \\\n                %1").arg(quoted(line));
    }
    return lines;
}

QString fishOption(const QString &condition, const OptionHelp &option)
{
    const QString shortForm = option.shortName.isEmpty() ? QString() : QStringLiteral(" -s ") + option.shortName;
    QString value = option.valueName.isEmpty() ? QString() : QStringLiteral(" -x");
    if (!option.choices.isEmpty())
        value += QStringLiteral(" -a ") + quoted(option.choices.join(QLatin1Char(' ')));
    return QStringLiteral("complete -c shmlab -n %1 -l %2%3%4 -d %5")
        .arg(quoted(condition), option.name, shortForm, value, quoted(option.description));
}

} // namespace

QString bashCompletion(const QString &completionTemplate)
{
    QStringList names;
    QStringList withName;
    QStringList withValue;
    QStringList options;
    QStringList choices;
    for (const CommandHelp &command : commands()) {
        names += command.name;
        if (command.objectName != CommandHelp::Name::None)
            withName += command.name;
        options += QStringLiteral("            %1) words='%2' ;;").arg(command.name, bashFlags(command.name));
        for (const OptionHelp &option : optionsOf(command.name)) {
            if (!option.choices.isEmpty())
                choices += QStringLiteral("        %1) COMPREPLY=($(compgen -W '%2' -- \"$current\")); return ;;")
                               .arg(flag(option), option.choices.join(QLatin1Char(' ')));
            else if (!option.valueName.isEmpty())
                withValue += flag(option);
        }
    }
    withValue.removeDuplicates();
    choices.removeDuplicates();
    return expanded(completionTemplate,
                    {{"COMMANDS", names.join(QLatin1Char(' '))},
                     {"COMMANDS_WITH_NAME", withName.join(QLatin1Char(' '))},
                     {"GENERAL_OPTIONS", bashFlags({})},
                     {"COMMAND_OPTIONS", options.join(QLatin1Char('\n'))},
                     {"OPTIONS_WITH_VALUE", withValue.join(QLatin1Char('|'))},
                     {"CHOICES", choices.join(QLatin1Char('\n'))}});
}

QString zshCompletion(const QString &completionTemplate)
{
    QStringList described;
    QStringList cases;
    for (const CommandHelp &command : commands()) {
        described += quoted(command.name + QLatin1Char(':') + command.description);
        const QString object = command.objectName != CommandHelp::Name::None
            ? QStringLiteral(" \\\n                '1:object:_shmlab_objects'")
            : QString();
        cases += QStringLiteral("        %1)\n            _arguments%2%3\n            ;;")
                     .arg(command.name, zshArguments(command.name), object);
    }
    return expanded(completionTemplate,
                    {{"COMMANDS", described.join(QLatin1Char(' '))},
                     {"GENERAL_OPTIONS", zshArguments({})},
                     {"COMMAND_ARGUMENTS", cases.join(QLatin1Char('\n'))}});
}

QString fishCompletion(const QString &completionTemplate)
{
    QStringList names;
    QStringList options;
    QStringList objects;
    for (const OptionHelp &option : optionsOf({}))
        options += fishOption(QStringLiteral("__fish_use_subcommand"), option);
    for (const CommandHelp &command : commands()) {
        names += QStringLiteral("complete -c shmlab -n __fish_use_subcommand -a %1 -d %2")
                     .arg(command.name, quoted(command.description));
        const QString condition = QStringLiteral("__fish_seen_subcommand_from ") + command.name;
        for (const OptionHelp &option : optionsOf(command.name))
            options += fishOption(condition, option);
        if (command.objectName == CommandHelp::Name::None)
            continue;
        for (const char *slash : {"", " /"}) {
            objects += QStringLiteral("complete -c shmlab -n %1 -a '(__shmlab_objects%2)' -d 'object'")
                           .arg(quoted(condition), QLatin1String(slash));
        }
    }
    return expanded(completionTemplate,
                    {{"COMMANDS", names.join(QLatin1Char('\n'))},
                     {"OPTIONS", options.join(QLatin1Char('\n'))},
                     {"OBJECTS", objects.join(QLatin1Char('\n'))}});
}

} // namespace shmlab::ui
