// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/exchange_plot.h"

#include "widgets/appearance.h"
#include "widgets/plot_style.h"
#include "wording/format.h"

#include <qcustomplot.h>

#include <algorithm>

namespace shmlab::ui {
namespace {

constexpr double visibleTurns = 60;
constexpr double minSpanSeconds = 0.2; // at a period of 1 ms, more would be too dense
constexpr int maxPlotPoints = 100'000;

void discardOldPoints(QCPGraph &graph)
{
    const int surplus = graph.dataCount() - maxPlotPoints;
    if (surplus > 0)
        graph.data()->removeBefore(graph.data()->at(surplus)->key);
}

} // namespace

ExchangePlot::ExchangePlot(Role ownRole, QWidget *parent)
    : QWidget(parent),
      m_ownRole(ownRole),
      m_plot(new QCustomPlot(this))
{
    setAccessibleName(tr("Both counters over time"));
    setMinimumSize(280, 112);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    for (const Role role : {Role::Server, Role::Client}) {
        QCPGraph *graph = m_plot->addGraph();
        graph->setName(format::roleTitle(role));
        graph->setLineStyle(QCPGraph::lsStepLeft);
        graph->setAdaptiveSampling(true);
        graph->setAntialiased(false); // steps have no slope
    }
    m_plot->xAxis->setLabel(tr("time since start (s)"));
    m_plot->yAxis->setLabel(tr("counter"));
    const QSharedPointer<QCPAxisTickerFixed> wholeNumbers(new QCPAxisTickerFixed);
    wholeNumbers->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    m_plot->yAxis->setTicker(wholeNumbers);
    m_plot->yAxis->setNumberFormat(QStringLiteral("f"));
    m_plot->yAxis->setNumberPrecision(0);
    m_plot->legend->setVisible(true);
    placeLegendAbove(*m_plot);
    m_plot->axisRect()->setMinimumSize(50, 30); // or the legend is cut at the least height
    fitTicks(*m_plot);
    updateColors();
    follow();
}

void ExchangePlot::clear()
{
    for (int i = 0; i < m_plot->graphCount(); ++i)
        m_plot->graph(i)->data()->clear();
    follow();
}

void ExchangePlot::add(const std::deque<TurnRecord> &turns)
{
    for (const auto &[turn, time, kind] : turns) {
        const double seconds = std::chrono::duration<double>(time).count();
        const bool isServer = m_ownRole == Role::Server;
        m_plot->graph(0)->addData(seconds, isServer ? turn.own : turn.peer);
        m_plot->graph(1)->addData(seconds, isServer ? turn.peer : turn.own);
    }
    discardOldPoints(*m_plot->graph(0));
    discardOldPoints(*m_plot->graph(1));
    follow();
}

void ExchangePlot::setPeriod(std::chrono::microseconds period)
{
    m_spanSeconds = std::max(minSpanSeconds, visibleTurns * std::chrono::duration<double>(period).count());
}

bool ExchangePlot::savePng(const QString &path) const
{
    return m_plot->savePng(path, 1200, 600, 1.0);
}

void ExchangePlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColors();
}

void ExchangePlot::updateColors()
{
    applyPlotStyle(*m_plot, *this);
    m_plot->graph(0)->setPen(QPen(roleColor(Role::Server, palette()), 2));
    m_plot->graph(1)->setPen(QPen(roleColor(Role::Client, palette()), 2, Qt::DashLine));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void ExchangePlot::follow()
{
    bool hasData = false;
    const QCPRange keys = m_plot->graph(0)->data()->keyRange(hasData);
    const double latest = hasData ? keys.upper : 0;
    // The plot fills first, then scrolls.
    const QCPRange shown(std::max(0.0, latest - m_spanSeconds), std::max(latest, m_spanSeconds / 6));
    m_plot->xAxis->setRange(shown);
    QCPRange values(0, 10);
    if (hasData) {
        bool found = false;
        values = m_plot->graph(0)->data()->valueRange(found, QCP::sdBoth, shown);
        values.expand(m_plot->graph(1)->data()->valueRange(found, QCP::sdBoth, shown));
        values.upper = std::max(values.upper, values.lower + 10);
    }
    const double margin = values.size() * 0.08;
    m_plot->yAxis->setRange(values.lower - margin, values.upper + margin);
    if (isVisible())
        m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace shmlab::ui
