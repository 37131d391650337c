// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

class QCPGraph;
class QCustomPlot;

namespace shmlab::ui {

/// Numbers over the last minute, one line each.
class WatchPlot : public QWidget {
    Q_OBJECT
public:
    static constexpr double spanSeconds = 60;

    explicit WatchPlot(QWidget *parent = nullptr);

    struct Line {
        qint64 id = 0;
        int revision = 0; ///< changes when the line shows something else
        QString name;
    };
    /// Sets the lines, in the order of the legend. Lines that existed before keep their colour, and, if they still show
    /// the same, their points.
    void setLines(const std::vector<Line> &lines);
    struct Point {
        qint64 id = 0; ///< of the line
        std::optional<double> number; ///< empty leaves a gap
    };
    /// `seconds` must not decrease; a step of more than one second leaves a gap.
    void add(double seconds, const std::vector<Point> &points);
    /// The points of a line, oldest first.
    [[nodiscard]] std::vector<double> valuesOf(qint64 id) const;
    /// The names in the legend.
    [[nodiscard]] QStringList legend() const;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Drawn {
        qint64 id = 0;
        int revision = 0;
        int color = -1; ///< an index that no other line has
        QCPGraph *graph = nullptr;
    };
    [[nodiscard]] const Drawn *drawn(qint64 id) const;
    void draw(Drawn &line);
    void arrangeLegend();
    void updateColors();

    QCustomPlot *m_plot;
    std::vector<Drawn> m_lines;
    double m_latest = 0; ///< seconds
};

} // namespace shmlab::ui
