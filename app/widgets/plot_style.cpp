// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot_style.h"

#include <qcustomplot.h>

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
    plot.legend->setBorderPen(QPen(faint));
    plot.legend->setTextColor(text);
    plot.legend->setFont(like.font());
}

} // namespace shmlab::ui
