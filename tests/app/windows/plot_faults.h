// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QCustomPlot;

namespace shmlab::test {

/// What hides data of a plot, or is cut by its edge: legend, labels and numbers of the axes.
[[nodiscard]] QStringList plotFaults(QCustomPlot &plot);

} // namespace shmlab::test
