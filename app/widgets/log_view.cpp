// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/log_view.h"

#include "widgets/table_style.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

namespace shmlab::ui {

LogView::LogView(QAbstractItemModel *model, QWidget *parent) : QTableView(parent)
{
    setModel(model);
    applyTableStyle(*this);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    horizontalHeader()->setStretchLastSection(true);

    auto *copy = new QAction(tr("&Copy"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &LogView::copySelection);
    addAction(copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);

    // At the end the view follows new rows; when scrolled up it stays where it is.
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this,
            [this] { m_follows = verticalScrollBar()->sliderPosition() >= verticalScrollBar()->maximum(); });
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int maximum) {
        if (m_follows)
            verticalScrollBar()->setValue(maximum);
    });
}

/// Two rows and the title of the columns.
QSize LogView::minimumSizeHint() const
{
    const int rows = 2 * verticalHeader()->defaultSectionSize();
    const int around = horizontalHeader()->sizeHint().height() + horizontalScrollBar()->sizeHint().height();
    return QTableView::minimumSizeHint().expandedTo({0, rows + around + 2 * frameWidth()});
}

void LogView::setColumnSamples(const QStringList &samples)
{
    const int padding = 2 * style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, this) + 8;
    for (int column = 0; column < samples.size(); ++column) {
        const QString title = model()->headerData(column, Qt::Horizontal).toString();
        const int width =
            std::max(fontMetrics().horizontalAdvance(samples.at(column)), fontMetrics().horizontalAdvance(title));
        setColumnWidth(column, width + padding);
    }
}

void LogView::copySelection() const
{
    QStringList lines;
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    for (const QModelIndex &row : std::as_const(rows)) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column)
            cells += row.siblingAtColumn(column).data().toString();
        lines += cells.join(QLatin1Char('\t'));
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    QTableView::keyPressEvent(event);
    m_follows = verticalScrollBar()->value() >= verticalScrollBar()->maximum();
}

} // namespace shmlab::ui
