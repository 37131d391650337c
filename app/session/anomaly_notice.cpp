// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/anomaly_notice.h"

namespace shmlab::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto minDisplayTime = 1s;
constexpr auto maxDisplayTime = 10s;

} // namespace

bool AnomalyNotice::report(CounterAnomaly anomaly, Clock::time_point now)
{
    if (anomaly == m_shown) {
        m_since = now;
        return false;
    }
    if (m_shown != CounterAnomaly::None && now - m_since < minDisplayTime) {
        m_next = anomaly;
        return false;
    }
    m_since = now;
    m_shown = anomaly;
    m_next = CounterAnomaly::None;
    return true;
}

bool AnomalyNotice::update(Clock::time_point now)
{
    if (m_next != CounterAnomaly::None)
        return report(m_next, now);
    return m_shown != CounterAnomaly::None && now - m_since > maxDisplayTime && report(CounterAnomaly::None, now);
}

} // namespace shmlab::ui
