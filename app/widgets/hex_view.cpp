// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_view.h"

#include "widgets/appearance.h"

#include <QByteArray>
#include <QFontDatabase>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <utility>

namespace shmlab::ui {
namespace {

constexpr int wideRow = 16;
constexpr int narrowRow = 8;
constexpr int fewestOffsetDigits = 4;
constexpr std::chrono::milliseconds fadeStep(66);
constexpr qint64 mostSteps = std::numeric_limits<int>::max() / 2;

constexpr std::string_view hexDigits = "0123456789abcdef";

std::array<char, 2> hexOf(std::byte byte)
{
    const auto value = std::to_integer<unsigned>(byte);
    return {hexDigits[value >> 4U], hexDigits[value & 15U]};
}

char printable(std::byte byte)
{
    const auto character = static_cast<char>(byte);
    return character >= ' ' && character <= '~' ? character : '.';
}

/// As `over` would look with that much of it before `under`; opaque, which is painted several times as fast.
QColor blended(const QColor &under, const QColor &over, double strength)
{
    const auto part = [strength](int from, int to) { return qRound(from + strength * (to - from)); };
    return {part(under.red(), over.red()), part(under.green(), over.green()), part(under.blue(), over.blue())};
}

} // namespace

HexView::HexView(QWidget *parent)
    : QAbstractScrollArea(parent),
      m_placeholder(tr("The object's bytes appear here once it is mapped."))
{
    setAccessibleName(tr("Bytes of the object"));
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // paintEvent() begins with the base itself
    viewport()->setAutoFillBackground(false);
    m_fadeTimer.setInterval(fadeStep);
    connect(&m_fadeTimer, &QTimer::timeout, this, &HexView::fade);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &HexView::barMoved);
    m_letters.setFont(font());
    updateMetrics();
}

void HexView::setSize(qint64 bytes)
{
    if (bytes == m_size)
        return;
    m_size = bytes;
    m_cursor = std::clamp<qint64>(m_cursor, 0, std::max<qint64>(0, bytes - 1));
    m_anchor = std::clamp<qint64>(m_anchor, 0, std::max<qint64>(0, bytes - 1));
    const qint64 rows = bytes / m_bytesPerRow + (bytes % m_bytesPerRow != 0 ? 1 : 0);
    m_changedRows.erase(std::ranges::lower_bound(m_changedRows, rows), m_changedRows.end());
    m_filterBegin = std::min(m_filterBegin, bytes / m_bytesPerRow * m_bytesPerRow);
    const auto digits = static_cast<int>(QString::number(std::max<qint64>(0, bytes - 1), 16).size());
    m_offsetDigits = std::max(fewestOffsetDigits, digits);
    updateMetrics();
    viewport()->update();
}

HexView::Range HexView::wantedWindow() const
{
    if (m_onlyChangedRows)
        return {m_filterBegin, std::min(m_size, m_filterBegin + largestWindow)};
    const qint64 begin = std::min(m_topLine * m_bytesPerRow, m_size);
    const qint64 wanted = (visibleLines() + 1) * m_bytesPerRow; // and the row that is cut off below
    return {begin, begin + std::min(wanted, m_size - begin)};
}

qint64 HexView::setWindow(qint64 offset, std::span<const std::byte> bytes)
{
    const ByteWindow::Changes changes = m_window.update(offset, bytes, m_bytesPerRow);
    if (changes.hasMoved)
        viewport()->update();
    if (m_onlyChangedRows)
        addChangedRows(changes.rows);
    else
        std::ranges::for_each(changes.rows, [this](qint64 row) { updateRow(row); });
    if (changes.first >= 0 && !m_fadeTimer.isActive())
        m_fadeTimer.start();
    else if (m_fadeTimer.isActive() && m_window.now() >= m_fadeDue)
        fade(); // together with what changed, not in a paint of its own
    return changes.first;
}

void HexView::completeWindow(qint64 offset, std::span<const std::byte> bytes)
{
    if (m_window.move(offset, bytes))
        viewport()->update();
}

void HexView::addChangedRows(const std::vector<qint64> &rows)
{
    if (rows.empty())
        return;
    std::vector<qint64> all;
    all.reserve(m_changedRows.size() + rows.size());
    std::ranges::set_union(m_changedRows, rows, std::back_inserter(all));
    const bool isMore = all.size() != m_changedRows.size();
    m_changedRows = std::move(all);
    if (isMore)
        updateScrollBars();
    viewport()->update();
}

void HexView::setBytes(std::span<const std::byte> bytes)
{
    if (static_cast<qint64>(bytes.size()) != m_size)
        clear();
    setSize(static_cast<qint64>(bytes.size()));
    setWindow(0, bytes);
}

void HexView::setRegions(std::vector<Region> regions)
{
    m_regions = std::move(regions);
    viewport()->update();
}

void HexView::clear()
{
    m_window.clear();
    m_changedRows.clear();
    m_filterBegin = 0;
    m_topLine = 0;
    m_size = 0;
    m_cursor = 0;
    m_anchor = 0;
    m_hasSelection = false;
    m_fadeTimer.stop();
    updateMetrics();
    viewport()->update();
}

void HexView::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    viewport()->update();
}

void HexView::setOnlyChangedRows(bool isOn)
{
    m_filterBegin = std::min(m_topLine * m_bytesPerRow, m_size);
    const qint64 top = m_onlyChangedRows ? rowOfLine(m_topLine) : 0;
    m_onlyChangedRows = isOn;
    m_changedRows.clear();
    m_topLine = isOn ? 0 : top;
    updateScrollBars();
    viewport()->update();
    Q_EMIT scrolled();
}

HexView::Range HexView::selection() const
{
    if (m_size == 0)
        return {};
    return {std::min(m_cursor, m_anchor), std::max(m_cursor, m_anchor) + 1};
}

void HexView::goTo(qint64 offset)
{
    if (m_size == 0)
        return;
    moveFilterTo(offset);
    moveCursor(offset, false);
}

void HexView::select(qint64 begin, qint64 length)
{
    if (m_size == 0 || length <= 0)
        return;
    moveFilterTo(begin);
    selectBytes(begin, length);
}

void HexView::selectBytes(qint64 begin, qint64 length)
{
    moveCursor(begin + length - 1, false);
    moveCursor(begin, false);
    m_anchor = std::min(begin + length, m_size) - 1;
    m_hasSelection = m_anchor != m_cursor;
    Q_EMIT cursorMoved(m_cursor);
    viewport()->update();
}

void HexView::reveal(qint64 offset)
{
    moveFilterTo(offset);
    scrollToRowOf(offset);
}

/// Only what is looked at can be seen to change.
void HexView::moveFilterTo(qint64 offset)
{
    if (!m_onlyChangedRows || (offset >= m_filterBegin && offset - m_filterBegin < largestWindow))
        return;
    m_filterBegin = offset / m_bytesPerRow * m_bytesPerRow;
    m_changedRows.clear();
    updateScrollBars();
    viewport()->update();
    Q_EMIT scrolled();
}

void HexView::scrollToRowOf(qint64 offset)
{
    const qint64 line = lineOfRow(offset / m_bytesPerRow);
    if (line < m_topLine)
        scrollTo(line);
    else if (line >= m_topLine + visibleLines())
        scrollTo(line - visibleLines() + 1);
}

void HexView::moveCursor(qint64 offset, bool selects)
{
    m_cursor = std::clamp<qint64>(offset, 0, std::max<qint64>(0, m_size - 1));
    if (!selects)
        m_anchor = m_cursor;
    m_hasSelection = m_cursor != m_anchor;
    scrollToRowOf(m_cursor);
    viewport()->update();
    Q_EMIT cursorMoved(m_cursor);
}

QSize HexView::sizeHint() const
{
    // As wide as the offset, sixteen bytes and their text, with the frame and the scroll bar.
    const int width = m_charWidth * (m_offsetDigits + 2 + 3 * wideRow + 3 + wideRow);
    return {width + verticalScrollBar()->sizeHint().width() + 2 * frameWidth(), 14 * m_rowHeight};
}

void HexView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette().base());
    if (m_size == 0 || (m_onlyChangedRows && m_changedRows.empty())) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(viewport()->rect().adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         m_size == 0 ? m_placeholder : nothingChangedText());
        return;
    }
    painter.translate(-horizontalScrollBar()->value(), 0);
    const qint64 lines = lineCount();
    const qint64 now = m_window.now();
    for (qint64 line = m_topLine; line < lines; ++line) {
        const int y = static_cast<int>(line - m_topLine) * m_rowHeight;
        if (y > event->rect().bottom())
            break;
        if (y + m_rowHeight > event->rect().top())
            paintRow(painter, rowOfLine(line), y, now);
    }
    m_letters.paint(painter);
}

void HexView::paintRow(QPainter &painter, qint64 row, int y, qint64 now)
{
    const qint64 begin = row * m_bytesPerRow;
    const QByteArray offset = QByteArray::number(begin, 16).rightJustified(m_offsetDigits, '0');
    m_letters.add({m_charWidth / 2, baseline(y)},
                  std::string_view(offset.constData(), static_cast<std::size_t>(offset.size())), m_charWidth,
                  palette().color(QPalette::PlaceholderText));
    const qint64 length = std::min(m_bytesPerRow, m_size - begin);
    paintGlow(painter, begin, length, y, now);
    const qint64 firstSelected = std::max(selection().begin, begin) - begin;
    const qint64 lastSelected = std::min(selection().end, begin + length) - begin - 1;
    if (m_hasSelection && firstSelected <= lastSelected)
        paintBehind(painter, firstSelected, lastSelected, y, palette().color(QPalette::Highlight));
    for (qint64 i = 0; i < length; ++i)
        paintByte(painter, begin + i, static_cast<std::size_t>(i), y);
}

/// Behind the bytes of a row; neighbours that changed at the same time in one go.
void HexView::paintGlow(QPainter &painter, qint64 begin, qint64 length, int y, qint64 now) const
{
    for (qint64 first = 0; first < length;) {
        const qint64 changedAt = m_window.changedAt(begin + first);
        qint64 last = first;
        while (last + 1 < length && m_window.changedAt(begin + last + 1) == changedAt)
            ++last;
        if (const double glow = ByteWindow::glow(changedAt, now); glow > 0) {
            const QColor color = blended(palette().color(QPalette::Base), attentionColor(palette()), 0.6 * glow);
            paintBehind(painter, first, last, y, color);
        }
        first = last + 1;
    }
}

/// Behind the bytes of a row from one column to another.
void HexView::paintBehind(QPainter &painter, qint64 first, qint64 last, int y, const QColor &color) const
{
    const auto left = static_cast<std::size_t>(first);
    const auto right = static_cast<std::size_t>(last);
    painter.fillRect(hexX(left) - 2, y, hexX(right) - hexX(left) + 2 * m_charWidth + 4, m_rowHeight, color);
    painter.fillRect(textX(left), y, textX(right) - textX(left) + m_charWidth, m_rowHeight, color);
}

/// What is around a byte; its letters are written when all rows have theirs.
void HexView::paintByte(QPainter &painter, qint64 offset, std::size_t column, int y)
{
    const QRect hexCell(hexX(column) - 2, y, 2 * m_charWidth + 4, m_rowHeight);
    const QRect textCell(textX(column), y, m_charWidth, m_rowHeight);
    if (!m_window.contains(offset)) {
        m_letters.add({hexX(column), baseline(y)}, "\xb7\xb7", m_charWidth, palette().color(QPalette::PlaceholderText));
        return;
    }
    const std::byte byte = m_window.at(offset);
    QColor color = palette().color(byte == std::byte{0} ? QPalette::PlaceholderText : QPalette::Text);
    if (m_hasSelection && offset >= selection().begin && offset < selection().end) {
        color = palette().color(QPalette::HighlightedText);
    } else if (const Region *region = regionAt(offset)) {
        color = region->color;
        painter.setPen(color);
        painter.drawLine(hexCell.left(), hexCell.bottom(), hexCell.right() + 1, hexCell.bottom());
    }
    const std::array<char, 2> hex = hexOf(byte);
    const char character = printable(byte);
    m_letters.add({hexX(column), baseline(y)}, std::string_view(hex.data(), hex.size()), m_charWidth, color);
    m_letters.add({textX(column), baseline(y)}, std::string_view(&character, 1), m_charWidth, color);
    if (offset == m_cursor && hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.drawRect(hexCell.adjusted(0, 0, -1, -1));
        painter.drawRect(textCell.adjusted(0, 0, -1, -1));
    }
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateMetrics();
    Q_EMIT scrolled();
}

bool HexView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const qint64 offset = offsetAt(help->pos(), false);
        const Region *region = offset >= 0 ? regionAt(offset) : nullptr;
        if (region != nullptr)
            QToolTip::showText(help->globalPos(), QStringLiteral("<span>%1</span>").arg(region->name.toHtmlEscaped()),
                               this);
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void HexView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_letters.setFont(font());
        updateMetrics();
    }
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    const bool selects = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool isControl = event->modifiers().testFlag(Qt::ControlModifier);
    const qint64 pageLines = std::max(1, visibleLines() - 1); // one stays in sight
    const qint64 inRow = m_cursor % m_bytesPerRow;
    const bool isLastPage = lineOfRow(m_cursor / m_bytesPerRow) + pageLines >= lineCount();
    switch (event->key()) {
    case Qt::Key_Left: moveCursor(inRow > 0 ? m_cursor - 1 : movedByLines(-1, m_bytesPerRow - 1), selects); break;
    case Qt::Key_Right: moveCursor(inRow < m_bytesPerRow - 1 ? m_cursor + 1 : movedByLines(1, 0), selects); break;
    case Qt::Key_Up: moveCursor(movedByLines(-1, inRow), selects); break;
    case Qt::Key_Down: moveCursor(movedByLines(1, inRow), selects); break;
    case Qt::Key_PageUp:
        scrollTo(m_topLine - pageLines);
        moveCursor(movedByLines(-pageLines, inRow), selects);
        break;
    case Qt::Key_PageDown:
        scrollTo(m_topLine + pageLines);
        moveCursor(movedByLines(pageLines, isLastPage ? m_bytesPerRow - 1 : inRow), selects);
        break;
    case Qt::Key_Home: moveCursor(isControl ? 0 : m_cursor - inRow, selects); break;
    case Qt::Key_End:
        moveCursor(isControl || m_size - m_cursor < m_bytesPerRow ? m_size - 1 : m_cursor - inRow + m_bytesPerRow - 1,
                   selects);
        break;
    default:
        if (event->matches(QKeySequence::SelectAll))
            selectBytes(0, m_size);
        else
            QAbstractScrollArea::keyPressEvent(event);
    }
}

/// So many lines on from the cursor, in that column; the cursor itself where there is no such line to go to.
qint64 HexView::movedByLines(qint64 lines, qint64 column) const
{
    qint64 line = lineOfRow(m_cursor / m_bytesPerRow); // the next one below where its row is not shown
    if (lines > 0 && rowOfLine(line) != m_cursor / m_bytesPerRow)
        --line;
    const qint64 target = std::clamp<qint64>(line + lines, 0, std::max<qint64>(0, lineCount() - 1));
    if (target == line && std::abs(lines) == 1)
        return m_cursor;
    const qint64 row = rowOfLine(target);
    return std::min(row * m_bytesPerRow + column, m_size - 1);
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    const qint64 offset = offsetAt(event->pos(), true);
    const bool isInSelection = m_hasSelection && offset >= selection().begin && offset < selection().end;
    const bool asksForMenu = event->button() == Qt::RightButton && isInSelection; // of what is selected
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
    m_wheelRest += qint64{event->angleDelta().y()} * linesPerNotch; // touch pads turn by little at a time
    const qint64 lines = m_wheelRest / unitsPerNotch;
    m_wheelRest -= lines * unitsPerNotch;
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

void HexView::updateMetrics()
{
    m_charWidth = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    m_rowHeight = fontMetrics().height() + 2;
    m_ascent = fontMetrics().ascent();
    const qint64 before = m_bytesPerRow;
    m_bytesPerRow = wideRow;
    if (rowWidth() > viewport()->width())
        m_bytesPerRow = narrowRow;
    if (before != m_bytesPerRow) {
        m_topLine = m_topLine * before / m_bytesPerRow;
        m_changedRows.clear();
    }
    updateScrollBars();
}

void HexView::updateScrollBars()
{
    const qint64 most = std::max<qint64>(0, lineCount() - visibleLines());
    m_topLine = std::clamp<qint64>(m_topLine, 0, most);
    m_linesPerStep = most / mostSteps + 1;
    m_isPlacingBar = true;
    verticalScrollBar()->setPageStep(std::max(1, visibleLines()));
    verticalScrollBar()->setRange(0, static_cast<int>((most + m_linesPerStep - 1) / m_linesPerStep));
    const bool isAtEnd = m_topLine == most; // which the division would round away
    verticalScrollBar()->setValue(isAtEnd ? verticalScrollBar()->maximum()
                                          : static_cast<int>(m_topLine / m_linesPerStep));
    m_isPlacingBar = false;
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, m_size == 0 ? 0 : std::max(0, rowWidth() - viewport()->width()));
}

void HexView::scrollTo(qint64 line)
{
    const qint64 before = m_topLine;
    m_topLine = line;
    updateScrollBars();
    if (m_topLine == before)
        return;
    viewport()->update();
    Q_EMIT scrolled();
}

void HexView::barMoved()
{
    if (m_isPlacingBar)
        return;
    const bool isAtEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    const qint64 most = std::max<qint64>(0, lineCount() - visibleLines());
    scrollTo(isAtEnd ? most : verticalScrollBar()->value() * m_linesPerStep);
}

void HexView::fade()
{
    // One more pass than there is light, so that the last trace goes, too.
    if (litBytes() == 0)
        m_fadeTimer.stop();
    else
        m_fadeTimer.start(); // for when nobody shows it other bytes meanwhile
    m_fadeDue = m_window.now() + fadeStep.count() * 3 / 4;
    std::ranges::for_each(m_window.fadingRows(m_bytesPerRow), [this](qint64 row) { updateRow(row); });
}

void HexView::updateRow(qint64 row)
{
    const qint64 line = lineOfRow(row) - m_topLine;
    if (line >= 0 && line <= visibleLines())
        viewport()->update(0, static_cast<int>(line) * m_rowHeight, viewport()->width(), m_rowHeight);
}

QString HexView::nothingChangedText() const
{
    if (m_filterBegin == 0 && m_size <= largestWindow)
        return tr("No row has changed yet.");
    return tr("No row has changed yet in the 1 MiB from 0x%1 on. Go to another offset to look there.")
        .arg(m_filterBegin, 0, 16);
}

int HexView::baseline(int y) const
{
    return y + m_ascent + 1;
}

int HexView::hexX(std::size_t column) const
{
    const int gap = column >= narrowRow && m_bytesPerRow == wideRow ? 1 : 0;
    return m_charWidth * (m_offsetDigits + 2 + 3 * static_cast<int>(column) + gap);
}

int HexView::textX(std::size_t column) const
{
    return hexX(static_cast<std::size_t>(m_bytesPerRow)) + m_charWidth * (1 + static_cast<int>(column));
}

int HexView::rowWidth() const
{
    return textX(static_cast<std::size_t>(m_bytesPerRow)) + m_charWidth;
}

qint64 HexView::lineCount() const
{
    if (m_onlyChangedRows)
        return static_cast<qint64>(m_changedRows.size());
    return m_size / m_bytesPerRow + (m_size % m_bytesPerRow != 0 ? 1 : 0);
}

qint64 HexView::rowOfLine(qint64 line) const
{
    if (!m_onlyChangedRows)
        return line;
    if (line < 0 || line >= static_cast<qint64>(m_changedRows.size()))
        return m_filterBegin / m_bytesPerRow;
    return m_changedRows[static_cast<std::size_t>(line)];
}

qint64 HexView::lineOfRow(qint64 row) const
{
    return m_onlyChangedRows ? std::ranges::lower_bound(m_changedRows, row) - m_changedRows.begin() : row;
}

int HexView::visibleLines() const
{
    return viewport()->height() / m_rowHeight;
}

qint64 HexView::offsetAt(QPoint point, bool nearest) const
{
    const qint64 line = m_topLine + point.y() / m_rowHeight;
    if (m_size == 0 || (!nearest && (line < 0 || line >= lineCount())))
        return -1;
    const qint64 row = rowOfLine(std::clamp<qint64>(line, 0, std::max<qint64>(0, lineCount() - 1)));
    const int x = point.x() + horizontalScrollBar()->value();
    const auto last = static_cast<std::size_t>(m_bytesPerRow) - 1;
    const bool isText = x >= textX(0) - m_charWidth / 2;
    for (std::size_t column = 0; column <= last; ++column) {
        const int left = isText ? textX(column) : hexX(column) - m_charWidth / 2;
        const int width = isText ? m_charWidth : 3 * m_charWidth;
        const bool isHere = x >= left && x < left + width;
        const bool isEdge = nearest && ((column == 0 && x < left) || (column == last && x >= left));
        if (isHere || isEdge)
            return std::min(row * m_bytesPerRow + static_cast<qint64>(column), m_size - 1);
    }
    return nearest ? std::min(row * m_bytesPerRow, m_size - 1) : -1;
}

const HexView::Region *HexView::regionAt(qint64 offset) const
{
    const auto found = std::ranges::find_if(m_regions, [&](const Region &region) {
        return offset >= region.offset && offset - region.offset < region.length;
    });
    return found == m_regions.end() ? nullptr : &*found;
}

} // namespace shmlab::ui
