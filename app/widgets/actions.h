// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QKeySequence>

class QObject;
class QWidget;

namespace shmlab::ui {

/// An action of a window for its menus and its tool bar, which shows no mnemonic; the tool tip shows the shortcut.
[[nodiscard]] QAction *makeAction(QObject *parent, const QString &text, const QKeySequence &key, const QString &tip);

/// Close (Ctrl+W) and Quit (Ctrl+Q), which closes all windows of this process. They belong to the window, which need
/// not have a menu for them.
QList<QAction *> addClosingActions(QWidget *window);

} // namespace shmlab::ui
