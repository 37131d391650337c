// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/process_scan.h>

#include <chrono>
#include <functional>
#include <vector>

namespace shmlab::ui {

/// Finds the holders of objects, and scans the processes again only when the last scan is older than maxAge. Removing
/// many objects thus takes few scans and still sees processes that have started meanwhile. Not synchronised.
class RecentHolders {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::seconds maxAge{1};

    explicit RecentHolders(InspectCalls calls, std::function<Clock::time_point()> now = Clock::now)
        : m_calls(calls),
          m_now(std::move(now))
    {
    }

    /// Blocks for a pass over /proc where a scan is due. Errors: HoldersUnknown.
    [[nodiscard]] Result<ObjectHolders> of(const ObjectId &identity);

private:
    [[nodiscard]] bool isScanDue(const DomainDevice &device) const;

    InspectCalls m_calls;
    std::function<Clock::time_point()> m_now;
    std::vector<DomainDevice> m_devices; ///< of the objects asked about
    ProcessScan m_scan;
    Clock::time_point m_scanned{};
};

} // namespace shmlab::ui
