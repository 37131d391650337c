// SPDX-License-Identifier: MIT
#include "inspect/object_inspector.h"

#include "inspect/directory_entries.h"
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

constexpr std::string_view deletedSuffix = " (deleted)"; // behind the path of what has no link any more
constexpr microseconds maxRetryTime{100'000}; // of a look

bool isSigioIgnored()
{
    struct sigaction now{};
    return ::sigaction(SIGIO, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

/// The last name of an object that has none, from what the kernel shows: "/dev/shm/NAME (deleted)".
std::string lastName(std::string_view label, const std::string &folder)
{
    if (label.ends_with(deletedSuffix))
        label.remove_suffix(deletedSuffix.size());
    if (label.starts_with(folder + '/'))
        label.remove_prefix(folder.size() + 1);
    return std::string(label);
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

/// For how long to ask again for sole use of it. Somebody else who looks into it refuses that for some microseconds,
/// or, if he follows its writer, milliseconds, which the kernel does not tell from a use.
microseconds retryTimeFor(const ObjectReport *before, const ObjectReport &now)
{
    if (before == nullptr || before->status().identity != now.status().identity)
        return microseconds(8'000);
    return microseconds(before->verdict() == Verdict::Stale ? 20'000 : 0);
}

} // namespace

ObjectInspector::ObjectInspector(InspectCalls calls, int directory, dev_t device, const DeviceProcessScan &processScan,
                                 ObjectProbe probe)
    : m_calls(calls),
      m_directory(directory),
      m_device(device),
      m_processScan(processScan),
      m_probe(probe),
      m_leaseOptions{.release = LeaseRelease::OnClose, .isSigioIgnored = isSigioIgnored()},
      m_retryBudget(maxRetryTime.count())
{
}

std::shared_ptr<ObjectReport> ObjectInspector::inspectNamed(DirectoryEntry &&name, const ObjectReport *before) const
{
    auto report = std::make_shared<ObjectReport>();
    report->name = std::move(name.name);
    if (fillNamedReport(*report, name.isRegular, before))
        return report;
    name.name = std::move(report->name);
    return nullptr;
}

bool ObjectInspector::fillNamedReport(ObjectReport &report, bool isRegular, const ObjectReport *before) const
{
    Usage &usage = report.usage;
    Result<ObjectReader> object = std::unexpected(Error{.problem = Problem::NotRegular});
    if (isRegular)
        object = ObjectReader::openRegularAt(m_calls, m_directory, report.name, usage.status);
    if (!object) {
        const auto status = m_calls.statAt(m_directory, report.name);
        if (!status && status.error().errorNumber == ENOENT)
            return false;
        if (!status) { // it is there, but nothing is known of it
            report.isStatusKnown = false;
            return true;
        }
        usage.status = ObjectStatus::of(*status);
        if (!usage.status.isRegular()) {
            report.kind = kindOfFile(usage.status.mode);
            usage.verdict = Verdict::NotAnObject;
            return true;
        }
        if (!isRegular)
            object = ObjectReader::openRegularAt(m_calls, m_directory, report.name, usage.status);
    }
    usage.processScan = m_processScan.of(usage.status.identity.inode);
    complete(report, object ? &*object : nullptr, before, retryTimeFor(before, report));
    return true;
}

std::unordered_map<ino_t, std::shared_ptr<ObjectReport>>
ObjectInspector::inspectUnlinked(std::span<const ObjectReportPtr> named,
                                 const std::unordered_map<ino_t, ObjectReportPtr> &before) const
{
    std::unordered_map<ino_t, std::shared_ptr<ObjectReport>> all;
    if (m_processScan.held.empty())
        return all;
    std::unordered_map<ino_t, const HeldObject *> held;
    for (const auto &[inode, object] : m_processScan.held) {
        const bool hasName = object.status && object.status->links > 0; // here, or in a folder of this directory
        if (!object.holders.empty() && !hasName)
            held.emplace(inode, &object);
    }
    for (const ObjectReportPtr &report : named)
        held.erase(report->status().identity.inode);
    for (const auto &[inode, object] : held) {
        const auto known = before.find(inode);
        auto report = makeUnlinkedReport(inode, *object, known != before.end() ? known->second.get() : nullptr);
        if (report->status().links == 0)
            all.emplace(inode, std::move(report));
    }
    return all;
}

std::shared_ptr<ObjectReport> ObjectInspector::makeUnlinkedReport(ino_t inode, const HeldObject &held,
                                                                  const ObjectReport *before) const
{
    auto report = std::make_shared<ObjectReport>();
    report->hasName = false;
    report->name = lastName(held.label, m_calls.roots().shm);
    report->procPath = held.procPath;
    report->isStatusKnown = held.status.has_value();
    Usage &usage = report->usage;
    usage.status =
        held.status.value_or(ObjectStatus{.identity = {m_device, inode}, .sizeBytes = held.mappedEnd, .mode = S_IFREG});
    usage.processScan = m_processScan.of(inode);
    const auto object = ObjectReader::openByProcPath(m_calls, held.procPath, {m_device, inode});
    if (object) {
        if (const auto status = object->status(m_calls)) {
            usage.status = *status;
            report->isStatusKnown = true;
        }
    } else if (!held.status && !held.label.ends_with(deletedSuffix)) {
        usage.status.links = 1; // it lies in a folder of this directory
    }
    complete(*report, object ? &*object : nullptr, before, microseconds(0));
    return report;
}

void ObjectInspector::complete(ObjectReport &report, const ObjectReader *object, const ObjectReport *before,
                               microseconds retryTime) const
{
    Usage &usage = report.usage;
    usage.isOpenable = object != nullptr;
    std::size_t got = 0;
    std::array<std::byte, headBytes> head{};
    if (object != nullptr) {
        const auto wanted = static_cast<std::size_t>(std::min<off_t>(usage.status.sizeBytes, headBytes));
        got = object->readAt(m_calls, 0, std::span(head).first(wanted)).value_or(0);
    }
    report.kind = detectKind(report.name, usage.status.sizeBytes, std::span(head).first(got));
    report.creator = creatorByName(m_calls, report.name);
    completeUsage(usage, [&] { return probeLeaseWithRetry(*object, retryTime); });
    if (m_probe != nullptr && object != nullptr)
        m_probe(m_calls, *object, report, before);
}

LeaseProbe ObjectInspector::probeLeaseWithRetry(const ObjectReader &object, microseconds retryTime) const
{
    LeaseProbe probe = object.probeLease(m_calls, m_leaseOptions);
    for (int again = 0; again < 3 && probe == LeaseProbe::Refused; ++again) {
        std::this_thread::yield();
        probe = object.probeLease(m_calls, m_leaseOptions);
    }
    // Ever longer, so that two who look at the same objects in the same order do not meet again and again.
    microseconds pause(50);
    for (; probe == LeaseProbe::Refused && retryTime > microseconds(0) && m_retryBudget > 0; pause *= 2) {
        pause = std::min(pause, retryTime);
        std::this_thread::sleep_for(pause);
        retryTime -= pause;
        m_retryBudget -= pause.count();
        probe = object.probeLease(m_calls, m_leaseOptions);
    }
    return probe;
}

} // namespace shmlab
