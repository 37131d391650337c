// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_report.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace shmlab {

class ObjectDomain;
struct ObjectEntry;
struct OpenedObject;

/// The order of reports.
inline auto nameAndInode(const ObjectReportPtr &report)
{
    return std::pair(std::string_view(report->name), report->status().identity.inode);
}

/// The last step of every inspection: fills in kind, maker and verdict, from name, status, process scan and the first
/// bytes. `object` is null where it cannot be read. A maker that is known already is kept.
void classify(ObjectReport &report, const ByteSource *object, InspectCalls calls);

/// Inspects the objects of one domain, one by one. May be used from several threads at once.
class ObjectInspector {
public:
    /// `domain` is open; `probe` may be null. All outlive this.
    ObjectInspector(InspectCalls calls, const ObjectDomain &domain, const ProcessScan &processScan, ObjectProbe probe)
        : m_calls(calls),
          m_domain(domain),
          m_processScan(processScan),
          m_probe(probe)
    {
    }

    /// The report on what a name leads to; null when that is nothing, and the entry then keeps its name. `before` is
    /// the report of the previous scan, or null. `watchedSince`: all names have been known since this time, in seconds
    /// since 1970; nothing in the first scan.
    [[nodiscard]] std::shared_ptr<ObjectReport>
    inspectNamed(ObjectEntry &&entry, const ObjectReport *before,
                 std::optional<std::int64_t> watchedSince = std::nullopt) const;
    /// The objects that processes hold and that no name leads to; not all of them once `stop` is requested.
    [[nodiscard]] std::unordered_map<ObjectId, std::shared_ptr<ObjectReport>>
    inspectUnlinked(std::span<const ObjectReportPtr> named, const std::unordered_map<ObjectId, ObjectReportPtr> &before,
                    const std::stop_token &stop = {}) const;

private:
    /// The only process that is seen to hold a new object, if nobody else can have made it.
    [[nodiscard]] std::optional<Maker> makerSeenWith(const Usage &usage) const;
    [[nodiscard]] bool mayHideProcessOf(uid_t user) const;
    /// Null for what turns out to be no object.
    [[nodiscard]] std::shared_ptr<ObjectReport> makeHeldReport(const ObjectId &id, const HeldObject &held,
                                                               const ObjectReport *before) const;
    /// Opens through a holder what a name does not open.
    void openThroughHolder(ObjectReport &report, OpenedObject &opened) const;
    /// Fills in what follows from status and process scan; `object` is null if it cannot be opened.
    void complete(ObjectReport &report, const ByteSource *object, const ObjectReport *before) const;

    InspectCalls m_calls;
    const ObjectDomain &m_domain;
    const ProcessScan &m_processScan;
    ObjectProbe m_probe;
};

} // namespace shmlab
