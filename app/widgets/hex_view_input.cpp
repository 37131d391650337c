// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_view.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

/// Cursor, selection, keys and mouse of HexView.
namespace shmlab::ui {

HexView::Range HexView::selection() const
{
    if (size() == 0)
        return {};
    return {std::min(m_cursor, m_anchor), std::max(m_cursor, m_anchor) + 1};
}

void HexView::goTo(qint64 offset)
{
    if (size() == 0)
        return;
    moveTrackedRangeTo(offset);
    moveCursor(offset, false);
}

void HexView::select(qint64 begin, qint64 length)
{
    if (size() == 0 || length <= 0)
        return;
    moveTrackedRangeTo(begin);
    selectBytes(begin, length);
}

void HexView::selectBytes(qint64 begin, qint64 length)
{
    moveCursor(begin + length - 1, false);
    moveCursor(begin, false);
    m_anchor = std::min(begin + length, size()) - 1;
    m_hasSelection = m_anchor != m_cursor;
    Q_EMIT cursorMoved(m_cursor);
    viewport()->update();
}

void HexView::moveCursor(qint64 offset, bool selects)
{
    m_cursor = std::clamp<qint64>(offset, 0, std::max<qint64>(0, size() - 1));
    if (!selects)
        m_anchor = m_cursor;
    m_hasSelection = m_cursor != m_anchor;
    scrollToLineOf(m_cursor);
    viewport()->update();
    Q_EMIT cursorMoved(m_cursor);
}

bool HexView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const qint64 offset = offsetAt(help->pos(), false);
        const Region *region = offset >= 0 ? regionAt(offset) : nullptr;
        QString text = region != nullptr ? region->name : QString();
        if (offset >= 0 && isGone(offset))
            text = tr("The object no longer has this byte: it was truncated.");
        if (!text.isEmpty())
            QToolTip::showText(help->globalPos(), QStringLiteral("<span>%1</span>").arg(text.toHtmlEscaped()), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    const bool selects = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool isControl = event->modifiers().testFlag(Qt::ControlModifier);
    const qint64 pageLines = std::max(1, visibleLines() - 1); // one line stays visible
    const qint64 lastColumn = m_lines.bytesPerRow() - 1;
    const qint64 inRow = m_cursor % m_lines.bytesPerRow();
    const bool isLastPage = m_lines.lineAt(m_cursor) + pageLines >= m_lines.count();
    const auto byLines = [&](qint64 lines, qint64 column) { return m_lines.moved(m_cursor, lines, column); };
    switch (event->key()) {
    case Qt::Key_Left: moveCursor(inRow > 0 ? m_cursor - 1 : byLines(-1, lastColumn), selects); break;
    case Qt::Key_Right: moveCursor(inRow < lastColumn ? m_cursor + 1 : byLines(1, 0), selects); break;
    case Qt::Key_Up: moveCursor(byLines(-1, inRow), selects); break;
    case Qt::Key_Down: moveCursor(byLines(1, inRow), selects); break;
    case Qt::Key_PageUp:
        scrollTo(m_topLine - pageLines);
        moveCursor(byLines(-pageLines, inRow), selects);
        break;
    case Qt::Key_PageDown:
        scrollTo(m_topLine + pageLines);
        moveCursor(byLines(pageLines, isLastPage ? lastColumn : inRow), selects);
        break;
    case Qt::Key_Home: moveCursor(isControl ? 0 : m_cursor - inRow, selects); break;
    case Qt::Key_End:
        moveCursor(isControl || size() - m_cursor <= lastColumn ? size() - 1 : m_cursor - inRow + lastColumn, selects);
        break;
    default:
        if (event->matches(QKeySequence::SelectAll))
            selectBytes(0, size());
        else
            QAbstractScrollArea::keyPressEvent(event);
    }
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    const qint64 offset = offsetAt(event->pos(), true);
    const bool asksForMenu = event->button() == Qt::RightButton && isSelected(offset); // the menu is for the selection
    if (offset >= 0 && !asksForMenu)
        moveCursor(offset, event->modifiers().testFlag(Qt::ShiftModifier));
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    if (const qint64 offset = offsetAt(event->pos(), true); offset >= 0)
        moveCursor(offset, true);
}

void HexView::wheelEvent(QWheelEvent *event)
{
    constexpr int linesPerNotch = 3;
    constexpr int unitsPerNotch = 120;
    m_wheelRemainder += qint64{event->angleDelta().y()} * linesPerNotch; // touch pads report small angles
    const qint64 lines = m_wheelRemainder / unitsPerNotch;
    m_wheelRemainder -= lines * unitsPerNotch;
    scrollTo(m_topLine - lines);
    event->accept();
}

void HexView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void HexView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

qint64 HexView::offsetAt(QPoint point, bool nearest) const
{
    const qint64 line = m_topLine + point.y() / m_geometry.rowHeight();
    if (size() == 0 || (!nearest && (line < 0 || line >= m_lines.count())))
        return -1;
    const auto column = m_geometry.columnAt(point.x() + horizontalScrollBar()->value(), nearest);
    if (!column && !nearest)
        return -1;
    const qint64 row = m_lines.rowOf(std::clamp<qint64>(line, 0, std::max<qint64>(0, m_lines.count() - 1)));
    return std::min(row * m_lines.bytesPerRow() + static_cast<qint64>(column.value_or(0)), size() - 1);
}

} // namespace shmlab::ui
