// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/background_census.h"

#include <chrono>
#include <system_error>

namespace shmlab::ui {

void BackgroundCensus::start(Identity identity)
{
    if (m_result.valid())
        return;
    m_identity = identity;
    try {
        m_result = std::async(std::launch::async, [identity, stop = m_stop.get_token()] {
            return takeCensus(LookingCalls(), identity, stop);
        });
    } catch (const std::system_error &) {
        m_result = {}; // no thread is to be had; whoever wants to know asks again
    }
}

std::optional<Census> BackgroundCensus::take(Identity identity)
{
    if (!m_result.valid() || m_result.wait_for(std::chrono::seconds{0}) != std::future_status::ready)
        return {};
    auto census = m_result.get();
    if (!census || identity != m_identity) // that object has been left since
        return {};
    return std::move(*census);
}

} // namespace shmlab::ui
