// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/objects_command.h"

#include "cli/object_output.h"
#include "cli/option_values.h"
#include "cli/terminal.h"
#include "wording/object_export.h"
#include "wording/object_text.h"

#include <unistd.h>

namespace shmlab::ui {

std::expected<Command, UsageError> parseObjects(const std::optional<ObjectName> &name, const Arguments &arguments)
{
    OptionReader options(arguments);
    const bool isJson = options.has("json");
    const bool isCsv = options.has("csv");
    options.exclude("json", "csv");
    options.require("ask-kernel", name.has_value(), "NAME");
    if (options.has("follow")) {
        options.exclude("follow", "csv");
        FollowObjects command{.pattern = name ? name->bytes() : std::string(), .isJson = isJson};
        options.read("interval", command.interval, parsePeriod);
        return options.finish(TerminalCommand(command));
    }
    options.require("interval", false, "--follow");
    if (name) {
        if (isCsv)
            options.fail({.problem = UsageProblem::ListsAll,
                          .option = QStringLiteral("csv"),
                          .word = QString::fromStdString(name->display())});
        return options.finish(
            TerminalCommand(DescribeObject{.name = *name, .isJson = isJson, .asksKernel = options.has("ask-kernel")}));
    }
    ListObjects command;
    options.read("kind", command.kind, parseKind);
    if (isJson || isCsv || command.kind || options.has("headless")) {
        if (isJson || isCsv)
            command.format = isJson ? ListObjects::Format::Json : ListObjects::Format::Csv;
        return options.finish(TerminalCommand(command));
    }
    return options.finish(WindowCommand(ShowObjects{}));
}

ExitCode run(const ListObjects &command)
{
    auto scan = scanForOutput();
    if (!scan)
        return unreadableRoots(scan.error());
    if (command.kind)
        std::erase_if(scan->reports, [&](const ObjectReportPtr &report) { return report->kind != *command.kind; });
    for (const QString &warning :
         visibilityWarnings(scan->isHiddenCountKnown ? std::optional(scan->hiddenProcesses) : std::nullopt,
                            scan->isSystemWide, ::geteuid() == 0))
        printMessage(warning);
    if (const QString unseen = unseenDomainsText(scan->unseenDomains); !unseen.isEmpty())
        printMessage(unseen);
    if (command.format == ListObjects::Format::Json)
        return print(objectsJson(scan->reports));
    if (command.format == ListObjects::Format::Csv)
        return print(objectsCsv(scan->reports));
    VerdictSums sums;
    for (const ObjectReportPtr &report : scan->reports)
        sums.add(*report);
    QString summary = sumsText(sums);
    if (const auto directory = inspectShmDirectory(InspectCalls()))
        summary += QStringLiteral("\n%1").arg(spaceText(*directory));
    return printTable(tableText(scan->reports), summary + QLatin1Char('\n'));
}

} // namespace shmlab::ui
