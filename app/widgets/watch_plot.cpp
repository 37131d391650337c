// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/watch_plot.h"

#include "widgets/appearance.h"
#include "widgets/plot_style.h"

#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace shmlab::ui {
namespace {

/// Okabe and Ito's colours, which most eyes can tell apart, lightened where the background is dark.
QColor lineColor(int line, const QPalette &palette)
{
    static const std::array colors{QColor(0x00, 0x72, 0xb2), QColor(0xd5, 0x5e, 0x00), QColor(0x00, 0x9e, 0x73),
                                   QColor(0xcc, 0x79, 0xa7), QColor(0xe6, 0x9f, 0x00), QColor(0x56, 0xb4, 0xe9)};
    const QColor color = colors.at(static_cast<std::size_t>(line) % colors.size());
    return isDark(palette) ? color.lighter(140) : color;
}

} // namespace

WatchPlot::WatchPlot(QWidget *parent) : QWidget(parent), m_plot(new QCustomPlot(this))
{
    setAccessibleName(tr("Watched values over time"));
    setMinimumSize(240, 120);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->xAxis->setLabel(tr("time (s)"));
    m_plot->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignLeft);
    updateColors();
}

void WatchPlot::setLines(const std::vector<Line> &lines)
{
    for (auto i = static_cast<int>(m_ids.size()) - 1; i >= 0; --i) {
        if (std::ranges::find(lines, m_ids[static_cast<std::size_t>(i)], &Line::id) != lines.end())
            continue;
        m_plot->removeGraph(i);
        m_ids.erase(m_ids.begin() + i);
    }
    for (const Line &line : lines) {
        const auto known = std::ranges::find(m_ids, line.id);
        const auto at = static_cast<int>(known - m_ids.begin());
        if (known == m_ids.end()) {
            QCPGraph *graph = m_plot->addGraph();
            graph->setLineStyle(QCPGraph::lsStepLeft); // a value stays until it is another one
            graph->setAdaptiveSampling(true);
            graph->setAntialiased(false);
            m_ids.push_back(line.id);
        }
        m_plot->graph(at)->setName(line.name);
    }
    m_plot->legend->setVisible(!lines.empty());
    updateColors();
}

void WatchPlot::add(double seconds, const std::vector<Point> &points)
{
    constexpr double longestStep = 1;
    for (const Point &point : points) {
        const auto line = std::ranges::find(m_ids, point.id);
        if (line == m_ids.end())
            continue;
        QCPGraph *graph = m_plot->graph(static_cast<int>(line - m_ids.begin()));
        if (seconds - m_latest > longestStep && !graph->data()->isEmpty())
            graph->addData(m_latest, std::nan("")); // nobody looked meanwhile
        graph->addData(seconds, point.number.value_or(std::nan("")));
        graph->data()->removeBefore(seconds - spanSeconds);
    }
    m_latest = seconds;
    m_plot->xAxis->setRange(std::max(0.0, seconds - spanSeconds), std::max(seconds, 1.0));
    m_plot->yAxis->rescale(true);
    m_plot->yAxis->scaleRange(1.1);
    if (isVisible())
        m_plot->replot(QCustomPlot::rpQueuedReplot);
}

std::vector<double> WatchPlot::numbersOf(int id) const
{
    std::vector<double> numbers;
    const auto line = std::ranges::find(m_ids, id);
    if (line != m_ids.end()) {
        for (const QCPGraphData &point : *m_plot->graph(static_cast<int>(line - m_ids.begin()))->data())
            numbers.push_back(point.value);
    }
    return numbers;
}

int WatchPlot::lineCount() const
{
    return m_plot->graphCount();
}

void WatchPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColors();
}

void WatchPlot::updateColors()
{
    applyPlotStyle(*m_plot, *this);
    for (int i = 0; i < m_plot->graphCount(); ++i)
        m_plot->graph(i)->setPen(QPen(lineColor(i, palette()), 2));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace shmlab::ui
