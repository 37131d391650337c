// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/exchange/party.h>

class QWidget;

namespace shmlab::ui {

/// The widgets that the tour explains, in its order.
struct ExchangeTourTargets {
    QWidget *start;
    QWidget *pause; ///< instead of Start while the exchange runs
    QWidget *step;
    QWidget *pace;
    QWidget *memory;
    QWidget *status;
};

/// Starts the tour of an exchange window; restarts it if it is running.
void startExchangeTour(QWidget *window, Role ownRole, const ExchangeTourTargets &targets);

} // namespace shmlab::ui
