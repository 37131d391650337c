// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake_roots.h"

#include <shmlab/inspect/object_monitor.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

/// For tests of what an ObjectMonitor reports.
namespace shmlab::test {

using Changes = std::vector<ObjectChange>;

/// All portions of one scan.
inline Changes refresh(ObjectMonitor &list)
{
    Changes all;
    const auto result = list.refresh([&](Changes portion) { std::ranges::move(portion, std::back_inserter(all)); });
    if (!result)
        qFatal("%s", describe(result.error()).c_str());
    return all;
}

[[nodiscard]] inline std::set<std::string> namesIn(const ObjectMonitor &list)
{
    std::set<std::string> names;
    for (const ObjectReportPtr &report : list.reports())
        names.insert(report->name);
    return names;
}

/// Null when the object is not listed.
[[nodiscard]] inline ObjectReportPtr find(const ObjectMonitor &list, const std::string &name, bool hasName = true)
{
    const auto reports = list.reports();
    const auto found = std::ranges::find_if(
        reports, [&](const ObjectReportPtr &report) { return report->name == name && report->hasName == hasName; });
    return found == reports.end() ? nullptr : *found;
}

[[nodiscard]] inline ObjectReportPtr find(const ObjectMonitor &list, const ObjectName &name, bool hasName = true)
{
    return find(list, name.bytes().substr(1), hasName);
}

/// The objects that were opened to be looked into.
[[nodiscard]] inline std::vector<std::string> openedObjects(const ScriptedCalls &script)
{
    std::vector<std::string> opened;
    for (const CallRecord &record : script.records()) {
        if (record.call == Call::Open && record.arguments.contains("O_NONBLOCK"))
            opened.push_back(record.arguments);
    }
    return opened;
}

} // namespace shmlab::test
