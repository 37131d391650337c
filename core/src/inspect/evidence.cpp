// SPDX-License-Identifier: MIT
#include <shmlab/inspect/evidence.h>

#include <shmlab/inspect/object_domain.h>

namespace shmlab {
namespace {

void addUsage(std::vector<EvidenceFact> &facts, const Usage &usage)
{
    const ObjectHolders &scan = usage.processScan;
    const Use use = useOf(usage);
    facts.emplace_back(evidence::InUseBy{use});
    if (use == Use::NotAnObject || use == Use::Unknown)
        return;
    for (const Holder &holder : scan.holders)
        facts.emplace_back(evidence::HeldBy{holder, startTimeOf(holder.process)});
    if (scan.isLeased)
        facts.emplace_back(evidence::Leased{});
    for (const KernelUser &user : scan.kernelUsers)
        facts.emplace_back(evidence::UsedByKernel{user});
    if (scan.holders.empty())
        facts.emplace_back(evidence::NoHolderSeen{});
    if (scan.descriptorsInFlight > 0 && scan.holders.empty())
        facts.emplace_back(evidence::DescriptorsInFlight{scan.descriptorsInFlight});
    if (!scan.isSystemWide)
        facts.emplace_back(evidence::OwnPidNamespace{});
    if (!scan.isHiddenCountKnown)
        facts.emplace_back(evidence::HiddenProcesses{});
    else if (scan.hidden > 0)
        facts.emplace_back(evidence::HiddenProcesses{scan.hidden});
}

/// Another user, who may read it, may come to another verdict.
bool isJudgedByName(const ObjectReport &report)
{
    return capabilitiesOf(report.status().identity.domain).hasLinks && report.isStatusKnown
        && report.status().isRegular() && report.status().sizeBytes > 0 && !report.usage.isOpenable;
}

void addOrigin(std::vector<EvidenceFact> &facts, const ObjectReport &report)
{
    if (report.isStatusKnown)
        facts.emplace_back(evidence::OwnedBy{report.status().owner, report.kind});
    if (isJudgedByName(report))
        facts.emplace_back(evidence::JudgedByName{});
    if (report.maker)
        facts.emplace_back(evidence::MadeBy{*report.maker});
    else if (report.status().isRegular())
        facts.emplace_back(evidence::NoMakerRecorded{});
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
        facts.emplace_back(evidence::OtherNamesake{report.hasName});
    if (report.isStatusKnown && report.status().links > 1 && report.status().isRegular())
        facts.emplace_back(evidence::HardLinks{report.status().links});
    if (report.isStatusKnown)
        facts.emplace_back(evidence::Description{report.status()});
    if (report.unseenContent != UnseenContent::None)
        facts.emplace_back(evidence::ContentUnseen{report.unseenContent});
    addUsage(facts, report.usage);
    addOrigin(facts, report);
    if (report.verdict() == Verdict::Stale || report.verdict() == Verdict::Unused)
        facts.emplace_back(evidence::Advice{report.verdict(), report.kind, report.maker});
    if (!report.hasName && !report.isStatusKnown)
        facts.emplace_back(evidence::MappedOnly{});
    return facts;
}

} // namespace shmlab
