// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/format.h"

#include <qcustomplot.h>

namespace shmlab::ui {

/// Ticks of a logarithmic axis of nanoseconds, in suitable units.
class TimeTicker : public QCPAxisTickerLog {
protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        return format::duration(std::chrono::duration<double, std::nano>(tick));
    }
};

/// Ticks of a logarithmic axis of counts.
class CountTicker : public QCPAxisTickerLog {
protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override { return format::powerOfTen(tick); }
};

/// Ticks in a unit other than that of the axis values.
class UnitTicker : public QCPAxisTicker {
public:
    void setUnit(double unit) { m_unit = unit; }

protected:
    QString getTickLabel(double tick, const QLocale &locale, QChar form, int precision) override
    {
        return QCPAxisTicker::getTickLabel(tick / m_unit, locale, form, precision);
    }

private:
    double m_unit = 1;
};

} // namespace shmlab::ui
