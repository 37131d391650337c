// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/objects/object_filter.h"

#include <QTableView>

class QMenu;

namespace shmlab::ui {

/// The table of all objects: sorted by a click on a title, its columns chosen by the user.
class ObjectTable : public QTableView {
    Q_OBJECT
public:
    explicit ObjectTable(ObjectFilter *filter, QWidget *parent = nullptr);

    /// The object of the row that is marked; null where none is.
    [[nodiscard]] ObjectReportPtr selectedReport() const;
    /// It is shown as one that is gone.
    [[nodiscard]] bool hasSelectedVanished() const;
    /// Marks it. False when it is not shown: no such object, or filtered out.
    bool selectName(const std::string &name);
    bool selectSourceRow(int sourceRow);
    /// A switch per column.
    void addColumnToggles(QMenu *menu);
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);

Q_SIGNALS:
    /// Another one was chosen, or none. Not when a row goes that was shown as gone: what is known of that one stays.
    void selectedObjectChanged();

protected:
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void focusInEvent(QFocusEvent *event) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;

private:
    void resetColumns();
    [[nodiscard]] QModelIndex selectedIndex() const;

    ObjectFilter *m_filter;
};

} // namespace shmlab::ui
