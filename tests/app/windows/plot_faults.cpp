// SPDX-License-Identifier: GPL-3.0-or-later
#include "plot_faults.h"

#include <qcustomplot.h>

namespace shmlab::test {

QStringList plotFaults(QCustomPlot &plot)
{
    QStringList faults;
    plot.replot(); // lays it out
    const QRect data = plot.axisRect()->rect();
    const QCPLegend *legend = plot.legend;
    if (legend != nullptr && legend->realVisibility() && legend->itemCount() > 0) {
        const QRect outer = legend->outerRect();
        const QSize needed = legend->minimumOuterSizeHint();
        if (outer.intersects(data))
            faults += QStringLiteral("the legend hides data: ") + plot.accessibleName();
        if (!plot.viewport().contains(outer) || outer.width() < needed.width() || outer.height() < needed.height())
            faults += QStringLiteral("the legend is cut, %1 × %2 of %3 × %4: ")
                          .arg(outer.width())
                          .arg(outer.height())
                          .arg(needed.width())
                          .arg(needed.height())
                + plot.accessibleName();
    }
    // The texts of an axis lie in boxes along all of it, so a line across them is enough.
    const auto isText = [](const QCPAxis &axis, int x, int y) {
        return (axis.getPartAt(QPointF(x, y)) & (QCPAxis::spTickLabels | QCPAxis::spAxisLabel)) != 0;
    };
    const QPoint middle = data.center();
    bool isHidden = false;
    for (int y = data.top() + 1; y < data.bottom(); ++y)
        isHidden |= isText(*plot.xAxis, middle.x(), y);
    for (int x = data.left() + 1; x < data.right(); ++x)
        isHidden |= isText(*plot.yAxis, x, middle.y());
    if (isHidden)
        faults += QStringLiteral("an axis hides data: ") + plot.accessibleName();
    const QRect all = plot.viewport();
    if (isText(*plot.xAxis, middle.x(), all.bottom() + 1) || isText(*plot.yAxis, all.left() - 1, middle.y()))
        faults += QStringLiteral("an axis is cut: ") + plot.accessibleName();
    const int line = plot.fontMetrics().height();
    if (data.width() < 3 * line || data.height() < line)
        faults += QStringLiteral("no room for data: %1 × %2 in ").arg(data.width()).arg(data.height())
            + plot.accessibleName();
    return faults;
}

} // namespace shmlab::test
