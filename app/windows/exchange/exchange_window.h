// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/exchange_controller.h"
#include "wording/status_text.h"

#include <QMainWindow>

#include <memory>

namespace shmlab::ui {

class CounterCard;
class DrillsMenu;
class ExchangeDocks;
class ExchangePlot;
class ObjectsWindow;
class PaceControls;
class StatusStrip;
class ViewMenu;

/// The window of a role.
class ExchangeWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit ExchangeWindow(const ExchangeSettings &settings, QWidget *parent = nullptr);
    ~ExchangeWindow() override;

    [[nodiscard]] ExchangeController &controller() { return m_controller; }
    /// Shows the tour, if it never has been shown.
    void offerTour();
    /// Ask for a file and write it.
    void saveLog();
    void savePlot();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void makeActions();
    void makeToolBar();
    void makeCentre();
    void makeMenus();
    void showInObjects();
    void addRejoinSwitch(QMenu *menu);
    void resetLayout();
    void complete();

    void showStatus(const ExchangeStatus &status);
    void showBatch();
    void showCounters(std::span<const std::byte> page);
    void showPeer();
    void applyRemedy(Remedy remedy);
    void updateIcons();
    void startTour();

    [[nodiscard]] Role role() const { return m_controller.settings().role; }

    ExchangeController m_controller;
    QAction *m_start = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_step = nullptr;
    QAction *m_stop = nullptr;
    PaceControls *m_pace = nullptr;
    StatusStrip *m_strip = nullptr;
    CounterCard *m_ownCard = nullptr;
    CounterCard *m_peerCard = nullptr;
    ViewMenu *m_viewMenu = nullptr;
    DrillsMenu *m_drillsMenu = nullptr;
    ExchangePlot *m_plot = nullptr; ///< null until the window has been painted once
    ExchangeDocks *m_docks = nullptr; ///< as the plot
    std::unique_ptr<ObjectsWindow> m_objects; ///< closes with this window; hidden meanwhile, it keeps its undo copies
    QByteArray m_defaultLayout;
    std::optional<Counter> m_peerCounter;
    std::optional<Clock::time_point>
        m_peerWrote; ///< when the peer's counter was last seen to change, or as it says itself
    bool m_isPainted = false;
    bool m_isTourPending = false;
};

} // namespace shmlab::ui
