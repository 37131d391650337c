// SPDX-License-Identifier: GPL-3.0-or-later

// The yardstick of bench_window: the smallest program with a main window; with an argument it shows that as text, the
// least that any window with something to say costs. Ends at its first paint.

#include "first_paint.h"

#include <QApplication>
#include <QLabel>
#include <QMainWindow>

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    QMainWindow window;
    window.resize(1180, 780);
    if (argc > 1)
        window.setCentralWidget(new QLabel(QString::fromLocal8Bit(argv[1]), &window));
    EndsAtFirstPaint ends;
    window.installEventFilter(&ends);
    window.show();
    return QApplication::exec();
}
