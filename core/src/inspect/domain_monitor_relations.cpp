// SPDX-License-Identifier: MIT
// What a DomainMonitor says of objects beside each other: further names, unlinked objects, namesakes.
#include "inspect/domain_monitor.h"

#include "inspect/hard_links.h"
#include "inspect/report_difference.h"

#include <algorithm>
#include <utility>

namespace shmlab {

/// Flags the objects whose name an unlinked object had as well.
void DomainMonitor::flagNamesakes(std::vector<ObjectChange> &differences)
{
    std::unordered_set<std::string> namesakes;
    for (const auto &[id, known] : m_unlinked)
        namesakes.insert(known->name);
    const auto flag = [&](const std::string &name) {
        const auto known = indexOf(name);
        if (!known || m_named[*known]->hasNamesake == namesakes.contains(name))
            return;
        auto flagged = std::make_shared<ObjectReport>(*m_named[*known]);
        flagged->hasNamesake = namesakes.contains(name);
        differences.push_back({std::exchange(m_named[*known], flagged), flagged});
    };
    std::ranges::for_each(m_namesakes, flag);
    std::ranges::for_each(namesakes, flag);
    m_namesakes = std::move(namesakes);
}

void DomainMonitor::flagFurtherNames(const Sink &sink)
{
    std::vector<ObjectChange> differences;
    for (const std::size_t i : wronglyNumberedNames(m_named)) {
        const ObjectReportPtr flagged = withOtherNumber(*m_named[i]);
        differences.push_back({std::exchange(m_named[i], flagged), flagged});
    }
    if (!differences.empty())
        sink(std::move(differences));
}

void DomainMonitor::inspectUnlinked(const ObjectInspector &inspector, const Sink &sink, const std::stop_token &stop)
{
    const auto seen = inspector.inspectUnlinked(m_named, m_unlinked, stop);
    if (stop.stop_requested()) {
        m_isComplete = false;
        return;
    }
    if (seen.empty() && m_unlinked.empty())
        return;
    std::vector<ObjectChange> differences;
    std::erase_if(m_unlinked, [&](const auto &known) {
        if (seen.contains(known.first))
            return false;
        differences.push_back({known.second, nullptr});
        return true;
    });
    for (const auto &[id, now] : seen) {
        const auto known = m_unlinked.find(id);
        const ObjectReportPtr before = known != m_unlinked.end() ? known->second : nullptr;
        now->hasNamesake = indexOf(now->name).has_value();
        if (before && !m_reportsAll && isUnchanged(*before, *now))
            continue;
        m_unlinked.insert_or_assign(id, now);
        differences.push_back({before, now});
    }
    flagNamesakes(differences);
    if (!differences.empty())
        sink(std::move(differences));
}

} // namespace shmlab
