// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/exchange_types.h"

#include <QWidget>

class QDoubleSpinBox;
class QSpinBox;

namespace shmlab::ui {

/// Period and number of turns, to be changed at any time.
class PaceControls : public QWidget {
    Q_OBJECT
public:
    PaceControls(std::chrono::microseconds period, TurnLimit turns, QWidget *parent = nullptr);

Q_SIGNALS:
    void periodChanged(std::chrono::microseconds period);
    void turnsChanged(shmlab::ui::TurnLimit turns);

private:
    QDoubleSpinBox *m_period;
    QSpinBox *m_turns;
};

} // namespace shmlab::ui
