// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/background_process_scan.h"

#include <chrono>
#include <system_error>

namespace shmlab::ui {

void BackgroundProcessScan::start(const SystemRoots &roots, ObjectId identity)
{
    if (m_result.valid())
        return;
    m_identity = identity;
    try {
        m_result = std::async(std::launch::async, [&roots, identity, stop = m_stop.get_token()] {
            return scanHolders(InspectCalls(roots), identity, stop);
        });
    } catch (const std::system_error &) {
        m_result = {}; // no thread could be started; the caller tries again
    }
}

std::optional<ObjectHolders> BackgroundProcessScan::take(ObjectId identity)
{
    if (!m_result.valid() || m_result.wait_for(std::chrono::seconds{0}) != std::future_status::ready)
        return {};
    auto processScan = m_result.get();
    if (!processScan || identity != m_identity) // the party has since left that object
        return {};
    return std::move(*processScan);
}

} // namespace shmlab::ui
