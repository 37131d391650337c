// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/exchange_tour.h"

#include "widgets/tour.h"

#include <QCoreApplication>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ExchangeWindow)
};

} // namespace

void startExchangeTour(QWidget *window, Role ownRole, const ExchangeTourTargets &targets)
{
    delete window->findChild<Tour *>();
    const QString first = ownRole == Role::Server
        ? Text::tr(
              "Start here: this creates the object and begins. A client in another window, or another program, joins "
              "it.")
        : Text::tr("Start here: this joins the object of a server, or waits for one.");
    new Tour(
        {{targets.start, first},
         {targets.pause,
          Text::tr("The exchange is running. Pause it here to look at one moment; Start then continues it.")},
         {targets.step, Text::tr("Then step: one turn per click, to see what each one does.")},
         {targets.pace,
          Text::tr("Choose the pace: one turn per period, or full speed, where each side answers the other at once. "
                   "The dock Full speed then shows the latency.")},
         {targets.memory,
          Text::tr("Watch the memory: these are the bytes that both sides share. Changed bytes are highlighted; the "
                   "first four are the server's counter, the next four the client's.")},
         {targets.status,
          Text::tr("This line always shows the current state and, if something is wrong, what you can do.")}},
        window);
}

} // namespace shmlab::ui
