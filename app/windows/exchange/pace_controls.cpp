// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/pace_controls.h"

#include "widgets/combo_box_name.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace shmlab::ui {
namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

struct PaceChoice {
    Pace pace;
    WaitMode waitMode;
};

/// In the order of the combo box.
constexpr std::array paceChoices{
    PaceChoice{Pace::Timer, WaitMode::Adaptive}, PaceChoice{Pace::FullSpeed, WaitMode::Adaptive},
    PaceChoice{Pace::FullSpeed, WaitMode::Spin}, PaceChoice{Pace::FullSpeed, WaitMode::Sleep}};

int indexOf(const ExchangeSettings &settings)
{
    const auto *const choice = std::ranges::find_if(paceChoices, [&](const PaceChoice &of) {
        return of.pace == settings.pace && (of.pace == Pace::Timer || of.waitMode == settings.waitMode);
    });
    return static_cast<int>(choice - paceChoices.begin());
}

} // namespace

PaceControls::PaceControls(const ExchangeSettings &settings, QWidget *parent)
    : QWidget(parent),
      m_pace(new QComboBox(this)),
      m_period(new QDoubleSpinBox(this)),
      m_turns(new QSpinBox(this))
{
    m_pace->setObjectName(QStringLiteral("pace"));
    m_pace->addItems({tr("Timer"), tr("Full speed"), tr("Full speed, spinning"), tr("Full speed, sleeping")});
    m_pace->setItemData(0, tr("One turn per period"), Qt::ToolTipRole);
    m_pace->setItemData(1, tr("Answers at once; polls briefly, then sleeps until woken"), Qt::ToolTipRole);
    m_pace->setItemData(2, tr("Answers at once; polls all the time and fully uses one core"), Qt::ToolTipRole);
    m_pace->setItemData(3, tr("Answers at once; sleeps until woken"), Qt::ToolTipRole);
    m_pace->setToolTip(tr("When turns are made; can be changed during a run"));

    m_period->setObjectName(QStringLiteral("period"));
    m_period->setDecimals(3);
    m_period->setRange(Milliseconds(minPeriod).count(), Milliseconds(maxPeriod).count());
    m_period->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_period->setSuffix(tr(" ms"));
    m_period->setValue(Milliseconds(settings.period).count());
    m_period->setKeyboardTracking(false);
    m_period->setToolTip(tr("Time between turns; can be changed during a run"));

    m_turns->setObjectName(QStringLiteral("turns"));
    m_turns->setRange(0, std::numeric_limits<int>::max());
    m_turns->setSpecialValueText(tr("unlimited"));
    const TurnLimit turns = settings.turns;
    m_turns->setValue(turns ? static_cast<int>(std::min<std::uint64_t>(*turns, std::numeric_limits<int>::max())) : 0);
    m_turns->setKeyboardTracking(false);
    m_turns->setToolTip(tr("Number of turns; 0 means unlimited"));

    auto *paceLabel = new QLabel(tr("&Pace:"), this);
    paceLabel->setBuddy(m_pace);
    nameComboBox(*m_pace, paceLabel->text());
    m_period->setAccessibleName(tr("Period"));
    auto *turnsLabel = new QLabel(tr("T&urns:"), this);
    turnsLabel->setBuddy(m_turns);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2, 0, 0, 0);
    layout->setSpacing(3); // all fits into half of a usual screen
    for (QWidget *widget : std::initializer_list<QWidget *>{paceLabel, m_pace, m_period, turnsLabel, m_turns})
        layout->addWidget(widget);

    connect(m_pace, &QComboBox::currentIndexChanged, this, &PaceControls::choosePace);
    m_pace->setCurrentIndex(indexOf(settings));
    connect(m_period, &QDoubleSpinBox::valueChanged, this, [this](double milliseconds) {
        Q_EMIT periodChanged(std::chrono::microseconds(std::llround(milliseconds * 1000)));
    });
    connect(m_turns, &QSpinBox::valueChanged, this, [this](int value) {
        Q_EMIT turnsChanged(value == 0 ? TurnLimit{} : TurnLimit{static_cast<std::uint64_t>(value)});
    });
}

void PaceControls::choose(Pace pace)
{
    const auto *const choice = std::ranges::find(paceChoices, pace, &PaceChoice::pace);
    m_pace->setCurrentIndex(static_cast<int>(choice - paceChoices.begin()));
}

void PaceControls::choosePace(int index)
{
    const PaceChoice &choice = paceChoices.at(static_cast<std::size_t>(index));
    m_period->setEnabled(choice.pace == Pace::Timer);
    Q_EMIT paceChanged(choice.pace, choice.waitMode);
}

} // namespace shmlab::ui
