// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/objects_command.h"

#include "cli/object_output.h"
#include "cli/terminal.h"
#include "wording/object_json.h"
#include "wording/object_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <unistd.h>

namespace shmlab::ui {

std::expected<Command, UsageError> parseObjects(const std::optional<ObjectName> &name, const Arguments &arguments)
{
    OptionReader options(arguments);
    const bool isJson = options.has("json");
    const bool isHeadless = options.has("headless") || name;
    options.require("json", isHeadless, "--headless");
    if (name)
        return options.finish(TerminalCommand(DescribeObject{.name = *name, .isJson = isJson}));
    if (isHeadless)
        return options.finish(TerminalCommand(ListObjects{.isJson = isJson}));
    return options.finish(WindowCommand(ShowObjects{}));
}

ExitCode run(const ListObjects &command)
{
    const auto scan = scanForOutput();
    if (!scan)
        return unreadableRoots(scan.error());
    for (const QString &warning :
         visibilityWarnings(scan->isHiddenCountKnown ? std::optional(scan->hiddenProcesses) : std::nullopt,
                            scan->isSystemWide, ::geteuid() == 0))
        printMessage(warning);
    if (command.isJson) {
        QJsonArray all;
        for (const ObjectReportPtr &report : scan->reports)
            all.append(objectJson(*report, false));
        return print(QJsonDocument(all).toJson(QJsonDocument::Compact) + '\n');
    }
    VerdictSums sums;
    for (const ObjectReportPtr &report : scan->reports)
        sums.add(*report);
    QString summary = sumsText(sums);
    if (const auto directory = inspectShmDirectory(InspectCalls()))
        summary += QStringLiteral("\n%1").arg(spaceText(*directory));
    return printTable(tableText(scan->reports), summary + QLatin1Char('\n'));
}

} // namespace shmlab::ui
