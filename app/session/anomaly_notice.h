// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

namespace shmlab::ui {

/// Which anomaly is displayed: each kind once while it goes on, and another one when the last could be read.
class AnomalyNotice {
public:
    /// One came. True when another one is on show now.
    bool report(CounterAnomaly anomaly, Clock::time_point now);
    /// To be called now and then. True when another one is on show now, or none any more.
    bool update(Clock::time_point now);
    [[nodiscard]] CounterAnomaly shown() const { return m_shown; }

private:
    CounterAnomaly m_shown = CounterAnomaly::None;
    CounterAnomaly m_next = CounterAnomaly::None; ///< came before the one shown could be read
    Clock::time_point m_since; ///< when the one shown came last
};

} // namespace shmlab::ui
