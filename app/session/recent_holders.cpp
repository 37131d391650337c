// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/recent_holders.h"

#include <algorithm>

namespace shmlab::ui {

bool RecentHolders::isScanDue(const DomainDevice &device) const
{
    return m_now() - m_scanned >= maxAge || std::ranges::find(m_devices, device) == m_devices.end();
}

Result<ObjectHolders> RecentHolders::of(const ObjectId &identity)
{
    const DomainDevice device{.device = identity.device, .domain = identity.domain};
    if (isScanDue(device)) {
        std::vector<DomainDevice> devices = m_devices;
        if (std::ranges::find(devices, device) == devices.end())
            devices.push_back(device);
        auto scan = scanProcesses(m_calls, devices);
        if (!scan) {
            Error error = scan.error();
            error.problem = Problem::HoldersUnknown;
            return std::unexpected(std::move(error));
        }
        m_scan = std::move(*scan);
        m_devices = std::move(devices);
        m_scanned = m_now();
    }
    return m_scan.of(identity);
}

} // namespace shmlab::ui
