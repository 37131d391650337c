// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exchange/exchange_controller.h"
#include "exchange/status_text.h"

#include <QMainWindow>

namespace shmlab::ui {

class CounterCard;
class ExchangeDocks;
class ExchangePlot;
class PaceControls;
class StatusStrip;

/// The window of a role.
class ExchangeWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit ExchangeWindow(const ExchangeSettings &settings, QWidget *parent = nullptr);
    ~ExchangeWindow() override;

    [[nodiscard]] ExchangeController &controller() { return m_controller; }
    void saveLog();
    void savePlot();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void makeActions();
    void makeToolBar();
    void makeCentre();
    void makeDocks();
    void makeMenus();
    void restore();
    void resetLayout();

    void showStatus(const ExchangeStatus &status);
    void showBatch(const FeedBatch &batch);
    void showCounters(CounterPair counters);
    void applyRemedy(Remedy remedy);
    void updateIcons();
    void showKeys();
    void showAbout();

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
    ExchangePlot *m_plot = nullptr;
    ExchangeDocks *m_docks = nullptr;
    QByteArray m_defaultLayout;
    bool m_isLaidOut = false; ///< sizes of the docks are set: kept ones, or the default
};

} // namespace shmlab::ui
