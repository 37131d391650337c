// SPDX-License-Identifier: GPL-3.0-or-later

// The reference of bench_window: the smallest program with a main window; an argument is shown as text, the minimum
// cost of any window with text. Ends at its first paint.

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
