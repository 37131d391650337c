// SPDX-License-Identifier: GPL-3.0-or-later
#include "describe/completions.h"

#include "cli/command_table.h"

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

// Anybody may put anything into a name in /dev/shm, and what is completed is soon run. So names are offered in the
// escaped form that the program reads, with \xHH for every byte that may mean something to a shell or a terminal: only
// its backslashes are left to be quoted. A dash that begins a name is \x2d, or it would begin an option.

constexpr QLatin1String bashObjects(R"sh(
# Sets `escaped` to a text with \xHH for all bytes but harmless ones and backslashes.
_shmlab_escape()
{
    local LC_ALL=C # characters are bytes
    local harmless='[A-Za-z0-9._+@%:,=/\\-]' byte code
    local rest=${1//$harmless/}
    escaped=$1
    while [ -n "$rest" ]; do
        byte=${rest:0:1}
        printf -v code '\\x%02x' "'$byte"
        escaped=${escaped//"$byte"/"$code"}
        rest=${rest//"$byte"/}
    done
}

# Sets `typed` to what the shell would make of the last word of a line, in the escaped form, and `mark` to the quotation
# mark that is open at its end. The word is taken apart here since eval would run what it contains.
_shmlab_unquote()
{
    local line=$1 character escaped
    typed= mark=
    while [ -n "$line" ]; do
        character=${line:0:1} line=${line:1}
        case $mark$character in
            "''" | '""') mark= ;;
            "'" | '"') mark=$character ;;
            '\') typed+=${line:0:1} line=${line:1} ;;
            '"\') [[ $line == [\\\"\$\`]* ]] && character=${line:0:1} line=${line:1}; typed+=$character ;;
            [[:space:]]) typed= ;;
            *) typed+=$character ;;
        esac
    done
    _shmlab_escape "${typed//'\\'/'\x5c'}"
    typed=$escaped
}

# Bash replaces no more than $2 of the word: what follows an open quotation mark, a colon or the like.
_shmlab_objects()
{
    local line=${COMP_LINE:0:COMP_POINT} name typed mark before escaped
    _shmlab_unquote "${line%"$2"}"
    before=$typed
    _shmlab_unquote "$line"
    for name in /dev/shm/*; do
        [ -f "$name" ] && [ ! -L "$name" ] || continue
        name=${name#/dev/shm/}
        _shmlab_escape "${name//'\'/'\x5c'}"
        if [[ $typed == /* ]]; then
            escaped=/$escaped
        elif [[ $escaped == -* ]]; then
            escaped='\x2d'${escaped#-}
        fi
        [[ $escaped == "$typed"* ]] || continue
        escaped=${escaped#"$before"}
        [ "$mark" = "'" ] || escaped=${escaped//'\'/'\\'}
        COMPREPLY+=("$escaped")
    done
}
)sh");

constexpr QLatin1String zshObjects(R"sh(
# Sets `reply` to the texts with \xHH for all bytes but harmless ones and backslashes.
_shmlab_escape()
{
    setopt local_options extended_glob no_multibyte # characters are bytes
    local MATCH MBEGIN MEND
    reply=("${(@)argv//(#m)[^A-Za-z0-9._+@%:,=\/\\-]/\\x${(L)${(l:2::0:)$(([##16]#MATCH))}}}")
}

# What was typed is brought into the escaped form too, for zsh to compare.
_shmlab_objects()
{
    setopt local_options extended_glob
    local -a objects reply match mbegin mend
    local typed=$PREFIX
    [[ $compstate[quote] == \' ]] || typed=${typed//(#b)\\(?)/$match[1]}
    _shmlab_escape "${typed//\\\\/\\x5c}"
    typed=$reply[1]
    [[ $compstate[quote] == \' ]] || typed=${typed//\\/\\\\}
    PREFIX=$typed
    objects=(/dev/shm/*(N.:t))
    _shmlab_escape "${(@)objects//\\/\\x5c}"
    compset -P / || reply=("${(@)reply/#-/\\x2d}")
    compadd -a reply
}
)sh");

constexpr QLatin1String fishObjects(R"sh(
function __shmlab_objects --argument-names slash
    set -l objects
    for object in /dev/shm/*
        test -f $object; and not test -L $object; and set -a objects $object
    end
    set -q objects[1]; or return
    # Escaped as in an address first, where + , : = @ and % are escaped too, but ~ is not. %self is a number to fish.
    string escape --style=url -- $objects | string replace --all '~' %7E \
        | string replace --all --regex '%(?!2B|2C|25(?!self$)|3A|3D|40)(..)' '\\\\x\L$1\E' \
        | string unescape --style=url | string replace /dev/shm/ "$slash" | string replace --regex '^-' '\\\\x2d'
end
)sh");

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
    return QStringLiteral("# bash completion for shmlab; written by shmlab_describe from the program's own tables.\n")
        + bashObjects
        + QStringLiteral(R"(
_shmlab()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} words=
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
        _shmlab_objects "$@"
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
        const QString object = command.objectName != CommandHelp::Name::None
            ? QStringLiteral(" \\\n                '1:object:_shmlab_objects'")
            : QString();
        cases += QStringLiteral("        %1)\n            _arguments%2%3\n            ;;\n")
                     .arg(command.name, arguments(command.name), object);
    }
    return QStringLiteral("#compdef shmlab\n"
                          "# zsh completion for shmlab; written by shmlab_describe from the program's own tables.\n")
        + zshObjects
        + QStringLiteral(R"(
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
                       "complete -c shmlab -f\n")
        + fishObjects;
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
        for (const char *slash : {"", " /"}) {
            text += QStringLiteral("complete -c shmlab -n %1 -a '(__shmlab_objects%2)' -d 'object'\n")
                        .arg(quoted(condition), QLatin1String(slash));
        }
    }
    return text;
}

} // namespace shmlab::ui
