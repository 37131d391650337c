// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <QList>

class QAction;
class QWidget;

namespace shmlab::ui {

class ExchangeController;

/// The actions of an exchange: start, pause, step, stop. They belong to the window and mirror the controller's state.
class ExchangeActions {
public:
    ExchangeActions(ExchangeController &controller, QWidget *window);

    [[nodiscard]] QList<QAction *> all() const { return {m_start, m_pause, m_step, m_stop}; }
    [[nodiscard]] QAction *start() const { return m_start; }
    [[nodiscard]] QAction *pause() const { return m_pause; }
    [[nodiscard]] QAction *step() const { return m_step; }
    void setState(RunState state);
    /// Recolours the icons from the window's palette.
    void updateIcons();

private:
    QWidget *m_window;
    QAction *m_start;
    QAction *m_pause;
    QAction *m_step;
    QAction *m_stop;
};

} // namespace shmlab::ui
