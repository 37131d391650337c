// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace shmlab::ui {

class ObjectTable;

/// A toggle per column of the table, and one way back to the columns it had at first.
class ObjectColumnsMenu : public QMenu {
    Q_OBJECT
public:
    ObjectColumnsMenu(ObjectTable *table, QWidget *parent);
};

/// What the rows of the table are grouped by.
class ObjectGroupsMenu : public QMenu {
    Q_OBJECT
public:
    ObjectGroupsMenu(ObjectTable *table, QWidget *parent);
};

} // namespace shmlab::ui
