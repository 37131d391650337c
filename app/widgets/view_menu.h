// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace shmlab::ui {

/// The view menu: what a window shows, its appearance, its language.
class ViewMenu : public QMenu {
    Q_OBJECT
public:
    explicit ViewMenu(QWidget *parent);
    /// Adds appearance, language and layout at the end.
    void addChoices();

Q_SIGNALS:
    void layoutResetRequested();

private:
    void addAppearances(QMenu *menu);
    void addLanguages(QMenu *menu);
};

} // namespace shmlab::ui
