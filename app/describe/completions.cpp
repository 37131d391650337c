// SPDX-License-Identifier: GPL-3.0-or-later
#include "describe/completions.h"

#include "command_line/command_table.h"

#include <QStringList>

namespace shmlab::ui {
namespace {

QStringList commandNames()
{
    QStringList names;
    for (const CommandHelp &command : commands())
        names += command.name;
    return names;
}

QString flag(const OptionHelp &option)
{
    return QStringLiteral("--") + option.name;
}

QStringList flagsOf(const QString &command)
{
    QStringList flags;
    for (const OptionHelp &option : optionsOf(command)) {
        flags += flag(option);
        if (!option.shortName.isEmpty())
            flags += QLatin1Char('-') + option.shortName;
    }
    return flags;
}

/// Those that take a value which is none of a few words.
QStringList flagsWithValue()
{
    QStringList flags;
    for (const QString &command : commandNames()) {
        for (const OptionHelp &option : optionsOf(command)) {
            if (!option.valueName.isEmpty() && option.choices.isEmpty())
                flags += flag(option);
        }
    }
    flags.removeDuplicates();
    return flags;
}

/// What completes the values that are a few words.
QString bashChoices()
{
    QStringList cases;
    for (const QString &command : commandNames()) {
        for (const OptionHelp &option : optionsOf(command)) {
            if (!option.choices.isEmpty())
                cases += QStringLiteral("        %1) COMPREPLY=($(compgen -W '%2' -- \"$current\")); return ;;\n")
                             .arg(flag(option), option.choices.join(QLatin1Char(' ')));
        }
    }
    cases.removeDuplicates();
    return cases.join(QString());
}

/// In single quotes of a shell.
QString quoted(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

} // namespace

QString bashCompletion()
{
    QString cases;
    QStringList named;
    for (const CommandHelp &command : commands())
        named += command.objectName != CommandHelp::Name::None ? command.name : QString();
    named.removeAll(QString());
    for (const QString &command : commandNames())
        cases +=
            QStringLiteral("            %1) words='%2' ;;\n").arg(command, flagsOf(command).join(QLatin1Char(' ')));
    return QStringLiteral(R"(# bash completion for shmlab; written by shmlab_describe from the program's own tables.
_shmlab()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} words= name
    COMPREPLY=()
    case $previous in
        %1) return ;;
%6    esac
    if [ "$COMP_CWORD" -eq 1 ]; then
        words='%2 %3'
    elif [[ $current == -* ]]; then
        case ${COMP_WORDS[1]} in
%4        esac
    elif [[ ' %5 ' == *" ${COMP_WORDS[1]} "* ]]; then
        for name in /dev/shm/*; do
            [ -f "$name" ] || continue
            name=${name#/dev/shm}
            [[ $current == /* ]] || name=${name#/}
            [[ $name == "$current"* ]] && COMPREPLY+=("$name")
        done
        return
    fi
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _shmlab shmlab
)")
        .arg(flagsWithValue().join(QLatin1Char('|')), commandNames().join(QLatin1Char(' ')),
             flagsOf({}).join(QLatin1Char(' ')), cases, named.join(QLatin1Char(' ')), bashChoices());
}

QString zshCompletion()
{
    const auto zshChoices = [](const OptionHelp &option) {
        return option.choices.isEmpty() ? QStringLiteral(" ")
                                        : QStringLiteral("(%1)").arg(option.choices.join(QLatin1Char(' ')));
    };
    const auto arguments = [&](const QString &command) {
        QString lines;
        for (const OptionHelp &option : optionsOf(command)) {
            QString description = option.description;
            description.replace(QLatin1Char('['), QStringLiteral("\\["))
                .replace(QLatin1Char(']'), QStringLiteral("\\]"));
            QString line = QStringLiteral("%1[%2]").arg(flag(option), description);
            if (!option.valueName.isEmpty())
                line += QStringLiteral(":%1:%2").arg(option.valueName, zshChoices(option));
            lines += QStringLiteral(" \\\n                %1").arg(quoted(line));
        }
        return lines;
    };
    QString described;
    QString cases;
    for (const CommandHelp &command : commands()) {
        described += QStringLiteral(" %1").arg(quoted(command.name + QLatin1Char(':') + command.description));
        const QString object =
            command.objectName != CommandHelp::Name::None ? QStringLiteral(" \\\n                '1:object:_shmlab_objects'") : QString();
        cases += QStringLiteral("        %1)\n            _arguments%2%3\n            ;;\n")
                     .arg(command.name, arguments(command.name), object);
    }
    return QStringLiteral(R"(#compdef shmlab
# zsh completion for shmlab; written by shmlab_describe from the program's own tables.
_shmlab_objects()
{
    local -a objects
    objects=(/dev/shm/*(N.:t))
    compadd -a objects
}

_shmlab()
{
    local -a commands
    if (( CURRENT == 2 )); then
        commands=(%1)
        _describe command commands
        _arguments%2
        return
    fi
    shift words
    (( CURRENT-- ))
    case $words[1] in
%3    esac
}

_shmlab "$@"
)")
        .arg(described, arguments({}), cases);
}

QString fishCompletion()
{
    QString text =
        QStringLiteral("# fish completion for shmlab; written by shmlab_describe from the program's own tables.\n"
                       "complete -c shmlab -f\n");
    for (const CommandHelp &command : commands()) {
        text += QStringLiteral("complete -c shmlab -n __fish_use_subcommand -a %1 -d %2\n")
                    .arg(command.name, quoted(command.description));
    }
    const auto add = [&](const QString &condition, const OptionHelp &option) {
        const QString shortForm = option.shortName.isEmpty() ? QString() : QStringLiteral(" -s ") + option.shortName;
        QString value = option.valueName.isEmpty() ? QString() : QStringLiteral(" -x");
        if (!option.choices.isEmpty())
            value += QStringLiteral(" -a ") + quoted(option.choices.join(QLatin1Char(' ')));
        text += QStringLiteral("complete -c shmlab -n %1 -l %2%3%4 -d %5\n")
                    .arg(quoted(condition), option.name, shortForm, value, quoted(option.description));
    };
    for (const OptionHelp &option : optionsOf({}))
        add(QStringLiteral("__fish_use_subcommand"), option);
    for (const CommandHelp &command : commands()) {
        const QString condition = QStringLiteral("__fish_seen_subcommand_from ") + command.name;
        for (const OptionHelp &option : optionsOf(command.name))
            add(condition, option);
        if (command.objectName == CommandHelp::Name::None)
            continue;
        for (const char *prefix : {"", "/"}) {
            text += QStringLiteral("complete -c shmlab -n %1 -a '%2(path basename /dev/shm/*)' -d 'object'\n")
                        .arg(quoted(condition), QLatin1String(prefix));
        }
    }
    return text;
}

} // namespace shmlab::ui
