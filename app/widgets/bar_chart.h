// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QCPBars;
class QCustomPlot;

namespace shmlab::ui {

/// Durations as horizontal bars on a logarithmic axis, the first one on top, each labelled with its value.
class BarChart : public QWidget {
    Q_OBJECT
public:
    struct Bar {
        QString title;
        double nanoseconds = 0; ///< 0: none
        QString number;
        bool isOurs = false; ///< in another colour
    };

    explicit BarChart(QWidget *parent = nullptr);

    void setBars(const std::vector<Bar> &bars);
    [[nodiscard]] bool savePng(const QString &path) const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateColors();

    QCustomPlot *m_plot;
    QCPBars *m_ours;
    QCPBars *m_others;
};

} // namespace shmlab::ui
