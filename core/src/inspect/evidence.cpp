// SPDX-License-Identifier: MIT
#include <shmlab/inspect/evidence.h>

namespace shmlab {
namespace {

void addUsage(std::vector<EvidenceFact> &facts, const Usage &usage)
{
    const ObjectHolders &scan = usage.processScan;
    for (const Holder &holder : scan.holders)
        facts.push_back(evidence::HeldBy{holder, startTimeOf(holder.process)});
    if (scan.holders.empty())
        facts.push_back(evidence::NoHolderSeen{});
    if (usage.leaseProbe != LeaseProbe::Inconclusive || (scan.holders.empty() && !scan.hasOwnReader))
        facts.push_back(evidence::LeaseAnswer{usage.leaseProbe});
    if (scan.hasOwnReader)
        facts.push_back(evidence::OwnReader{});
    if (!scan.isSystemWide)
        facts.push_back(evidence::OwnPidNamespace{});
    if (scan.hidden > 0)
        facts.push_back(evidence::HiddenProcesses{scan.hidden});
}

} // namespace

std::vector<EvidenceFact> evidenceOf(const Usage &usage)
{
    std::vector<EvidenceFact> facts{evidence::Description{usage.status}};
    addUsage(facts, usage);
    return facts;
}

std::vector<EvidenceFact> evidenceOf(const ObjectReport &report)
{
    std::vector<EvidenceFact> facts;
    if (report.hasNamesake)
        facts.push_back(evidence::OtherNamesake{report.hasName});
    if (report.isStatusKnown && report.status().links > 1)
        facts.push_back(evidence::HardLinks{report.status().links});
    if (report.isStatusKnown)
        facts.push_back(evidence::Description{report.status()});
    addUsage(facts, report.usage);
    if (report.creator)
        facts.push_back(evidence::NamedCreator{*report.creator});
    else if (report.status().isRegular() && report.kind != Kind::ShmlabExchange) // whose presence names the creator
        facts.push_back(evidence::NoCreatorRecorded{});
    if (!report.hasName && !report.isStatusKnown)
        facts.push_back(evidence::MappedOnly{});
    return facts;
}

} // namespace shmlab
