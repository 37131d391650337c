// SPDX-License-Identifier: MIT
#include "inspect/object_inspector.h"

#include "inspect/proc_files.h"
#include "inspect/process_parsers.h"

#include <shmlab/inspect/object_domain.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

#include <fcntl.h>

namespace shmlab {
namespace {

/// The kernel dates an object by whole ticks, a process by those of another clock.
constexpr std::int64_t clockSlackSeconds = 2;

std::int64_t startSecondsOf(const Process &process)
{
    return std::chrono::system_clock::to_time_t(startTimeOf(process));
}

/// Whether the process that has the maker's pid now is the maker. A pid alone is reused: a process that was started
/// after the object was created did not make it.
bool isMaker(const Process &process, const Maker &maker, const ObjectStatus &status)
{
    if (process.hasEnded())
        return false;
    if (maker.startTicks != 0)
        return process.startTicks == maker.startTicks;
    return status.createdSeconds == 0 || startSecondsOf(process) <= status.createdSeconds + clockSlackSeconds;
}

void findMaker(ObjectReport &report, InspectCalls calls)
{
    if (const auto pid = report.maker ? std::nullopt : makerPidIn(report.name))
        report.maker = Maker{.pid = *pid, .source = Maker::Source::Name};
    if (const auto &systemV = report.facts.systemV; systemV && systemV->creator > 0)
        report.maker = Maker{.pid = systemV->creator, .source = Maker::Source::Kernel};
    if (!report.maker)
        return;
    Maker &maker = *report.maker;
    auto process = readProcess(calls, maker.pid);
    const bool isRunning = process && isMaker(*process, maker, report.status());
    const ObjectHolders &scan = report.usage.processScan;
    if (isRunning)
        maker.process = std::move(*process);
    else if (scan.isHiddenCountKnown && scan.isSystemWide)
        maker.process.reset();
    else
        report.maker.reset(); // a process that is not listed may run nevertheless
}

} // namespace

void classify(ObjectReport &report, const ByteSource *object, InspectCalls calls)
{
    Usage &usage = report.usage;
    if (report.facts.systemV)
        usage.processScan.attachments = report.facts.systemV->attachments;
    usage.isOpenable = object != nullptr;
    std::size_t got = 0;
    std::array<std::byte, headBytes> head{};
    if (object != nullptr) {
        const auto wanted = static_cast<std::size_t>(std::min<off_t>(usage.status.sizeBytes, headBytes));
        got = object->readAt(0, std::span(head).first(wanted)).value_or(0);
    }
    report.kind = detectKind(report.name, usage.status.sizeBytes, std::span(head).first(got));
    if (report.kind == Kind::Unknown)
        report.kind = kindOfDomain(usage.status.identity.domain);
    if (report.kind == Kind::Semaphore)
        report.facts.semaphore = readSemaphore(std::span(head).first(got), usage.status.sizeBytes);
    findMaker(report, calls);
    usage.verdict = verdictOn(usage, report.kind, report.maker);
}

std::shared_ptr<ObjectReport> ObjectInspector::inspectNamed(ObjectEntry &&entry, const ObjectReport *before,
                                                            std::optional<std::int64_t> watchedSince) const
{
    auto opened = m_domain.openNamed(entry, m_processScan.leased);
    if (!opened)
        return nullptr;
    auto report = std::make_shared<ObjectReport>();
    report->name = std::move(entry.name);
    report->place = m_domain.place();
    report->isStatusKnown = opened->status.has_value();
    if (!opened->status)
        return report;
    Usage &usage = report->usage;
    report->facts = opened->facts;
    usage.status = *opened->status;
    if (!usage.status.isRegular()) {
        report->kind = kindOfFile(usage.status.mode);
        report->unseenContent = opened->unseenContent;
        usage.verdict = Verdict::NotAnObject;
        return report;
    }
    usage.processScan = m_processScan.of(usage.status.identity);
    usage.processScan.isLeased = usage.processScan.isLeased || opened->isLeased;
    openThroughHolder(*report, *opened);
    // A name also appears when an older object gets it, by a rename or a hard link.
    if (before == nullptr && watchedSince && usage.status.createdSeconds >= *watchedSince)
        report->maker = makerSeenWith(usage);
    complete(*report, opened->bytes.get(), before);
    return report;
}

std::optional<Maker> ObjectInspector::makerSeenWith(const Usage &usage) const
{
    const auto &holders = usage.processScan.holders;
    if (holders.size() != 1)
        return {};
    const Holder &only = holders.front();
    const uid_t owner = usage.status.owner;
    const bool canHaveMadeIt = only.process.owner == owner && (only.opensWritable || only.mapsWritable)
        && startSecondsOf(only.process) <= usage.status.createdSeconds;
    if (!canHaveMadeIt || mayHideProcessOf(owner))
        return {};
    return Maker{.pid = only.process.pid, .source = Maker::Source::Timeline, .startTicks = only.process.startTicks};
}

bool ObjectInspector::mayHideProcessOf(uid_t user) const
{
    if (!m_processScan.isHiddenCountKnown || !m_processScan.isSystemWide)
        return true;
    return std::ranges::any_of(m_processScan.hiddenPids, [&](pid_t pid) {
        const auto text = readFileAt(m_calls, AT_FDCWD, m_calls.roots().proc + '/' + std::to_string(pid) + "/status",
                                     ReadMode::SingleRead);
        return !text || mayActAs(user, *text);
    });
}

std::unordered_map<ObjectId, std::shared_ptr<ObjectReport>>
ObjectInspector::inspectUnlinked(std::span<const ObjectReportPtr> named,
                                 const std::unordered_map<ObjectId, ObjectReportPtr> &before,
                                 const std::stop_token &stop) const
{
    std::unordered_map<ObjectId, std::shared_ptr<ObjectReport>> all;
    std::unordered_map<ObjectId, const HeldObject *> held;
    for (const auto &[id, object] : m_processScan.held) {
        if (!object.holders.empty() && m_domain.hasUnnamed(id, object))
            held.emplace(id, &object);
    }
    if (held.empty())
        return all;
    for (const ObjectReportPtr &report : named)
        held.erase(report->status().identity);
    for (const auto &[id, object] : held) {
        if (stop.stop_requested())
            break;
        const auto known = before.find(id);
        auto report = makeHeldReport(id, *object, known != before.end() ? known->second.get() : nullptr);
        const bool lacksName = report && (report->status().links == 0 || !capabilitiesOf(id.domain).hasLinks);
        if (lacksName)
            all.emplace(id, std::move(report));
    }
    return all;
}

/// A segment of System V can only be attached by its name, which changes it.
void ObjectInspector::openThroughHolder(ObjectReport &report, OpenedObject &opened) const
{
    const ObjectId &id = report.status().identity;
    const auto held = m_processScan.held.find(id);
    if (id.domain != Domain::SystemVShm || held == m_processScan.held.end())
        return;
    report.procPath = held->second.procPath;
    if (auto through = m_domain.openHeld(id, held->second))
        opened.bytes = std::move(through->bytes);
}

std::shared_ptr<ObjectReport> ObjectInspector::makeHeldReport(const ObjectId &id, const HeldObject &held,
                                                              const ObjectReport *before) const
{
    auto report = std::make_shared<ObjectReport>();
    report->hasName = false;
    report->name = m_domain.lastNameOf(id, held);
    report->place = id.domain == Domain::SystemVShm ? "ipc:[" + std::to_string(id.device) + ']' : m_domain.place();
    report->procPath = held.procPath;
    Usage &usage = report->usage;
    usage.status = held.status.value_or(ObjectStatus{.identity = id, .sizeBytes = held.mappedEnd, .mode = S_IFREG});
    usage.processScan = m_processScan.of(id);
    const auto opened = usage.processScan.isLeased ? Result<OpenedObject>() : m_domain.openHeld(id, held);
    if (!opened && opened.error().problem == Problem::NotRegular)
        return nullptr; // memory of a device
    if (opened && opened->status)
        usage.status = *opened->status;
    else if (!opened && !held.status && !held.isDeleted())
        usage.status.links = 1; // it lies in a directory that cannot be listed
    if (opened)
        report->facts = opened->facts;
    report->isStatusKnown = held.status.has_value() || (opened && opened->status);
    report->hasName = id.domain == Domain::MappedFile && !held.isDeleted();
    complete(*report, opened ? opened->bytes.get() : nullptr, before);
    return report;
}

void ObjectInspector::complete(ObjectReport &report, const ByteSource *object, const ObjectReport *before) const
{
    const bool isSameObject = before != nullptr && before->status().identity == report.status().identity;
    if (isSameObject && !report.maker)
        report.maker = before->maker;
    classify(report, object, m_calls);
    if (m_probe != nullptr && object != nullptr)
        m_probe(m_calls, *object, report, before);
}

} // namespace shmlab
