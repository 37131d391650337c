// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/exchange_actions.h"

#include "session/exchange_controller.h"
#include "widgets/actions.h"
#include "widgets/appearance.h"

#include <QAction>
#include <QCoreApplication>
#include <QWidget>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ExchangeWindow)
};

} // namespace

ExchangeActions::ExchangeActions(ExchangeController &controller, QWidget *window)
    : m_window(window),
      m_start(makeAction(window, Text::tr("&Start"), Qt::Key_F5, Text::tr("Begin, or continue after a pause"))),
      m_pause(makeAction(window, Text::tr("&Pause"), Qt::Key_F6, Text::tr("Stay in the exchange without writing"))),
      m_step(makeAction(window, Text::tr("S&tep"), Qt::Key_F10, Text::tr("Make one turn and pause"))),
      m_stop(makeAction(window, Text::tr("St&op"), Qt::SHIFT | Qt::Key_F5, Text::tr("Leave the exchange")))
{
    QObject::connect(m_start, &QAction::triggered, &controller, &ExchangeController::start);
    QObject::connect(m_pause, &QAction::triggered, &controller, &ExchangeController::pause);
    QObject::connect(m_step, &QAction::triggered, &controller, &ExchangeController::step);
    QObject::connect(m_stop, &QAction::triggered, &controller, &ExchangeController::stop);
    updateIcons();
}

void ExchangeActions::setState(RunState state)
{
    m_start->setEnabled(state == RunState::Idle || state == RunState::Paused);
    m_pause->setEnabled(state == RunState::Running);
    m_stop->setEnabled(state != RunState::Idle);
}

void ExchangeActions::updateIcons()
{
    const QPalette palette = m_window->palette();
    m_start->setIcon(symbolIcon(Symbol::Start, palette));
    m_pause->setIcon(symbolIcon(Symbol::Pause, palette));
    m_step->setIcon(symbolIcon(Symbol::Step, palette));
    m_stop->setIcon(symbolIcon(Symbol::Stop, palette));
}

} // namespace shmlab::ui
