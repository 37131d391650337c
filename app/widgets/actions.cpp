// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/actions.h"

#include <QApplication>
#include <QRegularExpression>
#include <QWidget>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ClosingActions)
};

} // namespace

QAction *makeAction(QObject *parent, const QString &text, const QKeySequence &key, const QString &tip)
{
    static const QRegularExpression accelerator(QStringLiteral("\\(&\\w\\)|&"));
    auto *action = new QAction(text, parent);
    action->setIconText(QString(text).remove(accelerator));
    action->setShortcut(key);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, key.toString(QKeySequence::NativeText)));
    return action;
}

QList<QAction *> addClosingActions(QWidget *window)
{
    auto *close = new QAction(Text::tr("&Close"), window);
    close->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_W));
    QObject::connect(close, &QAction::triggered, window, &QWidget::close);
    auto *quit = new QAction(Text::tr("&Quit"), window);
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    QObject::connect(quit, &QAction::triggered, qApp, &QApplication::closeAllWindows);
    window->addActions({close, quit});
    return {close, quit};
}

} // namespace shmlab::ui
