// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/object_command.h"

#include "cli/object_output.h"
#include "cli/terminal.h"
#include "session/kernel_inquiry.h"
#include "wording/object_json.h"
#include "wording/object_text.h"

#include <shmlab/inspect/object_scan.h>

#include <optional>
#include <string_view>

namespace shmlab::ui {

ExitCode run(const DescribeObject &command)
{
    const auto scan = scanForOutput();
    if (!scan)
        return unreadableRoots(scan.error());
    QByteArray text;
    for (const ObjectReportPtr &report : scan->reports) {
        if (!isCalled(*report, command.name))
            continue;
        const auto inquiry = command.asksKernel ? std::optional(inquireKernel(SystemCalls(), *report)) : std::nullopt;
        if (command.isJson)
            text += detailedJson(*report, inquiry ? kernelAnswerName(*inquiry) : std::string_view()) + '\n';
        else
            text += detailsText(*report).toLocal8Bit();
        if (inquiry && !command.isJson) {
            const bool isHolderSeen = !report->usage.processScan.holders.empty();
            text += QStringLiteral("  %1\n").arg(kernelAnswerText(*inquiry, isHolderSeen)).toLocal8Bit();
        }
    }
    return text.isEmpty() ? noSuchObject(command.name) : print(text);
}

} // namespace shmlab::ui
