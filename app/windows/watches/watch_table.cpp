// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/watch_table.h"

#include "widgets/table_style.h"

#include <QHeaderView>

#include <algorithm>
#include <array>

namespace shmlab::ui {
namespace {

constexpr std::chrono::seconds fitInterval{1};
constexpr std::array sampleTexts{"/name at 0x40", "-12345678", "-12.34/s", "-12345", // of all columns but the last
                                 "-12345",        "/a_name",   "0x1000"};
constexpr const char *widestNumber{"-9223372036854775808"};

/// The width of a column that shows it.
int widthOf(const QTableView &table, const char *text)
{
    constexpr int margins = 12;
    return table.fontMetrics().horizontalAdvance(QLatin1String(text)) + margins;
}

} // namespace

WatchTable::WatchTable(WatchModel &model, QWidget *parent) : QTableView(parent), m_model(model)
{
    setModel(&model);
    setAccessibleName(tr("Watches"));
    applyTableStyle(*this);
    QHeaderView &titles = *this->horizontalHeader();
    titles.setStretchLastSection(true);
    titles.setResizeContentsPrecision(0); // only visible rows
    int column = 0;
    for (const char *text : sampleTexts) {
        setColumnWidth(column, std::max(widthOf(*this, text), titles.sectionSizeHint(column)));
        ++column;
    }
    connect(&titles, &QHeaderView::sectionResized, this, [this](int resized) {
        if (!m_isFitting)
            m_resizedByUser.set(static_cast<std::size_t>(resized));
    });
}

/// selectRow() reads the keyboard modifiers, and would only add the row while Ctrl is held, as for Ctrl+D.
void WatchTable::selectOnly(int row)
{
    selectionModel()->setCurrentIndex(m_model.index(row, WatchModel::LabelColumn),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void WatchTable::removeSelected()
{
    std::vector<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows.push_back(index.row());
    if (rows.empty())
        return;
    const int first = *std::ranges::min_element(rows);
    m_model.removeWatches(std::move(rows));
    if (m_model.rowCount() > 0)
        selectOnly(std::min(first, m_model.rowCount() - 1));
}

void WatchTable::fitColumns()
{
    const auto now = WatchModel::Clock::now();
    if (!isVisible() || now - m_fitted < fitInterval)
        return;
    m_fitted = now;
    const int widest = widthOf(*this, widestNumber);
    const auto fit = [&](int column, int least, int most) {
        if (!m_resizedByUser[static_cast<std::size_t>(column)])
            setColumnWidth(column, std::clamp(sizeHintForColumn(column), least, std::max(least, most)));
    };
    m_isFitting = true;
    for (int column = WatchModel::ValueColumn; column <= WatchModel::OffsetColumn; ++column)
        fit(column, columnWidth(column), widest); // the last column takes the rest
    const int live =
        horizontalHeader()->sectionPosition(WatchModel::ObjectColumn) - columnWidth(WatchModel::LabelColumn);
    fit(WatchModel::LabelColumn, widthOf(*this, sampleTexts.front()), std::min(widest, viewport()->width() - live));
    m_isFitting = false;
}

} // namespace shmlab::ui
