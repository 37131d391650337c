// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/watch_plot.h"

#include "widgets/appearance.h"
#include "widgets/plot_style.h"

#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace shmlab::ui {
namespace {

/// Okabe and Ito's colours, which most people can distinguish, lightened on a dark background; dashed from the seventh
/// line on. Dashed lines are thin, because wide dashes take a hundred times as long to draw.
QPen linePen(int line, const QPalette &palette)
{
    static const std::array colors{QColor(0x00, 0x72, 0xb2), QColor(0xd5, 0x5e, 0x00), QColor(0x00, 0x9e, 0x73),
                                   QColor(0xcc, 0x79, 0xa7), QColor(0xe6, 0x9f, 0x00), QColor(0x56, 0xb4, 0xe9)};
    static constexpr std::array styles{Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine};
    const auto number = static_cast<std::size_t>(line);
    const QColor color = colors.at(number % colors.size());
    const Qt::PenStyle style = styles.at(number / colors.size() % styles.size());
    return {isDark(palette) ? color.lighter(140) : color, style == Qt::SolidLine ? 2.0 : 1.0, style};
}

} // namespace

WatchPlot::WatchPlot(QWidget *parent) : QWidget(parent), m_plot(new QCustomPlot(this))
{
    setAccessibleName(tr("Watched values over time"));
    setMinimumSize(160, 120);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->xAxis->setLabel(tr("time (s)"));
    m_plot->plotLayout()->addElement(0, 1, m_plot->legend); // beside the plot, where it hides no data
    m_plot->plotLayout()->setColumnStretchFactor(1, 0.001);
    fitTicks(*m_plot);
    m_plot->setPlottingHint(QCP::phFastPolylines); // a hundred times as fast, and steps need no joins
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->legend->setIconSize(20, fontMetrics().height());
    m_plot->legend->setRowSpacing(0);
    updateColors();
}

void WatchPlot::setLines(const std::vector<Line> &lines)
{
    m_plot->legend->clearItems();
    for (const Drawn &old : m_lines) {
        if (std::ranges::find(lines, old.id, &Line::id) == lines.end())
            m_plot->removeGraph(old.graph);
    }
    std::vector<Drawn> before;
    std::swap(before, m_lines);
    for (const Line &line : lines) {
        const auto known = std::ranges::find(before, line.id, &Drawn::id);
        m_lines.push_back(known != before.end() ? *known : Drawn{.id = line.id, .revision = line.revision});
        if (std::exchange(m_lines.back().revision, line.revision) != line.revision)
            m_lines.back().graph->data()->clear();
    }
    for (Drawn &line : m_lines) { // after all used colours are known
        if (line.graph == nullptr)
            draw(line);
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        m_lines[i].graph->setName(lines[i].name);
        m_lines[i].graph->addToLegend();
    }
    m_plot->legend->setVisible(!lines.empty());
    arrangeLegend();
    updateColors();
}

/// Lays the legend out in as many columns as needed.
void WatchPlot::arrangeLegend()
{
    const int line = fontMetrics().height();
    m_plot->legend->setWrap(std::max(1, height() / line - 5)); // without the axis below and the margins
    m_plot->legend->setFillOrder(QCPLayoutGrid::foRowsFirst);
}

/// Uses the first free colour.
void WatchPlot::draw(Drawn &line)
{
    int color = 0;
    while (std::ranges::find(m_lines, color, &Drawn::color) != m_lines.end())
        ++color;
    line.color = color;
    line.graph = m_plot->addGraph();
    line.graph->setLineStyle(QCPGraph::lsStepLeft); // a value stays until it changes
    line.graph->setAdaptiveSampling(true);
    line.graph->setAntialiased(false);
}

const WatchPlot::Drawn *WatchPlot::drawn(qint64 id) const
{
    const auto line = std::ranges::find(m_lines, id, &Drawn::id);
    return line == m_lines.end() ? nullptr : &*line;
}

void WatchPlot::add(double seconds, const std::vector<Point> &points)
{
    constexpr double maxStepBytes = 1;
    for (const Point &point : points) {
        const Drawn *line = drawn(point.id);
        if (line == nullptr)
            continue;
        QCPGraph *graph = line->graph;
        if (seconds - m_latest > maxStepBytes && !graph->data()->isEmpty())
            graph->addData(m_latest, std::nan("")); // nothing was read meanwhile
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

std::vector<double> WatchPlot::valuesOf(qint64 id) const
{
    std::vector<double> numbers;
    if (const Drawn *line = drawn(id)) {
        for (const QCPGraphData &point : *line->graph->data())
            numbers.push_back(point.value);
    }
    return numbers;
}

QStringList WatchPlot::legend() const
{
    QStringList names;
    for (int i = 0; i < m_plot->legend->itemCount(); ++i) {
        if (auto *item = qobject_cast<QCPPlottableLegendItem *>(m_plot->legend->item(i)))
            names += item->plottable()->name();
    }
    return names;
}

void WatchPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColors();
}

void WatchPlot::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeLegend();
}

void WatchPlot::updateColors()
{
    applyPlotStyle(*m_plot, *this);
    for (const Drawn &line : m_lines)
        line.graph->setPen(linePen(line.color, palette()));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace shmlab::ui
