// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <QWidget>

#include <deque>

class QCustomPlot;

namespace shmlab::ui {

/// Both counters over the time of a run, drawn as steps, since a counter keeps its value between turns. Shows the
/// latest part and keeps as many turns as the log.
class ExchangePlot : public QWidget {
    Q_OBJECT
public:
    explicit ExchangePlot(Role ownRole, QWidget *parent = nullptr);

    void clear();
    void add(const std::deque<TurnRecord> &turns);
    /// Sets the visible time span: some dozens of periods, at least 0.2 s.
    void setPeriod(std::chrono::microseconds period);
    [[nodiscard]] bool savePng(const QString &path) const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateColors();
    void follow();

    Role m_ownRole;
    QCustomPlot *m_plot;
    double m_spanSeconds = 60;
};

} // namespace shmlab::ui
