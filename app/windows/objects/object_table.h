// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/objects/object_filter.h"

#include <QTableView>

#include <optional>

class QMenu;

namespace shmlab::ui {

/// The table of all objects: sorted by a click on a title, its columns chosen by the user.
class ObjectTable : public QTableView {
    Q_OBJECT
public:
    explicit ObjectTable(ObjectFilter *filter, QWidget *parent = nullptr);

    /// Null if no row is selected.
    [[nodiscard]] ObjectReportPtr selectedReport() const;
    /// The selected object is shown as vanished.
    [[nodiscard]] bool hasSelectedVanished() const;
    /// False when it is not shown: no such object, or filtered out.
    bool selectName(const std::string &name);
    /// Call it before and after each portion of changes, and after the last one of a scan: the selection follows an
    /// object that loses its name or gets another one, which continues in another row. That row may arrive in a later
    /// portion of the same scan.
    void beginChanges() { m_selectedBefore = selectedReport(); }
    void endChanges();
    void endScan() { m_lostSelection.reset(); }
    /// A toggle per column.
    void addColumnToggles(QMenu *menu);
    [[nodiscard]] QByteArray layoutState() const;
    void restoreLayout(const QByteArray &state);

Q_SIGNALS:
    /// Another object was selected, or none. Not emitted when the row of a vanished object is dropped: the panels keep
    /// what is known about that object.
    void selectedObjectChanged();

protected:
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void focusInEvent(QFocusEvent *event) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;

private:
    void resetColumns();
    bool selectSourceRow(int sourceRow);
    [[nodiscard]] QModelIndex selectedIndex() const;

    ObjectFilter *m_filter;
    ObjectReportPtr m_selectedBefore;
    std::optional<ObjectId> m_lostSelection; ///< the selected object, whose row now shows another one
};

} // namespace shmlab::ui
