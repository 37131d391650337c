// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table_style.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QTableView>
#include <QTreeView>

namespace shmlab::ui {
namespace {

void applyCommonStyle(QAbstractItemView &table, QHeaderView &titles)
{
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setTabKeyNavigation(false);
    titles.setAccessibleName(QCoreApplication::translate("shmlab::ui::TableStyle", "Columns"));
    titles.setHighlightSections(false);
    titles.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

} // namespace

void applyTableStyle(QTableView &table)
{
    applyCommonStyle(table, *table.horizontalHeader());
    table.setWordWrap(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + 6);
}

void applyTableStyle(QTreeView &table)
{
    applyCommonStyle(table, *table.header());
    table.setWordWrap(false);
    table.setUniformRowHeights(true);
}

} // namespace shmlab::ui
