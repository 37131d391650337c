// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/exchange_controller.h"
#include "windows/exchange/exchange_actions.h"
#include "windows/exchange/run_pages.h"
#include "wording/status_text.h"

#include <QMainWindow>
#include <QPointer>

class QToolBar;

namespace shmlab::ui {

class CounterCards;
class DrillsMenu;
class ExchangeDocks;
class ExchangeLayout;
class ExchangePlot;
class ObjectsWindow;
class PaceControls;
class RunBar;
class StatusStrip;
class ViewMenu;
class WindowPlace;

/// The window in which one role takes part in an exchange.
class ExchangeWindow : public QMainWindow {
    Q_OBJECT
public:
    ExchangeWindow(const ExchangeSettings &settings, SystemCalls calls, QWidget *parent = nullptr);
    ~ExchangeWindow() override;

    [[nodiscard]] ExchangeController &controller() { return m_controller; }
    /// Shows the tour, unless it was shown before.
    void offerTour();
    /// Takes the half of the screen at this edge.
    void takeHalf(Qt::Edge edge);
    /// Ask the user for a file and write it.
    void saveLog();
    void saveCalls();
    void savePlot();

Q_SIGNALS:
    /// The user wants a server, in a process of its own, that replaces what the last one left under the name.
    void serverRequested(const shmlab::ObjectName &name);

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void makeToolBar();
    void makeCentre();
    void makeMenus();
    void showInObjects();
    void addRejoinSwitch(QMenu *menu);
    void complete();

    void showStatus(const ExchangeStatus &status);
    void showBatch();
    void showContent(const FeedBatch &content);
    void showRun(int index);
    void applyRemedy(Remedy remedy);
    void askForOtherName();
    void updateTitle();
    void startTour();

    [[nodiscard]] Role role() const { return m_controller.settings().role; }

    SystemCalls m_calls;
    ExchangeController m_controller;
    ExchangeActions m_actions;
    PaceControls *m_pace = nullptr;
    StatusStrip *m_strip = nullptr;
    RunBar *m_runBar = nullptr;
    CounterCards *m_cards = nullptr;
    ViewMenu *m_viewMenu = nullptr;
    DrillsMenu *m_drillsMenu = nullptr;
    ExchangePlot *m_plot = nullptr; ///< null until the window was painted once
    ExchangeDocks *m_docks = nullptr; ///< likewise
    ExchangeLayout *m_layout = nullptr; ///< likewise
    RunPages m_runs;
    QToolBar *m_bar = nullptr;
    WindowPlace *m_place;
    QPointer<ObjectsWindow> m_objects; ///< a window of its own, which stays when this one closes
    bool m_isPainted = false;
    bool m_isTourPending = false;
};

} // namespace shmlab::ui
