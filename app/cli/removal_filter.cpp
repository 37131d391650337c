// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/removal_filter.h"

#include <shmlab/manage/removal.h>

#include <algorithm>
#include <string>

#include <fnmatch.h>

namespace shmlab::ui {
namespace {

bool matchesName(const QByteArray &glob, const std::string &name)
{
    const std::string_view pattern =
        ObjectName::withoutDirectory({glob.constData(), static_cast<std::size_t>(glob.size())});
    return glob.isEmpty() || ::fnmatch(pattern.data(), name.c_str(), 0) == 0; // its end is that of the glob
}

bool isOlder(const ObjectStatus &status, std::chrono::seconds age, std::chrono::system_clock::time_point now)
{
    const std::int64_t latest = std::max(status.createdSeconds, status.modifiedSeconds);
    return std::chrono::system_clock::from_time_t(latest) + age <= now;
}

} // namespace

bool takes(const RemovalFilter &filter, const ObjectReport &report, std::chrono::system_clock::time_point now)
{
    const Verdict verdict = report.verdict();
    const bool isWanted =
        (filter.takesStale && verdict == Verdict::Stale) || (filter.takesUnused && verdict == Verdict::Unused);
    // What a removal has moved aside is put back, or removed by its name.
    return isWanted && !interruptedRemovalOf(report) && isRemovableByUser(report)
        && matchesName(filter.nameGlob, report.name) && (!filter.kind || *filter.kind == report.kind)
        && (!filter.owner || *filter.owner == report.status().owner)
        && (!filter.minAge || isOlder(report.status(), *filter.minAge, now));
}

} // namespace shmlab::ui
