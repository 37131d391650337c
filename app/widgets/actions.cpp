// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/actions.h"

#include <QRegularExpression>

namespace shmlab::ui {

QAction *makeAction(QObject *parent, const QString &text, const QKeySequence &key, const QString &tip)
{
    static const QRegularExpression accelerator(QStringLiteral("\\(&\\w\\)|&"));
    auto *action = new QAction(text, parent);
    action->setIconText(QString(text).remove(accelerator));
    action->setShortcut(key);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, key.toString(QKeySequence::NativeText)));
    return action;
}

} // namespace shmlab::ui
