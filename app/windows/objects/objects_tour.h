// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/tour.h"

namespace shmlab::ui {

/// The widgets of the window itself that the tour explains.
struct ObjectsTourTargets {
    QWidget *table;
    QWidget *filter;
    QWidget *remove;
};

/// Starts the tour of an objects window; restarts it if it is running. `panels`: the steps for its panels.
void startObjectsTour(QWidget *window, const ObjectsTourTargets &targets, const QList<TourStep> &panels);

} // namespace shmlab::ui
