// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;
class QTreeView;

namespace shmlab::ui {

/// The style of all tables of this program: selection by rows, one line per row, titles aligned to the left.
void applyTableStyle(QTableView &table);
/// Of a table with groups, likewise.
void applyTableStyle(QTreeView &table);

} // namespace shmlab::ui
