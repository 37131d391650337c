// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/help_command.h"

#include "cli/command_table.h"
#include "cli/terminal.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::CommandLine)
};

QString namePlaceholder(CommandHelp::Name name)
{
    return name == CommandHelp::Name::Required ? QStringLiteral(" NAME")
        : name == CommandHelp::Name::Optional  ? QStringLiteral(" [NAME]")
                                               : QString();
}

/// "  server [NAME]   Creates …"
QString commandLine(const QString &command, const QString &description)
{
    return QStringLiteral("  %1%2\n").arg(command, -16).arg(description);
}

QString nameHelp(bool isExchange)
{
    const QString name = isExchange
        ? Text::tr("NAME is the object's name, with or without its slash; /test.shmem if not given.")
        : Text::tr("NAME is the object's name, with or without its slash.");
    return name + QLatin1Char(' ') + Text::tr(R"(Bytes that cannot be typed are written \xHH, a backslash \\.)")
        + QLatin1Char('\n');
}

QString exitCodes()
{
    return Text::tr(
        "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no such object, 4 the role is taken or the object exists, "
        "129/130/143 ended by SIGHUP/SIGINT/SIGTERM after cleaning up.");
}

/// Formatted by Qt, with a usage line of our own.
QString formatted(const QString &usage, const QString &description, const QList<OptionHelp> &options, bool takesName,
                  const QString &name)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(description);
    for (const OptionHelp &option : options) {
        QStringList names{option.name};
        if (!option.shortName.isEmpty())
            names.prepend(option.shortName);
        parser.addOption({names, option.description, option.valueName});
    }
    if (takesName)
        parser.addPositionalArgument(QStringLiteral("NAME"), Text::tr("The object's name."), name);
    const QString text = parser.helpText();
    return usage + text.mid(text.indexOf(QLatin1Char('\n')));
}

QString generalHelp()
{
    QString description =
        Text::tr("Two processes share a page of POSIX shared memory and keep writing a number larger than the "
                 "other's.\n\nCommands (each with its own --help):\n");
    description += commandLine(Text::tr("(none)"), Text::tr("Choose a role in a window."));
    for (const CommandHelp &command : commands())
        description += commandLine(command.name + namePlaceholder(command.objectName), command.description);
    description += QLatin1Char('\n') + nameHelp(true) + exitCodes();
    return formatted(Text::tr("Usage: shmlab [command] [options]"), description, generalOptions(), false, {});
}

QString commandHelp(const CommandHelp &command)
{
    const QString placeholder = namePlaceholder(command.objectName);
    const bool takesName = command.objectName != CommandHelp::Name::None;
    const QString description =
        command.description + QLatin1Char('\n') + (takesName ? nameHelp(command.isExchange) : QString()) + exitCodes();
    return formatted(Text::tr("Usage: shmlab %1 [options]").arg(command.name + placeholder), description,
                     optionsOf(command.name), takesName, placeholder.trimmed());
}

} // namespace

QString helpText(const QString &topic)
{
    const auto command = findCommand(topic);
    return command ? commandHelp(*command) : generalHelp();
}

ExitCode run(const PrintHelp &command)
{
    return printText(helpText(command.topic));
}

ExitCode run(const PrintVersion & /*command*/)
{
    return printText(QStringLiteral("shmlab %1\n").arg(QCoreApplication::applicationVersion()));
}

} // namespace shmlab::ui
