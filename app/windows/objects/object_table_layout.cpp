// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/object_table_layout.h"

#include <QFontMetrics>
#include <QSettings>

#include <algorithm>
#include <array>

namespace shmlab::ui {
namespace {

struct ColumnFacts {
    const char *key = nullptr; ///< in the settings
    const char *sample = nullptr; ///< as wide as most texts
    bool isShown = true; ///< by default
};

constexpr std::array<ColumnFacts, ObjectTableModel::ColumnCount> facts{{
    {"name", "/iceoryx_mgmt_0123456789"},
    {"verdict", "ORPHANED "},
    {"use", "may be in use"},
    {"holders", "shmlab 2, python3"},
    {"advice", "ask its users first"},
    {"allocated", "1023.9 KiB"},
    {"growth", "+1023.9 KiB"},
    {"kind", "Boost managed segm"},
    {"maker", "python3 (pid 12345)"},
    {"size", "1023.9 KiB"},
    {"mode", "0600", false},
    {"owner", "postgres"},
    {"created", "2026-01-01 00:00"},
    {"modified", "2026-01-01 00:00"},
    {"inode", "12345678", false},
}};
constexpr std::array groupingKeys{"none", "program", "kind", "owner"};

constexpr QLatin1String columnsKey("objects/table");
constexpr QLatin1String sortKey("objects/sortedBy");
constexpr QLatin1String descendingKey("objects/sortedDescending");
constexpr QLatin1String groupingKey("objects/groupedBy");

const ColumnFacts &factsOf(int column)
{
    return facts.at(static_cast<std::size_t>(column));
}

/// -1: none.
int columnOf(const QString &key)
{
    const auto found =
        std::ranges::find_if(facts, [&](const ColumnFacts &each) { return key == QLatin1String(each.key); });
    return found == facts.end() ? -1 : static_cast<int>(found - facts.begin());
}

} // namespace

ObjectTableLayout ObjectTableLayout::defaults()
{
    ObjectTableLayout layout;
    for (int column = 0; column < ObjectTableModel::ColumnCount; ++column)
        layout.columns.push_back({.column = column, .isShown = factsOf(column).isShown});
    return layout;
}

ObjectTableLayout ObjectTableLayout::load(QSettings &settings)
{
    constexpr int narrowest = 10;
    constexpr int widest = 4000;
    ObjectTableLayout layout;
    const auto has = [&](int column) {
        return std::ranges::find(layout.columns, column, &Column::column) != layout.columns.end();
    };
    const int count = settings.beginReadArray(columnsKey);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        const int column = columnOf(settings.value("column").toString());
        const int width = settings.value("width").toInt();
        if (column >= 0 && !has(column))
            layout.columns.push_back(
                {.column = column,
                 .width = width >= narrowest && width <= widest ? width : 0,
                 .isShown = column == ObjectTableModel::NameColumn || settings.value("shown").toBool()});
    }
    settings.endArray();
    for (const Column &column : defaults().columns) { // of a later version
        if (!has(column.column))
            layout.columns.insert(
                layout.columns.begin() + std::min<std::ptrdiff_t>(column.column, std::ssize(layout.columns)), column);
    }
    layout.sortColumn = std::max(0, columnOf(settings.value(sortKey).toString()));
    layout.sortOrder = settings.value(descendingKey).toBool() ? Qt::DescendingOrder : Qt::AscendingOrder;
    const QString grouped = settings.value(groupingKey).toString();
    const auto grouping =
        std::ranges::find_if(groupingKeys, [&](const char *key) { return grouped == QLatin1String(key); });
    if (grouping != groupingKeys.end())
        layout.grouping = allGroupings.at(static_cast<std::size_t>(grouping - groupingKeys.begin()));
    return layout;
}

void ObjectTableLayout::save(QSettings &settings) const
{
    settings.beginWriteArray(columnsKey, static_cast<int>(columns.size()));
    for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
        const Column &column = columns[static_cast<std::size_t>(i)];
        settings.setArrayIndex(i);
        settings.setValue("column", QLatin1String(factsOf(column.column).key));
        settings.setValue("width", column.width);
        settings.setValue("shown", column.isShown);
    }
    settings.endArray();
    settings.setValue(sortKey, QLatin1String(factsOf(sortColumn).key));
    settings.setValue(descendingKey, sortOrder == Qt::DescendingOrder);
    settings.setValue(groupingKey, QLatin1String(groupingKeys.at(static_cast<std::size_t>(grouping))));
}

int defaultColumnWidth(int column, const QString &title, const QFontMetrics &metrics)
{
    const int text = metrics.horizontalAdvance(QLatin1String(factsOf(column).sample));
    return std::max(text, metrics.horizontalAdvance(title + QStringLiteral("   "))) + 12; // the title has an arrow
}

} // namespace shmlab::ui
