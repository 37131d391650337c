// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCustomPlot;
class QWidget;

namespace shmlab::ui {

/// Gives a plot the palette and font of a widget: background, axes, grid, legend.
void applyPlotStyle(QCustomPlot &plot, const QWidget &like);

/// Puts the legend above the plot, where it hides no data.
void placeLegendAbove(QCustomPlot &plot);

/// Shows only as many ticks as there is room for their labels.
void fitTicks(QCustomPlot &plot);

} // namespace shmlab::ui
