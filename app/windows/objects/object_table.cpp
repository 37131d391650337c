// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/object_table.h"

#include "widgets/table_style.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QSignalBlocker>

#include <memory>

namespace shmlab::ui {

ObjectTable::ObjectTable(ObjectFilter *filter, QWidget *parent)
    : QTreeView(parent),
      m_filter(filter),
      m_groups(new ObjectGroups(filter, this))
{
    setModel(filter);
    setAccessibleName(tr("Shared memory objects"));
    applyTableStyle(*this);
    setRootIsDecorated(false);
    setIndentation(fontMetrics().height());
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setAlternatingRowColors(true);
    setMinimumHeight(2 * fontMetrics().height()); // in a small window the lines below it need their place
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    header()->setSectionsMovable(true);
    header()->setStretchLastSection(true);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    setSortingEnabled(true);
    restoreLayout(ObjectTableLayout::defaults());
    connect(filter, &ObjectFilter::changed, this, [this] { scrollTo(selectedIndex()); });
    connect(this, &QTreeView::collapsed, this, &ObjectTable::deselectCollapsed);
    connect(this, &ObjectTable::selectedObjectChanged, this, [this] {
        if (m_isSelecting)
            return;
        m_selectedBefore.reset();
        m_wanted.clear();
    });
}

int ObjectTable::tableRow(const QModelIndex &index) const
{
    if (!isGrouped())
        return index.isValid() ? m_filter->sourceRow(index) : -1;
    const QModelIndex filterIndex = m_groups->toFilter(index);
    return filterIndex.isValid() ? m_filter->sourceRow(filterIndex) : -1;
}

QModelIndex ObjectTable::indexOf(int tableRow) const
{
    if (tableRow < 0)
        return {};
    const QModelIndex filterIndex = m_filter->mapFromSource(table().index(tableRow, 0));
    return isGrouped() ? m_groups->fromFilter(filterIndex) : filterIndex;
}

/// The selection stays.
void ObjectTable::setGrouping(Grouping grouping)
{
    if (grouping == m_groups->grouping())
        return;
    const std::vector<int> rows = selectedTableRows();
    const int current = tableRow(currentIndex());
    ObjectTableLayout layout = layoutState();
    {
        const QSignalBlocker sameObjects(this);
        if (grouping == Grouping::None)
            replaceModel(m_filter);
        m_groups->setGrouping(grouping);
        if (grouping != Grouping::None)
            replaceModel(m_groups);
        layout.grouping = grouping;
        restoreLayout(layout);
        if (isGrouped())
            showGroups(0, m_groups->rowCount() - 1);
        if (const QModelIndex index = indexOf(current); index.isValid())
            selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        selectTableRows(rows, QItemSelectionModel::ClearAndSelect);
    }
    if (selectedTableRows() != rows)
        Q_EMIT selectedObjectChanged();
}

void ObjectTable::replaceModel(QAbstractItemModel *next)
{
    if (model() == next)
        return;
    const std::unique_ptr<QItemSelectionModel> old(selectionModel()); // Qt would keep it
    setModel(next);
    setRootIsDecorated(isGrouped());
}

/// Their titles reach over all columns, and they are open.
void ObjectTable::showGroups(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        setFirstColumnSpanned(row, {}, true);
        expand(m_groups->index(row, 0));
    }
}

void ObjectTable::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QTreeView::rowsInserted(parent, start, end);
    if (isGrouped() && !parent.isValid())
        showGroups(start, end);
}

ObjectTableLayout ObjectTable::layoutState() const
{
    ObjectTableLayout layout;
    for (int place = 0; place < header()->count(); ++place) {
        const int column = header()->logicalIndex(place);
        const bool isShown = !isColumnHidden(column);
        const bool isStretched = place == header()->count() - 1; // its width is that of the window
        layout.columns.push_back(
            {.column = column, .width = isShown && !isStretched ? columnWidth(column) : 0, .isShown = isShown});
    }
    layout.sortColumn = header()->sortIndicatorSection();
    layout.sortOrder = header()->sortIndicatorOrder();
    layout.grouping = grouping();
    return layout;
}

void ObjectTable::restoreLayout(const ObjectTableLayout &layout)
{
    setGrouping(layout.grouping);
    for (int place = 0; place < static_cast<int>(layout.columns.size()); ++place) {
        const auto &[column, width, isShown] = layout.columns[static_cast<std::size_t>(place)];
        header()->moveSection(header()->visualIndex(column), place);
        setColumnHidden(column, false); // a hidden one has no width
        const QString title = model()->headerData(column, Qt::Horizontal).toString();
        setColumnWidth(column, width > 0 ? width : defaultColumnWidth(column, title, fontMetrics()));
        setColumnHidden(column, !isShown);
    }
    sortByColumn(layout.sortColumn, layout.sortOrder);
}

void ObjectTable::resetColumns()
{
    ObjectTableLayout layout = ObjectTableLayout::defaults();
    layout.grouping = grouping();
    layout.sortColumn = header()->sortIndicatorSection();
    layout.sortOrder = header()->sortIndicatorOrder();
    restoreLayout(layout);
}

std::vector<int> ObjectTable::visibleColumns() const
{
    std::vector<int> columns;
    for (int place = 0; place < header()->count(); ++place) {
        if (!header()->isSectionHidden(header()->logicalIndex(place)))
            columns.push_back(header()->logicalIndex(place));
    }
    return columns;
}

QString ObjectTable::selectionText() const
{
    const QModelIndexList rows = selectedObjects();
    if (rows.isEmpty())
        return {};
    const std::vector<int> columns = visibleColumns();
    const auto line = [&](auto cell) {
        QStringList cells;
        for (const int column : columns)
            cells += cell(column).toString();
        return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    QString text = line([this](int column) { return model()->headerData(column, Qt::Horizontal); });
    for (const QModelIndex &row : rows)
        text += line([&](int column) { return row.siblingAtColumn(column).data(); });
    return text;
}

void ObjectTable::enter()
{
    setFocus();
    if (selectedIndex().isValid())
        return;
    const QModelIndex current = tableRow(currentIndex()) >= 0 ? currentIndex() : model()->index(0, 0);
    selectOnly(tableRow(current) < 0 && indexBelow(current).isValid() ? indexBelow(current) : current);
}

/// Tabbing into the table selects the current row.
void ObjectTable::focusInEvent(QFocusEvent *event)
{
    QTreeView::focusInEvent(event);
    const bool isByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (isByKey && currentIndex().isValid() && selectionModel()->selection().isEmpty())
        selectionModel()->select(currentIndex(), QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void ObjectTable::keyPressEvent(QKeyEvent *event)
{
    const bool isUp = event->key() == Qt::Key_Up && (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (isUp && !indexAbove(currentIndex()).isValid())
        Q_EMIT leftAtTop();
    else
        QTreeView::keyPressEvent(event);
}

void ObjectTable::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByMouse = event->reason() == QContextMenuEvent::Mouse;
    Q_EMIT menuRequested(isByMouse ? event->globalPos()
                                   : viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()));
}

} // namespace shmlab::ui
