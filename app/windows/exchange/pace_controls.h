// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QSpinBox;

namespace shmlab::ui {

/// Pace, period and number of turns; each may be changed at any time.
class PaceControls : public QWidget {
    Q_OBJECT
public:
    explicit PaceControls(const ExchangeSettings &settings, QWidget *parent = nullptr);

    /// As if the user chose it; at full speed with the usual way of waiting.
    void choose(Pace pace);

Q_SIGNALS:
    void paceChanged(shmlab::ui::Pace pace, shmlab::WaitMode waitMode);
    void periodChanged(std::chrono::microseconds period);
    void turnsChanged(shmlab::ui::TurnLimit turns);

private:
    void choosePace(int index);

    QComboBox *m_pace;
    QDoubleSpinBox *m_period;
    QSpinBox *m_turns;
};

} // namespace shmlab::ui
