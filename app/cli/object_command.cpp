// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/object_command.h"

#include "cli/object_output.h"
#include "cli/terminal.h"
#include "wording/object_json.h"
#include "wording/object_text.h"

#include <shmlab/inspect/object_scan.h>

namespace shmlab::ui {

ExitCode run(const DescribeObject &command)
{
    const auto scan = scanForOutput();
    if (!scan)
        return unreadableRoots(scan.error());
    QByteArray text;
    for (const ObjectReportPtr &report : scan->reports) {
        if ('/' + report->name != command.name.bytes())
            continue;
        text += command.isJson ? detailedJson(*report) + '\n' : detailsText(*report).toLocal8Bit();
    }
    return text.isEmpty() ? noSuchObject(command.name) : print(text);
}

} // namespace shmlab::ui
