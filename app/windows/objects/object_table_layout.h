// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/objects/grouping.h"
#include "windows/objects/object_table_model.h"

#include <vector>

class QFontMetrics;
class QSettings;

namespace shmlab::ui {

/// How the table of objects is shown: its columns, their order, the sorting, the groups.
struct ObjectTableLayout {
    struct Column {
        int column = 0; ///< ObjectTableModel::Column
        int width = 0; ///< in pixels; 0: as defaultColumnWidth()
        bool isShown = true;
        bool operator==(const Column &) const = default;
    };
    std::vector<Column> columns{}; ///< from left to right, each one once
    int sortColumn = ObjectTableModel::NameColumn;
    Qt::SortOrder sortOrder = Qt::AscendingOrder;
    Grouping grouping = Grouping::None;
    bool operator==(const ObjectTableLayout &) const = default;

    [[nodiscard]] static ObjectTableLayout defaults();
    /// What is missing or invalid in the settings is as in defaults().
    [[nodiscard]] static ObjectTableLayout load(QSettings &settings);
    void save(QSettings &settings) const;
};

[[nodiscard]] int defaultColumnWidth(int column, const QString &title, const QFontMetrics &metrics);

} // namespace shmlab::ui
