// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/surprise_notice.h"

namespace shmlab::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto shownAtLeast = 1s;
constexpr auto shownAtMost = 10s;

} // namespace

bool SurpriseNotice::tell(Surprise surprise, Clock::time_point now)
{
    if (surprise == m_shown) {
        m_since = now;
        return false;
    }
    if (m_shown != Surprise::None && now - m_since < shownAtLeast) {
        m_next = surprise;
        return false;
    }
    m_since = now;
    m_shown = surprise;
    m_next = Surprise::None;
    return true;
}

bool SurpriseNotice::look(Clock::time_point now)
{
    if (m_next != Surprise::None)
        return tell(m_next, now);
    return m_shown != Surprise::None && now - m_since > shownAtMost && tell(Surprise::None, now);
}

} // namespace shmlab::ui
