// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/object_columns_menu.h"

#include "windows/objects/object_table.h"

#include <QActionGroup>

namespace shmlab::ui {

ObjectColumnsMenu::ObjectColumnsMenu(ObjectTable *table, QWidget *parent) : QMenu(tr("&Columns"), parent)
{
    for (int column = ObjectTableModel::NameColumn + 1; column < ObjectTableModel::ColumnCount; ++column) {
        QAction *action = addAction(table->model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        connect(action, &QAction::triggered, table,
                [table, column](bool isOn) { table->setColumnHidden(column, !isOn); });
        connect(this, &QMenu::aboutToShow, action,
                [table, action, column] { action->setChecked(!table->isColumnHidden(column)); });
    }
    addSeparator();
    addAction(tr("&Reset columns"), table, &ObjectTable::resetColumns);
}

ObjectGroupsMenu::ObjectGroupsMenu(ObjectTable *table, QWidget *parent) : QMenu(tr("&Group by"), parent)
{
    auto *group = new QActionGroup(this);
    const auto add = [&](const QString &text, Grouping grouping) {
        QAction *action = group->addAction(addAction(text));
        action->setCheckable(true);
        connect(action, &QAction::triggered, table, [table, grouping] { table->setGrouping(grouping); });
        connect(this, &QMenu::aboutToShow, action,
                [table, action, grouping] { action->setChecked(table->grouping() == grouping); });
    };
    add(tr("&Nothing"), Grouping::None);
    add(tr("&Program"), Grouping::Program);
    add(tr("&Kind"), Grouping::Kind);
    add(tr("&Owner"), Grouping::Owner);
}

} // namespace shmlab::ui
