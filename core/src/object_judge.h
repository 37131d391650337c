// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/object_report.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace shmlab {

struct DirectoryName;

/// The order of reports.
inline auto nameAndInode(const ObjectReportPtr &report)
{
    return std::pair(std::string_view(report->name), report->status().identity.inode);
}

/// Judges single objects for one look at all of them. May be used from several threads at once.
class ObjectJudge {
public:
    /// `directory` is the open place of the objects, on `device`. All outlive this.
    ObjectJudge(LookingCalls calls, int directory, dev_t device, const DeviceCensus &census);

    /// What a name leads to; null, and the name as it was, when that is nothing. Where it led to a file a moment ago
    /// that is opened at once. `before` is what the last look found, or null.
    [[nodiscard]] std::shared_ptr<ObjectReport> named(DirectoryName &&name, const ObjectReport *before) const;
    /// What processes hold though none of the objects that have names is it, by inode.
    [[nodiscard]] std::unordered_map<ino_t, std::shared_ptr<ObjectReport>>
    nameless(std::span<const ObjectReportPtr> named) const;

private:
    /// False when the name leads to nothing.
    [[nodiscard]] bool judgeNamed(ObjectReport &report, bool isRegular, const ObjectReport *before) const;
    [[nodiscard]] std::shared_ptr<ObjectReport> judgeNameless(ino_t inode, const HeldObject &held) const;
    /// `patience` is for how long to ask again where sole use of it is refused.
    void lookInside(ObjectReport &report, const ObjectReader &object, std::chrono::microseconds patience) const;
    [[nodiscard]] SoleUse soleUseOf(const ObjectReader &object, std::chrono::microseconds patience) const;

    LookingCalls m_calls;
    int m_directory;
    dev_t m_device;
    const DeviceCensus &m_census;
    uid_t m_self;
    LeaseManners m_leaseManners;
    mutable std::atomic<std::int64_t> m_patience; ///< microseconds that may still be waited for readers
};

} // namespace shmlab
