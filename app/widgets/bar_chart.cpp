// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bar_chart.h"

#include "widgets/appearance.h"
#include "widgets/plot_style.h"
#include "widgets/plot_tickers.h"

#include <qcustomplot.h>

#include <algorithm>

namespace shmlab::ui {

BarChart::BarChart(QWidget *parent) : QWidget(parent), m_plot(new QCustomPlot(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_ours = new QCPBars(m_plot->yAxis, m_plot->xAxis);
    m_others = new QCPBars(m_plot->yAxis, m_plot->xAxis);
    m_plot->xAxis->setScaleType(QCPAxis::stLogarithmic);
    m_plot->xAxis->setTicker(QSharedPointer<TimeTicker>::create());
    fitTicks(*m_plot);
    m_plot->xAxis->setLabel(tr("one way"));
    m_plot->yAxis->setSubTicks(false);
    m_plot->yAxis->setTickLength(0);
    setBars({});
    updateColors();
}

void BarChart::setBars(const std::vector<Bar> &bars)
{
    m_ours->data()->clear();
    m_others->data()->clear();
    m_plot->clearItems();
    double shortest = 1e3;
    double longest = 1e4;
    for (const Bar &bar : bars) {
        if (bar.nanoseconds > 0) {
            shortest = std::min(shortest, bar.nanoseconds);
            longest = std::max(longest, bar.nanoseconds);
        }
    }
    const double begin = shortest / 5;
    m_ours->setBaseValue(begin);
    m_others->setBaseValue(begin);
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    const auto count = static_cast<double>(bars.size());
    for (std::size_t index = 0; index < bars.size(); ++index) {
        const Bar &bar = bars[index];
        const double place = count - static_cast<double>(index);
        ticker->addTick(place, bar.title);
        if (bar.nanoseconds > 0)
            (bar.isOurs ? m_ours : m_others)->addData(place, bar.nanoseconds - begin); // relative to the base
        auto *number = new QCPItemText(m_plot);
        number->setText(QLatin1Char(' ') + bar.number);
        number->setFont(font());
        number->setColor(palette().color(QPalette::Text));
        number->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        number->position->setCoords(bar.nanoseconds > 0 ? bar.nanoseconds : begin, place);
        number->setClipToAxisRect(false);
    }
    m_plot->yAxis->setTicker(ticker);
    m_plot->yAxis->setRange(0.3, std::max(count, 1.0) + 0.7);
    m_plot->xAxis->setRange(begin, longest * 6); // room for the numbers
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

bool BarChart::savePng(const QString &path) const
{
    return m_plot->savePng(path, 1200, 800, 1.0);
}

void BarChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColors();
}

void BarChart::updateColors()
{
    applyPlotStyle(*m_plot, *this);
    for (const auto &[bars, role] : {std::pair(m_ours, Role::Server), std::pair(m_others, Role::Client)}) {
        const QColor color = roleColor(role, palette());
        QColor fill = color;
        fill.setAlpha(140);
        bars->setPen(QPen(color));
        bars->setBrush(fill);
        bars->setWidth(0.7);
    }
    for (int i = 0; i < m_plot->itemCount(); ++i) {
        if (auto *number = qobject_cast<QCPItemText *>(m_plot->item(i)))
            number->setColor(palette().color(QPalette::Text));
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace shmlab::ui
