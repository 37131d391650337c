// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/exchange_types.h"

namespace shmlab::ui {

/// Which surprise is on show: each kind once while it goes on, and another one when the last could be read.
class SurpriseNotice {
public:
    /// One came. True when another one is on show now.
    bool tell(Surprise surprise, Clock::time_point now);
    /// To be called now and then. True when another one is on show now, or none any more.
    bool look(Clock::time_point now);
    [[nodiscard]] Surprise shown() const { return m_shown; }

private:
    Surprise m_shown = Surprise::None;
    Surprise m_next = Surprise::None; ///< came before the one shown could be read
    Clock::time_point m_since; ///< when the one shown came last
};

} // namespace shmlab::ui
