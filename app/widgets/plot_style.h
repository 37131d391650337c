// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCustomPlot;
class QWidget;

namespace shmlab::ui {

/// Gives a plot the palette and font of a widget: background, axes, grid, legend.
void applyPlotStyle(QCustomPlot &plot, const QWidget &like);

} // namespace shmlab::ui
