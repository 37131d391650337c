// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_report.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace shmlab {

class ObjectDomain;
struct ObjectEntry;

/// The order of reports.
inline auto nameAndInode(const ObjectReportPtr &report)
{
    return std::pair(std::string_view(report->name), report->status().identity.inode);
}

/// Inspects the objects of one domain, one by one. May be used from several threads at once.
class ObjectInspector {
public:
    /// `domain` is open; `probe` may be null. All outlive this.
    ObjectInspector(InspectCalls calls, const ObjectDomain &domain, const ProcessScan &processScan, ObjectProbe probe);

    /// The report on what a name leads to; null when that is nothing, and the entry then keeps its name. `before` is
    /// the report of the previous scan, or null.
    [[nodiscard]] std::shared_ptr<ObjectReport> inspectNamed(ObjectEntry &&entry, const ObjectReport *before) const;
    /// The objects that processes hold and that have no name.
    [[nodiscard]] std::unordered_map<ObjectId, std::shared_ptr<ObjectReport>>
    inspectUnlinked(std::span<const ObjectReportPtr> named,
                    const std::unordered_map<ObjectId, ObjectReportPtr> &before) const;

private:
    [[nodiscard]] std::shared_ptr<ObjectReport> makeUnlinkedReport(const ObjectId &id, const HeldObject &held,
                                                                   const ObjectReport *before) const;
    /// Fills in what follows from status and process scan; `object` is null if it cannot be opened. `retryTime`: for
    /// how long to ask again for a refused lease.
    void complete(ObjectReport &report, const ByteSource *object, const ObjectReport *before,
                  std::chrono::microseconds retryTime) const;
    [[nodiscard]] LeaseProbe probeLeaseWithRetry(const ByteSource &object, std::chrono::microseconds retryTime) const;

    InspectCalls m_calls;
    const ObjectDomain &m_domain;
    const ProcessScan &m_processScan;
    ObjectProbe m_probe;
    LeaseOptions m_leaseOptions;
    mutable std::atomic<std::int64_t> m_retryBudget; ///< microseconds left for waiting for other readers
};

} // namespace shmlab
