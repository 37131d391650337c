// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QEvent>
#include <QObject>

#include <unistd.h>

/// Ends the process as soon as the widget it watches has been painted once.
class EndsAtFirstPaint : public QObject {
public:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            QMetaObject::invokeMethod(watched, [] { ::_exit(0); }, Qt::QueuedConnection);
        }
        return false;
    }
};
