// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "objects/object_filter.h"

#include <QTableView>

class QMenu;

namespace shmlab::ui {

/// The table of all objects: sorted by a click on a title, its columns chosen by the user.
class ObjectTable : public QTableView {
    Q_OBJECT
public:
    explicit ObjectTable(ObjectFilter *filter, QWidget *parent = nullptr);

    /// The object of the current row; null where there is none.
    [[nodiscard]] ObjectReportPtr current() const;
    /// It is shown as one that is gone.
    [[nodiscard]] bool hasCurrentVanished() const;
    /// Makes it the current one. False when it is not shown: no such object, or filtered out.
    bool selectName(const std::string &name);
    /// A switch per column.
    void addColumnSwitches(QMenu *menu);
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);

Q_SIGNALS:
    void currentObjectChanged();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void resetColumns();

    ObjectFilter *m_filter;
};

} // namespace shmlab::ui
