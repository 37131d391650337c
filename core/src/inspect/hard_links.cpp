// SPDX-License-Identifier: MIT
#include "inspect/hard_links.h"

#include <unordered_set>

namespace shmlab {

std::vector<std::size_t> wronglyNumberedNames(std::span<const ObjectReportPtr> reports)
{
    std::vector<std::size_t> wrong;
    std::unordered_set<ObjectId> named;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        const ObjectReport &report = *reports[i];
        const bool hasOthers = report.status().links > 1 && report.status().isRegular();
        const bool isSecond = hasOthers && !named.insert(report.status().identity).second;
        if (isSecond != report.isSecondName)
            wrong.push_back(i);
    }
    return wrong;
}

ObjectReportPtr withOtherNumber(const ObjectReport &report)
{
    const auto flagged = std::make_shared<ObjectReport>(report);
    flagged->isSecondName = !report.isSecondName;
    return flagged;
}

} // namespace shmlab
