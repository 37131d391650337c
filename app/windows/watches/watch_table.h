// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/watches/watch_model.h"

#include <QTableView>

#include <bitset>

namespace shmlab::ui {

/// The table of watches, with columns that grow with their contents.
class WatchTable : public QTableView {
    Q_OBJECT
public:
    WatchTable(WatchModel &model, QWidget *parent);

    /// Selects this row and no other.
    void selectOnly(int row);
    void removeSelected();
    /// Columns grow with their contents, but do not shrink again, or they would keep moving. Labels leave room for live
    /// values. A column that the user resized stays as it is. Does nothing within a second of the last call.
    void fitColumns();
    /// The next fitColumns() is not delayed.
    void refitSoon() { m_fitted = {}; }

private:
    WatchModel &m_model;
    WatchModel::Clock::time_point m_fitted{};
    bool m_isFitting = false;
    std::bitset<WatchModel::ColumnCount> m_resizedByUser; ///< columns
};

} // namespace shmlab::ui
