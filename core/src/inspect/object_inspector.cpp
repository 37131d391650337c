// SPDX-License-Identifier: MIT
#include "inspect/object_inspector.h"

#include <shmlab/inspect/object_domain.h>

#include "inspect/usage_completion.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <string_view>
#include <thread>
#include <utility>

namespace shmlab {
namespace {

using std::chrono::microseconds;

constexpr microseconds maxRetryTime{100'000}; // per scan

bool isSigioIgnored()
{
    struct sigaction now{};
    return ::sigaction(SIGIO, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

/// Some programs put the process id of the creator into the name.
std::optional<ObjectCreator> creatorByName(InspectCalls calls, std::string_view name)
{
    for (const std::string_view prefix : {"pym-", "torch_"}) {
        ObjectCreator creator;
        const char *end = name.data() + name.size();
        if (!name.starts_with(prefix)
            || std::from_chars(name.data() + prefix.size(), end, creator.pid).ec != std::errc{})
            continue;
        if (auto process = readProcess(calls, creator.pid); process && !process->hasEnded())
            creator.process = std::move(*process);
        return creator;
    }
    return {};
}

/// For how long to ask again for a refused lease. Another inspector has the object open for some microseconds, or, if
/// it follows the writer, milliseconds; the kernel does not distinguish that from use.
microseconds retryTimeFor(const ObjectReport *before, const ObjectReport &now)
{
    if (before == nullptr || before->status().identity != now.status().identity)
        return microseconds(8'000);
    return microseconds(before->verdict() == Verdict::Stale ? 20'000 : 0);
}

} // namespace

ObjectInspector::ObjectInspector(InspectCalls calls, const ObjectDomain &domain, const ProcessScan &processScan,
                                 ObjectProbe probe)
    : m_calls(calls),
      m_domain(domain),
      m_processScan(processScan),
      m_probe(probe),
      m_leaseOptions{.release = LeaseRelease::OnClose, .isSigioIgnored = isSigioIgnored()},
      m_retryBudget(maxRetryTime.count())
{
}

std::shared_ptr<ObjectReport> ObjectInspector::inspectNamed(ObjectEntry &&entry, const ObjectReport *before) const
{
    const auto opened = m_domain.openNamed(entry);
    if (!opened)
        return nullptr;
    auto report = std::make_shared<ObjectReport>();
    report->name = std::move(entry.name);
    report->isStatusKnown = opened->status.has_value();
    if (!opened->status)
        return report;
    Usage &usage = report->usage;
    usage.status = *opened->status;
    if (!usage.status.isRegular()) {
        report->kind = kindOfFile(usage.status.mode);
        usage.verdict = Verdict::NotAnObject;
        return report;
    }
    usage.processScan = m_processScan.of(usage.status.identity);
    complete(*report, opened->bytes.get(), before, retryTimeFor(before, *report));
    return report;
}

std::unordered_map<ObjectId, std::shared_ptr<ObjectReport>>
ObjectInspector::inspectUnlinked(std::span<const ObjectReportPtr> named,
                                 const std::unordered_map<ObjectId, ObjectReportPtr> &before) const
{
    std::unordered_map<ObjectId, std::shared_ptr<ObjectReport>> all;
    std::unordered_map<ObjectId, const HeldObject *> held;
    for (const auto &[id, object] : m_processScan.held) {
        const bool hasName = object.status && object.status->links > 0; // in this directory, or in a folder of it
        if (id.domain == m_domain.domain() && !object.holders.empty() && !hasName)
            held.emplace(id, &object);
    }
    if (held.empty())
        return all;
    for (const ObjectReportPtr &report : named)
        held.erase(report->status().identity);
    for (const auto &[id, object] : held) {
        const auto known = before.find(id);
        auto report = makeUnlinkedReport(id, *object, known != before.end() ? known->second.get() : nullptr);
        if (report->status().links == 0)
            all.emplace(id, std::move(report));
    }
    return all;
}

std::shared_ptr<ObjectReport> ObjectInspector::makeUnlinkedReport(const ObjectId &id, const HeldObject &held,
                                                                  const ObjectReport *before) const
{
    auto report = std::make_shared<ObjectReport>();
    report->hasName = false;
    report->name = m_domain.lastNameOf(held);
    report->procPath = held.procPath;
    Usage &usage = report->usage;
    usage.status = held.status.value_or(ObjectStatus{.identity = id, .sizeBytes = held.mappedEnd, .mode = S_IFREG});
    usage.processScan = m_processScan.of(id);
    const auto opened = m_domain.openHeld(id, held);
    if (opened && opened->status)
        usage.status = *opened->status;
    else if (!opened && !held.status && !held.isDeleted())
        usage.status.links = 1; // it lies in a folder of this directory
    report->isStatusKnown = held.status.has_value() || (opened && opened->status);
    complete(*report, opened ? opened->bytes.get() : nullptr, before, microseconds(0));
    return report;
}

void ObjectInspector::complete(ObjectReport &report, const ByteSource *object, const ObjectReport *before,
                               microseconds retryTime) const
{
    Usage &usage = report.usage;
    usage.isOpenable = object != nullptr;
    std::size_t got = 0;
    std::array<std::byte, headBytes> head{};
    if (object != nullptr) {
        const auto wanted = static_cast<std::size_t>(std::min<off_t>(usage.status.sizeBytes, headBytes));
        got = object->readAt(0, std::span(head).first(wanted)).value_or(0);
    }
    report.kind = detectKind(report.name, usage.status.sizeBytes, std::span(head).first(got));
    report.creator = creatorByName(m_calls, report.name);
    completeUsage(usage, [&] { return probeLeaseWithRetry(*object, retryTime); });
    if (m_probe != nullptr && object != nullptr)
        m_probe(*object, report, before);
}

LeaseProbe ObjectInspector::probeLeaseWithRetry(const ByteSource &object, microseconds retryTime) const
{
    LeaseProbe probe = object.probeLease(m_leaseOptions);
    for (int again = 0; again < 3 && probe == LeaseProbe::Refused; ++again) {
        std::this_thread::yield();
        probe = object.probeLease(m_leaseOptions);
    }
    // Longer each time, so that two inspectors of the same objects in the same order do not keep meeting.
    microseconds pause(50);
    for (; probe == LeaseProbe::Refused && retryTime > microseconds(0) && m_retryBudget > 0; pause *= 2) {
        pause = std::min(pause, retryTime);
        std::this_thread::sleep_for(pause);
        retryTime -= pause;
        m_retryBudget -= pause.count();
        probe = object.probeLease(m_leaseOptions);
    }
    return probe;
}

} // namespace shmlab
