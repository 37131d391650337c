// SPDX-License-Identifier: MIT
#include <shmlab/inspect/evidence.h>

namespace shmlab {
namespace {

void addUsage(std::vector<EvidenceFact> &facts, const Usage &usage)
{
    const ObjectHolders &scan = usage.processScan;
    const Use use = useOf(usage);
    facts.push_back(evidence::InUseBy{use});
    if (use == Use::NotAnObject || use == Use::Unknown)
        return;
    for (const Holder &holder : scan.holders)
        facts.push_back(evidence::HeldBy{holder, startTimeOf(holder.process)});
    if (scan.isLeased)
        facts.push_back(evidence::Leased{});
    for (const KernelUser &user : scan.kernelUsers)
        facts.push_back(evidence::UsedByKernel{user});
    if (scan.holders.empty())
        facts.push_back(evidence::NoHolderSeen{});
    if (scan.descriptorsInFlight > 0 && scan.holders.empty())
        facts.push_back(evidence::DescriptorsInFlight{scan.descriptorsInFlight});
    if (!scan.isSystemWide)
        facts.push_back(evidence::OwnPidNamespace{});
    if (!scan.isHiddenCountKnown)
        facts.push_back(evidence::HiddenProcesses{});
    else if (scan.hidden > 0)
        facts.push_back(evidence::HiddenProcesses{scan.hidden});
}

/// Another user, who may read it, may come to another verdict.
bool isJudgedByName(const ObjectReport &report)
{
    return report.isStatusKnown && report.status().isRegular() && report.status().sizeBytes > 0
        && !report.usage.isOpenable;
}

void addOrigin(std::vector<EvidenceFact> &facts, const ObjectReport &report)
{
    if (report.isStatusKnown)
        facts.push_back(evidence::OwnedBy{report.status().owner, report.kind});
    if (isJudgedByName(report))
        facts.push_back(evidence::JudgedByName{});
    if (report.maker)
        facts.push_back(evidence::MadeBy{*report.maker});
    else if (report.status().isRegular())
        facts.push_back(evidence::NoMakerRecorded{});
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
    if (report.isStatusKnown && report.status().links > 1 && report.status().isRegular())
        facts.push_back(evidence::HardLinks{report.status().links});
    if (report.isStatusKnown)
        facts.push_back(evidence::Description{report.status()});
    if (report.unseenContent != UnseenContent::None)
        facts.push_back(evidence::ContentUnseen{report.unseenContent});
    addUsage(facts, report.usage);
    addOrigin(facts, report);
    if (report.verdict() == Verdict::Stale || report.verdict() == Verdict::Unused)
        facts.push_back(evidence::Advice{report.verdict(), report.kind, report.maker});
    if (!report.hasName && !report.isStatusKnown)
        facts.push_back(evidence::MappedOnly{});
    return facts;
}

} // namespace shmlab
