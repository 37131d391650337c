// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

class QCustomPlot;

namespace shmlab::ui {

/// Numbers over the last minute, a line each.
class WatchPlot : public QWidget {
    Q_OBJECT
public:
    static constexpr double spanSeconds = 60;

    explicit WatchPlot(QWidget *parent = nullptr);

    struct Line {
        int id = 0;
        QString name;
    };
    /// Which lines there are; those that were there before keep what they show.
    void setLines(const std::vector<Line> &lines);
    struct Point {
        int id = 0; ///< of the line
        std::optional<double> number; ///< nothing leaves a gap
    };
    /// Seconds later than those before; more than one of them leaves a gap.
    void add(double seconds, const std::vector<Point> &points);
    [[nodiscard]] int lineCount() const;
    /// What the line of an id shows, oldest first.
    [[nodiscard]] std::vector<double> numbersOf(int id) const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateColors();

    QCustomPlot *m_plot;
    std::vector<int> m_ids; ///< of its graphs
    double m_latest = 0; ///< seconds
};

} // namespace shmlab::ui
