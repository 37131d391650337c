// SPDX-License-Identifier: GPL-3.0-or-later

// The window of a server as the program opens it. Ends at its first paint.

#include "first_paint.h"
#include "windows/exchange/exchange_window.h"

#include <QApplication>

int main(int argc, char *argv[])
{
    using namespace shmlab;
    const QApplication application(argc, argv);
    ui::ExchangeWindow window({.role = Role::Server,
                               .name = *ObjectName::parse("shmlab-bench"),
                               .join = {},
                               .period = ui::defaultPeriod(Role::Server),
                               .turns = {}},
                              SystemCalls());
    EndsAtFirstPaint ends;
    window.installEventFilter(&ends);
    window.show();
    return QApplication::exec();
}
