// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_table.h"

#include "cli/option_table.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::CommandLine)
};

struct CommandRow {
    const char *name;
    unsigned scope;
    CommandHelp::Name objectName;
    const char *description;
};

constexpr std::array commandTable{
    CommandRow{"server", ServerOnly, CommandHelp::Name::Optional,
               QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Creates the object and takes part as server.")},
    CommandRow{"client", ClientOnly, CommandHelp::Name::Optional,
               QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Joins the object and takes part as client.")},
    CommandRow{
        "objects", ObjectsOnly, CommandHelp::Name::Optional,
        QT_TRANSLATE_NOOP("shmlab::ui::CommandLine",
                          "Shows all shared memory objects in a window; with NAME, prints all that is known of one.")},
    CommandRow{"dump", DumpOnly, CommandHelp::Name::Required,
               QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Prints the bytes of an object.")},
    CommandRow{"rm", RemoveOnly, CommandHelp::Name::Optional,
               QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Removes an object that nobody uses.")},
    CommandRow{
        "bench", BenchOnly, CommandHelp::Name::None,
        QT_TRANSLATE_NOOP("shmlab::ui::CommandLine", "Compares the mechanisms that hand a number to another process.")},
};

unsigned scopeOf(const QString &command)
{
    for (const CommandRow &row : commandTable) {
        if (command == QLatin1String(row.name))
            return row.scope | Everywhere;
    }
    return Everywhere;
}

QList<OptionHelp> optionsIn(unsigned scope)
{
    QList<OptionHelp> options;
    for (const OptionRow &row : optionTable()) {
        if ((row.scope & scope) != 0)
            options.append({QLatin1String(row.name), QString::fromLatin1(row.shortName),
                            row.valueName != nullptr ? Text::tr(row.valueName) : QString(), Text::tr(row.description),
                            row.listChoices != nullptr
                                ? row.listChoices()
                                : QString::fromLatin1(row.choices).split(QLatin1Char(' '), Qt::SkipEmptyParts)});
    }
    return options;
}

} // namespace

QList<OptionHelp> optionsOf(const QString &command)
{
    return optionsIn(scopeOf(command));
}

QList<OptionHelp> generalOptions()
{
    return optionsIn(Everywhere | Exchange);
}

QString expectedValue(const QString &option)
{
    for (const OptionRow &row : optionTable()) {
        if (option == QLatin1String(row.name) && row.expectedValue != nullptr)
            return Text::tr(row.expectedValue);
    }
    return {};
}

QList<CommandHelp> commands()
{
    QList<CommandHelp> all;
    for (const CommandRow &row : commandTable)
        all.append({QLatin1String(row.name), Text::tr(row.description), row.objectName, (row.scope & Exchange) != 0});
    return all;
}

std::optional<CommandHelp> findCommand(const QString &name)
{
    const auto all = commands();
    const auto found = std::ranges::find(all, name, &CommandHelp::name);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

} // namespace shmlab::ui
