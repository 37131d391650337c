// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/objects/object_groups.h"
#include "windows/objects/object_table_layout.h"

#include <QTreeView>

#include <optional>
#include <unordered_set>

namespace shmlab::ui {

/// The table of all objects: sorted by a click on a title, its columns chosen by the user, grouped on request. Several
/// rows can be selected; the panels show one of them.
class ObjectTable : public QTreeView {
    Q_OBJECT
public:
    explicit ObjectTable(ObjectFilter *filter, QWidget *parent = nullptr);

    /// The current row if it is selected, otherwise the first selected one. Null if no object is selected.
    [[nodiscard]] ObjectReportPtr selectedReport() const;
    /// The object of selectedReport() is shown as vanished.
    [[nodiscard]] bool hasSelectedVanished() const;
    /// All that are selected and have not vanished, from top to bottom.
    [[nodiscard]] std::vector<ObjectReportPtr> selectedReports() const;
    /// All that the filter shows, likewise, also those in collapsed groups.
    [[nodiscard]] std::vector<ObjectReportPtr> shownReports() const;
    /// The selected rows as they are shown, a line each below the titles, separated by tabs. Empty if there are none.
    [[nodiscard]] QString selectionText() const;

    /// False when it is not shown: no such object, or filtered out.
    bool selectName(const std::string &name);
    /// Selects these objects instead of others; those that are not shown yet are selected if one of the next two scans
    /// finds them. Another selection ends the waiting.
    void selectNames(const std::vector<ObjectName> &names);
    /// Call it before and after each portion of changes, and after the last one of a scan: the selection follows
    /// objects that lose their name or get another one, which continue in other rows. Those may arrive in a later
    /// portion of the same scan.
    void beginChanges();
    void endChanges();
    void endScan();

    void setGrouping(Grouping grouping);
    [[nodiscard]] Grouping grouping() const { return m_groups->grouping(); }
    [[nodiscard]] ObjectTableLayout layoutState() const;
    void restoreLayout(const ObjectTableLayout &layout);
    void resetColumns();
    /// The focus comes from above: selects the current or first row if none is selected.
    void enter();

Q_SIGNALS:
    /// Another object is shown by the panels, or none, or the set of selected objects has changed. Not emitted when the
    /// row of a vanished object is dropped: the panels keep what is known about that object.
    void selectedObjectChanged();
    /// Up was pressed in the first row.
    void leftAtTop();
    void menuRequested(const QPoint &globalPosition);

protected:
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;

private:
    [[nodiscard]] ObjectTableModel &table() const { return *m_filter->table(); }
    [[nodiscard]] bool isGrouped() const { return model() == m_groups; }
    /// Of the table; -1 for a group.
    [[nodiscard]] int tableRow(const QModelIndex &index) const;
    /// Invalid while the filter hides the row.
    [[nodiscard]] QModelIndex indexOf(int tableRow) const;
    [[nodiscard]] QModelIndex selectedIndex() const;
    /// The selected objects, from top to bottom.
    [[nodiscard]] QModelIndexList selectedObjects() const;
    [[nodiscard]] std::vector<int> visibleColumns() const;
    void selectTableRows(const std::vector<int> &rows, QItemSelectionModel::SelectionFlags how);
    [[nodiscard]] std::vector<int> selectedTableRows() const;
    void selectOnly(const QModelIndex &index);
    void followLost();
    void takeWanted();
    void replaceModel(QAbstractItemModel *next);
    void showGroups(int first, int last);
    void deselectCollapsed(const QModelIndex &group);

    ObjectFilter *m_filter;
    ObjectGroups *m_groups;
    bool m_isSelecting = false; ///< by itself
    std::optional<std::unordered_set<ObjectId>> m_selectedBefore; ///< at the beginning of a scan
    std::vector<ObjectName> m_wanted; ///< to be selected when they appear
    int m_wantedScans = 0; ///< how many more scans may find them
    bool m_hasWanted = false; ///< some of them are selected already
};

} // namespace shmlab::ui
