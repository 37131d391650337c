// SPDX-License-Identifier: GPL-3.0-or-later
#include "describe/man_page.h"

#include "cli/command_table.h"
#include "describe/expanded.h"
#include "describe/metainfo.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace shmlab::ui {
namespace {

/// Text escaped for roff: hyphens and backslashes are literal, and no line begins as a request.
QString roff(QString text)
{
    text.replace(QLatin1Char('\\'), QStringLiteral("\\e")).replace(QLatin1Char('-'), QStringLiteral("\\-"));
    text.replace(QStringLiteral("–"), QStringLiteral("\\[en]"));
    return text.startsWith(QLatin1Char('.')) || text.startsWith(QLatin1Char('\'')) ? QStringLiteral("\\&") + text
                                                                                   : text;
}

/// A tagged paragraph per option: its name in bold, the name of its value in italics.
QString options(const QString &command)
{
    QStringList lines;
    for (const OptionHelp &option : optionsOf(command)) {
        const QString shortForm =
            option.shortName.isEmpty() ? QString() : QStringLiteral("-%1, ").arg(option.shortName);
        const QString name = roff(shortForm + QStringLiteral("--") + option.name);
        const QString head = option.valueName.isEmpty()
            ? QStringLiteral(".B %1").arg(name)
            : QStringLiteral(".BI \"%1 \" %2").arg(name, roff(option.valueName));
        lines += QStringLiteral(".TP\n%1\n%2").arg(head, roff(option.description));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

QString manPage(const QString &pageTemplate)
{
    QStringList synopsis;
    QStringList described;
    for (const CommandHelp &command : commands()) {
        const QString name = command.objectName == CommandHelp::Name::None ? QString()
            : command.objectName == CommandHelp::Name::Required            ? QStringLiteral(".I NAME\n")
                                                                           : QStringLiteral(".RI [ NAME ]\n");
        synopsis += QStringLiteral(".br\n.B shmlab %1\n%2.RI [ options ]").arg(command.name, name);
        described +=
            QStringLiteral(".SS shmlab %1\n%2\n%3").arg(command.name, roff(command.description), options(command.name));
    }
    return expanded(pageTemplate,
                    {{"DATE", QLocale::c().toString(sourceDate(), QStringLiteral("d MMMM yyyy"))},
                     {"VERSION", QCoreApplication::applicationVersion()},
                     {"SYNOPSIS", synopsis.join(QLatin1Char('\n'))},
                     {"GENERAL_OPTIONS", options({})},
                     {"COMMANDS", described.join(QLatin1Char('\n'))}});
}

} // namespace shmlab::ui
