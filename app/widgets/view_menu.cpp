// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/view_menu.h"

#include "widgets/appearance.h"
#include "wording/language.h"

#include <QActionGroup>
#include <QMessageBox>

namespace shmlab::ui {

ViewMenu::ViewMenu(QWidget *parent) : QMenu(tr("&View"), parent) { }

void ViewMenu::addChoices()
{
    addSeparator();
    addAppearances(addMenu(tr("&Appearance")));
    addLanguages(addMenu(tr("&Language")));
    addAction(tr("&Reset layout"), this, &ViewMenu::layoutResetRequested);
}

void ViewMenu::addAppearances(QMenu *menu)
{
    auto *group = new QActionGroup(this);
    const auto add = [&](const QString &text, Appearance value) {
        QAction *action = group->addAction(menu->addAction(text));
        action->setCheckable(true);
        action->setChecked(appearance() == value);
        connect(menu, &QMenu::aboutToShow, action, [action, value] { action->setChecked(appearance() == value); });
        connect(action, &QAction::triggered, this, [value] {
            setAppearance(value);
            saveAppearance(value);
        });
    };
    add(tr("&Follow the desktop"), Appearance::System);
    add(tr("&Light"), Appearance::Light);
    add(tr("&Dark"), Appearance::Dark);
}

void ViewMenu::addLanguages(QMenu *menu)
{
    auto *group = new QActionGroup(this);
    const auto add = [&](const QString &text, const QString &code) {
        QAction *action = group->addAction(menu->addAction(text));
        action->setCheckable(true);
        action->setChecked(savedLanguage() == code);
        connect(action, &QAction::triggered, this, [this, code] {
            saveLanguage(code);
            QMessageBox::information(parentWidget(), tr("Language"),
                                     tr("The language changes when the window is opened again."));
        });
    };
    add(tr("Follow the &system"), {});
    for (const QString &code : languages())
        add(languageName(code), code);
}

} // namespace shmlab::ui
