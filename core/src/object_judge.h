// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/object_list.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace shmlab {

/// Judges single objects for one look at all of them. May be used from several threads at once.
class ObjectJudge {
public:
    /// `directory` is the open place of the objects, on `device`. All outlive this.
    ObjectJudge(LookingCalls calls, const Places &places, int directory, dev_t device, const DeviceCensus &census);

    /// Fills in what the name of `report` leads to; false when there is nothing. `isRegular`: it was a file a moment
    /// ago, so that it may be opened at once. `before` is what the last look found, or null.
    [[nodiscard]] bool judgeNamed(ObjectReport &report, bool isRegular, const ObjectReport *before) const;
    /// What processes hold though no name is known to lead to it.
    [[nodiscard]] std::shared_ptr<ObjectReport> nameless(ino_t inode, const HeldObject &held) const;

private:
    /// `patience` is for how long to ask again where sole use of it is refused.
    void lookInside(ObjectReport &report, const ObjectReader &object, std::chrono::microseconds patience) const;
    [[nodiscard]] SoleUse soleUseOf(const ObjectReader &object, std::chrono::microseconds patience) const;

    LookingCalls m_calls;
    const Places &m_places;
    int m_directory;
    dev_t m_device;
    const DeviceCensus &m_census;
    uid_t m_self;
    LeaseManners m_leaseManners;
    mutable std::atomic<std::int64_t> m_patience; ///< microseconds that may still be waited for readers
};

} // namespace shmlab
