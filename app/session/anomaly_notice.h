// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

namespace shmlab::ui {

/// Decides which anomaly is displayed: one that repeats is reported once, and each is displayed long enough to be read.
class AnomalyNotice {
public:
    /// An anomaly occurred. True if the displayed one changes.
    bool report(CounterAnomaly anomaly, Clock::time_point now);
    /// Call it periodically. True if the displayed one changes or disappears.
    bool update(Clock::time_point now);
    [[nodiscard]] CounterAnomaly shown() const { return m_shown; }

private:
    CounterAnomaly m_shown = CounterAnomaly::None;
    CounterAnomaly m_next = CounterAnomaly::None; ///< displayed next
    Clock::time_point m_since; ///< when the displayed one occurred last
};

} // namespace shmlab::ui
