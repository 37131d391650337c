// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/exchange/rate_history.h"
#include "wording/exchange_types.h"

#include <QSharedPointer>
#include <QTimer>
#include <QWidget>

#include <array>

class QCustomPlot;
class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace shmlab::ui {

class UnitTicker;

/// The speed of an exchange at full speed: hand-overs per second over time, the one-way latency as a histogram and in
/// percentiles, and how the time is spent.
class FullSpeedPanel : public QWidget {
    Q_OBJECT
public:
    explicit FullSpeedPanel(Role ownRole, QWidget *parent = nullptr);

    void clear();
    /// The latest stats of the run that is shown, and its rates until now.
    void setStats(const FullSpeedStats &stats, const RateHistory &rates);
    [[nodiscard]] QSize sizeHint() const override { return {760, 200}; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum Figure : std::uint8_t {
        Rate,
        Total,
        P50,
        P90,
        P99,
        P999,
        Maximum,
        Polling,
        Sleeping,
        WakingPeer,
        ClockCost,
        FigureCount
    };

    void showLatest();
    void updateColors();
    void showRates();
    void setRateRange(double highest);
    void showHistogram(const Histogram &roundTrips);
    void showNumbers(const FullSpeedStats &stats);

    Role m_ownRole;
    QWidget *m_plots;
    QCustomPlot *m_rates;
    QSharedPointer<UnitTicker> m_rateTicker;
    QCustomPlot *m_histogram;
    QHBoxLayout *m_line;
    QWidget *m_list; ///< of the figures
    QVBoxLayout *m_page;
    int m_figuresWidth = 0;
    std::array<QLabel *, FigureCount> m_figures{};
    FullSpeedStats m_latest;
    QTimer m_repaintTimer; ///< shows the latest stats some times per second
    RateHistory m_rateHistory;
    std::chrono::duration<double, std::nano> m_clockCost{};
};

} // namespace shmlab::ui
