// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace shmlab::ui {

/// What all tables of this program have in common: whole rows of one line each, titles to the left.
void applyTableStyle(QTableView &table);

} // namespace shmlab::ui
