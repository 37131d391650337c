// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/pace_controls.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

#include <algorithm>
#include <cmath>
#include <limits>

namespace shmlab::ui {
namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

} // namespace

PaceControls::PaceControls(std::chrono::microseconds period, TurnLimit turns, QWidget *parent)
    : QWidget(parent),
      m_period(new QDoubleSpinBox(this)),
      m_turns(new QSpinBox(this))
{
    m_period->setObjectName(QStringLiteral("period"));
    m_period->setDecimals(3);
    m_period->setRange(Milliseconds(shortestPeriod).count(), Milliseconds(longestPeriod).count());
    m_period->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_period->setSuffix(tr(" ms"));
    m_period->setValue(Milliseconds(period).count());
    m_period->setKeyboardTracking(false);
    m_period->setToolTip(tr("Time from turn to turn; may be changed while it runs"));

    m_turns->setObjectName(QStringLiteral("turns"));
    m_turns->setRange(0, std::numeric_limits<int>::max());
    m_turns->setSpecialValueText(tr("for ever"));
    m_turns->setValue(turns ? static_cast<int>(std::min<std::uint64_t>(*turns, std::numeric_limits<int>::max())) : 0);
    m_turns->setKeyboardTracking(false);
    m_turns->setToolTip(tr("How many turns to make; 0 goes on for ever"));

    auto *periodLabel = new QLabel(tr("P&eriod:"), this);
    periodLabel->setBuddy(m_period);
    auto *turnsLabel = new QLabel(tr("T&urns:"), this);
    turnsLabel->setBuddy(m_turns);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 0, 0, 0);
    for (QWidget *widget : std::initializer_list<QWidget *>{periodLabel, m_period, turnsLabel, m_turns})
        layout->addWidget(widget);

    connect(m_period, &QDoubleSpinBox::valueChanged, this, [this](double milliseconds) {
        Q_EMIT periodChanged(std::chrono::microseconds(std::llround(milliseconds * 1000)));
    });
    connect(m_turns, &QSpinBox::valueChanged, this, [this](int value) {
        Q_EMIT turnsChanged(value == 0 ? TurnLimit{} : TurnLimit{static_cast<std::uint64_t>(value)});
    });
}

} // namespace shmlab::ui
