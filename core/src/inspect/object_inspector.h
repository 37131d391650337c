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

struct DirectoryEntry;

/// The order of reports.
inline auto nameAndInode(const ObjectReportPtr &report)
{
    return std::pair(std::string_view(report->name), report->status().identity.inode);
}

/// Judges single objects for one look at all of them. May be used from several threads at once.
class ObjectInspector {
public:
    /// `directory` is the open directory of the objects, on `device`; `probe` may be null. All outlive this.
    ObjectInspector(InspectCalls calls, int directory, dev_t device, const DeviceProcessScan &processScan,
                    ObjectProbe probe);

    /// What a name leads to; null, and the name as it was, when that is nothing. Where it led to a file a moment ago
    /// that is opened at once. `before` is what the last look found, or null.
    [[nodiscard]] std::shared_ptr<ObjectReport> inspectNamed(DirectoryEntry &&name, const ObjectReport *before) const;
    /// What processes hold though none of the objects that have names is it, by inode.
    [[nodiscard]] std::unordered_map<ino_t, std::shared_ptr<ObjectReport>>
    inspectUnlinked(std::span<const ObjectReportPtr> named,
                    const std::unordered_map<ino_t, ObjectReportPtr> &before) const;

private:
    /// False when the name leads to nothing.
    [[nodiscard]] bool fillNamedReport(ObjectReport &report, bool isRegular, const ObjectReport *before) const;
    [[nodiscard]] std::shared_ptr<ObjectReport> makeUnlinkedReport(ino_t inode, const HeldObject &held,
                                                                   const ObjectReport *before) const;
    /// Fills in what follows from status and process scan; `object` is null where it cannot be opened. `retryTime` is
    /// for how long to ask again for a lease that is refused.
    void complete(ObjectReport &report, const ObjectReader *object, const ObjectReport *before,
                  std::chrono::microseconds retryTime) const;
    [[nodiscard]] LeaseProbe probeLeaseWithRetry(const ObjectReader &object, std::chrono::microseconds retryTime) const;

    InspectCalls m_calls;
    int m_directory;
    dev_t m_device;
    const DeviceProcessScan &m_processScan;
    ObjectProbe m_probe;
    LeaseOptions m_leaseOptions;
    mutable std::atomic<std::int64_t> m_retryBudget; ///< microseconds that may still be waited for readers
};

} // namespace shmlab
