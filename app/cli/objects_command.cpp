// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/objects_command.h"

#include "cli/heap_ahead.h"
#include "cli/object_output.h"
#include "cli/terminal.h"
#include "wording/object_json.h"
#include "wording/object_text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <unistd.h>

namespace shmlab::ui {
namespace {

void warn(std::FILE *messages, const ObjectScan &survey)
{
    for (const QString &caution : visibilityWarnings(survey.hiddenProcesses, survey.isSystemWide, ::geteuid() == 0))
        printText(messages, QStringLiteral("shmlab: %1\n").arg(caution));
}

int printAll(const CommandLine &line, const ObjectScan &survey, std::FILE *out, std::FILE *messages)
{
    const std::vector<ObjectReportPtr> &reports = survey.reports;
    warn(messages, survey);
    if (line.isJson) {
        QJsonArray all;
        for (const ObjectReportPtr &report : reports)
            all.append(objectJson(*report, false));
        return print(out, QJsonDocument(all).toJson(QJsonDocument::Compact) + '\n');
    }
    VerdictSums sums;
    for (const ObjectReportPtr &report : reports)
        sums.add(*report);
    QString summary = sumsText(sums);
    if (const auto directory = inspectShmDirectory(InspectCalls()))
        summary += QStringLiteral("\n%1").arg(spaceText(*directory));
    return printTable(out, tableText(reports), summary + QLatin1Char('\n'));
}

int printOne(const CommandLine &line, const ObjectScan &survey, std::FILE *out, std::FILE *messages)
{
    QByteArray text;
    QJsonArray all;
    for (const ObjectReportPtr &report : survey.reports) { // an object that lost this name comes, too
        if ('/' + report->name != line.exchange.name.bytes())
            continue;
        if (!line.isJson)
            text += detailsText(*report).toLocal8Bit();
        all.append(objectJson(*report, true));
    }
    if (all.isEmpty())
        return printNoSuchObject(messages, line.exchange.name);
    if (!line.isJson)
        return print(out, text);
    for (const auto &object : all)
        text += QJsonDocument(object.toObject()).toJson(QJsonDocument::Compact) + '\n';
    return print(out, text);
}

/// A table of thousands takes about 900 bytes a row. How many there will be is told by the directory, whose size
/// tmpfs gives as 20 bytes a name.
void preallocateHeapForObjects()
{
    constexpr std::size_t worthIt = 500;
    const auto directory = InspectCalls().statPath(SystemRoots::real().shm);
    const std::size_t names = directory ? directory->stx_size / 20 : 0;
    if (names >= worthIt)
        preallocateHeap(900 * names);
}

} // namespace

int runObjects(const CommandLine &line, std::FILE *out, std::FILE *messages)
{
    preallocateHeapForObjects();
    const auto survey = scanForOutput();
    if (!survey)
        return printUnreadableRoots(messages, survey.error());
    return line.objects.isSingleObject ? printOne(line, *survey, out, messages)
                                       : printAll(line, *survey, out, messages);
}

} // namespace shmlab::ui
