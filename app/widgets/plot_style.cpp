// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot_style.h"

#include <qcustomplot.h>

#include <algorithm>

namespace shmlab::ui {

void applyPlotStyle(QCustomPlot &plot, const QWidget &like)
{
    const QColor text = like.palette().color(QPalette::Text);
    const QColor base = like.palette().color(QPalette::Base);
    QColor faint = text;
    faint.setAlpha(40);
    plot.setBackground(base);
    for (QCPAxis *axis : {plot.xAxis, plot.yAxis}) {
        axis->setBasePen(QPen(text));
        axis->setTickPen(QPen(text));
        axis->setSubTickPen(QPen(text));
        axis->setLabelColor(text);
        axis->setTickLabelColor(text);
        axis->setTickLabelFont(like.font());
        axis->setLabelFont(like.font());
        axis->grid()->setPen(QPen(faint, 0));
        axis->grid()->setZeroLinePen(QPen(faint, 0));
    }
    plot.legend->setBrush(base);
    plot.legend->setTextColor(text);
    plot.legend->setFont(like.font());
}

void placeLegendAbove(QCustomPlot &plot)
{
    auto *line = new QCPLayoutGrid;
    plot.plotLayout()->insertRow(0);
    plot.plotLayout()->addElement(0, 0, line);
    plot.plotLayout()->setRowStretchFactor(0, 0.001);
    plot.plotLayout()->setRowSpacing(0);
    plot.legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    plot.legend->setBorderPen(Qt::NoPen);
    plot.legend->setMargins({8, 2, 8, 0});
    line->addElement(0, 0, plot.legend);
    line->addElement(0, 1, new QCPLayoutElement(&plot)); // takes the rest of the line
    line->setColumnStretchFactor(0, 0.001);
}

void fitTicks(QCustomPlot &plot)
{
    QObject::connect(&plot, &QCustomPlot::beforeReplot, &plot, [&plot] {
        constexpr int few = 2;
        constexpr int usual = 5; // of QCustomPlot
        const QFontMetrics font(plot.xAxis->tickLabelFont());
        const QRect area = plot.axisRect()->rect();
        const int across = area.width() / font.horizontalAdvance(QStringLiteral("0000 ms  "));
        plot.xAxis->ticker()->setTickCount(std::clamp(across, few, usual));
        plot.yAxis->ticker()->setTickCount(std::clamp(area.height() / (2 * font.height()), few, usual));
    });
}

} // namespace shmlab::ui
