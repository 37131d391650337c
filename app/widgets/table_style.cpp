// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table_style.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTreeView>

namespace shmlab::ui {
namespace {

int lineHeight(const QFontMetrics &metrics)
{
    return metrics.height() + 6;
}

void applyCommonStyle(QAbstractItemView &table, QHeaderView &titles)
{
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setTabKeyNavigation(false);
    titles.setAccessibleName(QCoreApplication::translate("shmlab::ui::TableStyle", "Columns"));
    titles.setHighlightSections(false);
    titles.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

/// One line of text with the same space around it as in a QTableView.
class LineDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), lineHeight(option.fontMetrics)};
    }
};

} // namespace

void applyTableStyle(QTableView &table)
{
    applyCommonStyle(table, *table.horizontalHeader());
    table.setWordWrap(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(lineHeight(table.fontMetrics()));
}

void applyTableStyle(QTreeView &table)
{
    applyCommonStyle(table, *table.header());
    table.setWordWrap(false);
    table.setUniformRowHeights(true);
    table.setItemDelegate(new LineDelegate(&table));
}

} // namespace shmlab::ui
