// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/objects_tour.h"

#include <QCoreApplication>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ObjectsWindow)
};

} // namespace

void startObjectsTour(QWidget *window, const ObjectsTourTargets &targets, const QList<TourStep> &panels)
{
    delete window->findChild<Tour *>();
    QList<TourStep> steps{
        {targets.table,
         Text::tr(
             "All shared memory: the objects in /dev/shm, System V, memfds, anonymous memory, mapped files, and "
             "unlinked ones that are still in use. The verdict says whether a process uses an object. Click a column "
             "title to sort.")},
        {targets.filter, Text::tr("Filter by name, kind, program, verdict or owner.")}};
    steps += panels;
    steps.append({targets.remove, Text::tr("Remove asks for confirmation, shows the evidence, and can be undone.")});
    steps.append({targets.table,
                  Text::tr("Select an object here to remove it: Remove asks for confirmation, shows the evidence, and "
                           "can be undone."),
                  targets.remove});
    new Tour(steps, window);
}

} // namespace shmlab::ui
