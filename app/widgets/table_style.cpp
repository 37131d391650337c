// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table_style.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QTableView>

namespace shmlab::ui {

void applyTableStyle(QTableView &table)
{
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + 6);
    QHeaderView &titles = *table.horizontalHeader();
    titles.setAccessibleName(QCoreApplication::translate("shmlab::ui::TableStyle", "Columns"));
    titles.setHighlightSections(false);
    titles.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

} // namespace shmlab::ui
