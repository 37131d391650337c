// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/format.h"

#include <qcustomplot.h>

namespace shmlab::ui {

/// Ticks of a logarithmic axis of nanoseconds, in the units that suit them.
class TimeTicker : public QCPAxisTickerLog {
protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        return format::duration(std::chrono::duration<double, std::nano>(tick));
    }
};

} // namespace shmlab::ui
