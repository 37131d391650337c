// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/full_speed_panel.h"

#include "widgets/appearance.h"
#include "widgets/plot_style.h"
#include "widgets/plot_tickers.h"
#include "widgets/term_tip.h"
#include "wording/format.h"
#include "wording/glossary.h"

#include <QFormLayout>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>

#include <qcustomplot.h>

#include <cmath>
#include <map>

namespace shmlab::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto repaintInterval = 250ms;
constexpr int barsPerDecade = 12;

/// In the order of the figures.
constexpr std::array figureTerms{Term::HandOver, Term::HandOver, Term::P50,      Term::P90,
                                 Term::P99,      Term::P999,     Term::Maximum,  Term::Polling,
                                 Term::Sleeping, Term::Waking,   Term::ClockCost};

/// Its label has two terms where it names both the latency and the percentile.
QString definitionOfFigure(std::size_t figure)
{
    const Term term = figureTerms.at(figure);
    const QString definition = definitionOf(term);
    return term == Term::P50 ? definitionOf(Term::OneWay) + QLatin1Char(' ') + definition : definition;
}

} // namespace

FullSpeedPanel::FullSpeedPanel(Role ownRole, QWidget *parent)
    : QWidget(parent),
      m_ownRole(ownRole),
      m_plots(new QWidget(this)),
      m_rates(new QCustomPlot(m_plots)),
      m_rateTicker(QSharedPointer<UnitTicker>::create()),
      m_histogram(new QCustomPlot(m_plots)),
      m_line(new QHBoxLayout(this)),
      m_list(new QWidget),
      m_page(new QVBoxLayout(m_list))
{
    m_rates->setObjectName(QStringLiteral("fullSpeedRates"));
    m_rates->setAccessibleName(tr("Hand-overs per second over time"));
    explain(*m_rates, definitionOf(Term::HandOver));
    m_rates->addGraph();
    m_rates->xAxis->setLabel(tr("time (s)"));
    m_rates->yAxis->setTicker(m_rateTicker);

    m_histogram->setAccessibleName(tr("Histogram of the one-way latency"));
    explain(*m_histogram, definitionOf(Term::OneWay));
    m_histogram->addGraph();
    m_histogram->graph(0)->setLineStyle(QCPGraph::lsStepLeft);
    m_histogram->xAxis->setLabel(tr("one-way latency"));
    m_histogram->yAxis->setLabel(tr("hand-overs"));
    for (QCPAxis *axis : {m_histogram->xAxis, m_histogram->yAxis})
        axis->setScaleType(QCPAxis::stLogarithmic);
    m_histogram->xAxis->setTicker(QSharedPointer<TimeTicker>::create());
    m_histogram->yAxis->setTicker(QSharedPointer<CountTicker>::create());
    fitTicks(*m_rates);
    fitTicks(*m_histogram);

    const std::array<QString, FigureCount> names{tr("Hand-overs per second"),
                                                 tr("Hand-overs"),
                                                 tr("One-way latency, p50"),
                                                 tr("p90"),
                                                 tr("p99"),
                                                 tr("p99.9"),
                                                 tr("Maximum"),
                                                 tr("Polling"),
                                                 tr("Sleeping"),
                                                 tr("Waking the peer"),
                                                 tr("Reading the clock")};
    const int figureWidth = fontMetrics().horizontalAdvance(format::amount(999e3)); // its longest word, and more
    auto *numbers = new QFormLayout;
    numbers->setVerticalSpacing(1);
    for (std::size_t figure = 0; figure < names.size(); ++figure) {
        m_figures[figure] = new QLabel(QStringLiteral("–"), this);
        m_figures[figure]->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_figures[figure]->setWordWrap(true); // rather than a list that scrolls sideways
        m_figures[figure]->setMinimumWidth(figureWidth);
        numbers->addRow(names[figure], m_figures[figure]);
        explain(*m_figures[figure], definitionOfFigure(figure));
        explain(*numbers->labelForField(m_figures[figure]), definitionOfFigure(figure));
    }
    m_figures[Rate]->setObjectName(QStringLiteral("fullSpeedRate"));
    m_figures[P50]->setObjectName(QStringLiteral("fullSpeedP50"));

    m_page->setContentsMargins(0, 0, 0, 0);
    m_page->addLayout(numbers);
    m_page->addStretch();
    auto *scroll = new QScrollArea(this); // the numbers are higher than a dock of a small window
    scroll->setAccessibleName(tr("Figures of full speed"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_list);
    m_figuresWidth = m_list->minimumSizeHint().width() + scroll->verticalScrollBar()->sizeHint().width();
    scroll->setMinimumWidth(m_figuresWidth);
    auto *plots = new QHBoxLayout(m_plots);
    plots->setContentsMargins(0, 0, 0, 0);
    for (QCustomPlot *plot : {m_rates, m_histogram})
        plots->addWidget(plot);
    m_line->setContentsMargins(0, 0, 0, 0);
    m_line->addWidget(m_plots, 6);
    m_line->addWidget(scroll, 2);
    m_repaintTimer.setSingleShot(true);
    connect(&m_repaintTimer, &QTimer::timeout, this, &FullSpeedPanel::showLatest);
    updateColors();
    clear();
}

void FullSpeedPanel::clear()
{
    m_rates->graph(0)->data()->clear();
    m_histogram->graph(0)->data()->clear();
    m_rates->xAxis->setRange(0, RateHistory::keptSeconds);
    setRateRange(1e6);
    m_histogram->xAxis->setRange(10, 1e6);
    m_histogram->yAxis->setRange(0.8, 1e6);
    for (QLabel *figure : m_figures)
        figure->setText(QStringLiteral("–"));
    m_repaintTimer.stop();
    m_latest = {};
    m_rateHistory = {};
    m_rates->replot(QCustomPlot::rpQueuedReplot);
    m_histogram->replot(QCustomPlot::rpQueuedReplot);
}

void FullSpeedPanel::setStats(const FullSpeedStats &stats, const RateHistory &rates)
{
    m_latest = stats;
    m_rateHistory = rates;
    if (!m_repaintTimer.isActive()) // a faster rate would be unreadable and take processor time from the exchange
        m_repaintTimer.start(repaintInterval);
}

void FullSpeedPanel::showLatest()
{
    if (m_latest.elapsed.count() == 0)
        return;
    showRates();
    showHistogram(m_latest.roundTrips);
    showNumbers(m_latest);
}

void FullSpeedPanel::showRates()
{
    QCPGraph &graph = *m_rates->graph(0);
    graph.data()->clear();
    for (const auto &[seconds, perSecond] : m_rateHistory.points())
        graph.addData(seconds, perSecond);
    const double latest = std::chrono::duration<double>(m_latest.elapsed).count();
    constexpr double visible = RateHistory::keptSeconds;
    m_rates->xAxis->setRange(std::max(0.0, latest - visible), std::max(latest, visible / 6));
    bool found = false;
    const QCPRange rates = graph.data()->valueRange(found);
    setRateRange(found && rates.upper > 0 ? rates.upper * 1.1 : 1);
    m_rates->replot(QCustomPlot::rpQueuedReplot);
}

void FullSpeedPanel::setRateRange(double highest)
{
    const double unit = highest > 1e6 / 2 ? 1e6 : highest > 1e3 / 2 ? 1e3 : 1;
    m_rateTicker->setUnit(unit);
    m_rates->yAxis->setLabel(unit == 1e6       ? tr("million per second")
                                 : unit == 1e3 ? tr("thousand per second")
                                               : tr("per second"));
    m_rates->yAxis->setRange(0, highest);
}

void FullSpeedPanel::showHistogram(const Histogram &roundTrips)
{
    std::map<int, double> bars; // by the logarithm of the one-way latency
    for (std::size_t index = 0; index < roundTrips.counts().size(); ++index) {
        const auto times = roundTrips.counts()[index];
        if (times == 0)
            continue;
        const auto oneWay = std::max(0.5, static_cast<double>(buckets::lowerBound(index).count()) / 2);
        bars[static_cast<int>(std::floor(std::log10(oneWay) * barsPerDecade))] += static_cast<double>(times);
    }
    if (bars.empty())
        return;
    const auto position = [](int bar) { return std::pow(10.0, static_cast<double>(bar) / barsPerDecade); };
    QCPGraph &graph = *m_histogram->graph(0);
    graph.data()->clear();
    double highest = 1;
    const int first = bars.begin()->first;
    const int last = bars.rbegin()->first;
    for (int bar = first; bar <= last + 1; ++bar) {
        const auto found = bars.find(bar);
        const double times = found == bars.end() ? 0.1 : found->second; // below the axis
        graph.addData(position(bar), times);
        highest = std::max(highest, times);
    }
    m_histogram->xAxis->setRange(position(first - barsPerDecade / 4), position(last + barsPerDecade / 2));
    m_histogram->yAxis->setRange(0.8, highest * 3);
    m_histogram->replot(QCustomPlot::rpQueuedReplot);
}

void FullSpeedPanel::showNumbers(const FullSpeedStats &stats)
{
    if (m_clockCost.count() == 0)
        m_clockCost = clockCost();
    const auto share = [&](std::chrono::nanoseconds part) {
        return format::percent(static_cast<double>(part.count()) / static_cast<double>(stats.elapsed.count()));
    };
    const auto times = [](const QString &text, std::uint64_t count) {
        return count == 1 ? tr("%1, once").arg(text)
                          : tr("%1, %2 times").arg(text, format::amount(static_cast<double>(count)));
    };
    m_figures[Rate]->setText(m_rateHistory.isAtFullSpeed() ? format::amount(m_rateHistory.points().back().perSecond)
                                                           : QStringLiteral("–"));
    m_figures[Total]->setText(format::amount(static_cast<double>(stats.handOvers)));
    m_figures[P50]->setText(format::duration(stats.oneWay(0.5)));
    m_figures[P90]->setText(format::duration(stats.oneWay(0.9)));
    m_figures[P99]->setText(format::duration(stats.oneWay(0.99)));
    m_figures[P999]->setText(format::duration(stats.oneWay(0.999)));
    m_figures[Maximum]->setText(format::duration(stats.roundTrips.maximum() / 2));
    m_figures[Polling]->setText(share(stats.elapsed - stats.sleeping - stats.waking));
    m_figures[Sleeping]->setText(times(share(stats.sleeping), stats.sleeps));
    m_figures[WakingPeer]->setText(times(share(stats.waking), stats.wakeUps));
    m_figures[ClockCost]->setText(format::duration(m_clockCost));
}

/// Where there is no room for the plots beside the figures, they scroll with them.
void FullSpeedPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int widthOfPlot = fontMetrics().height() * 10;
    const bool isNarrow = width() < m_figuresWidth + 2 * widthOfPlot;
    if (isNarrow == m_list->isAncestorOf(m_plots))
        return;
    m_plots->setMinimumHeight(isNarrow ? fontMetrics().height() * 11 : 0); // the label of an axis is not cut
    if (isNarrow)
        m_page->insertWidget(0, m_plots, 1);
    else
        m_line->insertWidget(0, m_plots, 6);
}

void FullSpeedPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColors();
}

void FullSpeedPanel::updateColors()
{
    const QColor color = roleColor(m_ownRole, palette());
    QColor fill = color;
    fill.setAlpha(90);
    for (QCustomPlot *plot : {m_rates, m_histogram}) {
        applyPlotStyle(*plot, *this);
        plot->graph(0)->setPen(QPen(color, 2));
        plot->replot(QCustomPlot::rpQueuedReplot);
    }
    m_histogram->graph(0)->setBrush(fill);
}

} // namespace shmlab::ui
