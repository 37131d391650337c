// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/dock_shares.h"
#include "windows/exchange/exchange_docks.h"

#include <array>

class QToolBar;

namespace shmlab::ui {

/// The arrangement of an exchange window's docks and tool bar for the window's size. Each form is kept on its own.
/// Belongs to the window.
class ExchangeLayout : public QObject {
    Q_OBJECT
public:
    ExchangeLayout(QMainWindow *window, ExchangeDocks *docks, QToolBar *bar);

    /// Restores the default arrangement.
    void reset();
    void save() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] DockForm fittingForm() const;
    void fit();
    void resetSizes();
    void enter(DockForm form);
    void fitToolBar();

    QMainWindow *m_window;
    ExchangeDocks *m_docks;
    QToolBar *m_bar;
    int m_barWidth; ///< with texts
    std::array<DockShares *, 3> m_shares; ///< by form
    DockForm m_form;
    QTimer m_fitting;
};

} // namespace shmlab::ui
