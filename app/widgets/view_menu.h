// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace shmlab::ui {

/// View of an exchange window: what it shows, how it looks, which language it speaks.
class ViewMenu : public QMenu {
    Q_OBJECT
public:
    explicit ViewMenu(QWidget *parent);
    /// Appearance, language and layout, behind what is there already.
    void addChoices();

Q_SIGNALS:
    void layoutResetRequested();

private:
    void addAppearances(QMenu *menu);
    void addLanguages(QMenu *menu);
};

} // namespace shmlab::ui
