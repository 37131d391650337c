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
#include <limits>
#include <utility>

namespace shmlab::ui {
namespace {

constexpr std::chrono::milliseconds fadeStep(66);
constexpr qint64 maxScrollSteps = std::numeric_limits<int>::max() / 2;

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
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &HexView::onScrollBarMoved);
    m_letters.setFont(font());
    updateMetrics();
}

void HexView::setSize(qint64 bytes)
{
    if (bytes == size())
        return;
    const bool wasEmpty = size() == 0;
    const qint64 before = m_cursor;
    m_lines.setSize(bytes);
    m_cursor = std::clamp<qint64>(m_cursor, 0, std::max<qint64>(0, bytes - 1));
    m_anchor = std::clamp<qint64>(m_anchor, 0, std::max<qint64>(0, bytes - 1));
    updateMetrics();
    viewport()->update();
    if (wasEmpty || m_cursor != before)
        Q_EMIT cursorMoved(m_cursor);
}

HexView::Range HexView::requiredWindow() const
{
    if (m_lines.hasOnlyChanged())
        return {m_lines.trackedBegin(), m_lines.trackedEnd()};
    const qint64 begin = std::min(m_topLine * m_lines.bytesPerRow(), size());
    const qint64 wanted = (visibleLines() + 1) * m_lines.bytesPerRow(); // and the row that is cut off below
    return {begin, begin + std::min(wanted, size() - begin)};
}

void HexView::setWindow(qint64 offset, std::span<const std::byte> bytes)
{
    const ByteWindow::Changes changes = m_window.update(offset, bytes, m_lines.bytesPerRow());
    if (changes.hasMoved)
        viewport()->update();
    if (m_lines.hasOnlyChanged() && m_lines.addChanged(changes.rows)) {
        updateScrollBars();
        viewport()->update();
    } else {
        std::ranges::for_each(changes.rows, [this](qint64 row) { updateRow(row); });
    }
    if (!changes.rows.empty() && !m_fadeTimer.isActive())
        m_fadeTimer.start();
    else if (m_fadeTimer.isActive() && m_window.now() >= m_fadeDue)
        fade(); // together with what changed, not in a paint of its own
}

void HexView::extendWindow(qint64 offset, std::span<const std::byte> bytes)
{
    if (m_window.move(offset, bytes))
        viewport()->update();
}

void HexView::setBytes(std::span<const std::byte> bytes)
{
    if (static_cast<qint64>(bytes.size()) != size())
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
    m_lines.clear();
    m_topLine = 0;
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
    const qint64 top = m_lines.rowOf(m_topLine);
    m_lines.setOnlyChanged(isOn, top * m_lines.bytesPerRow());
    m_topLine = isOn ? 0 : top;
    updateScrollBars();
    viewport()->update();
    Q_EMIT scrolled();
}

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

void HexView::reveal(qint64 offset)
{
    moveTrackedRangeTo(offset);
    scrollToLineOf(offset, visibleLines() / 3);
}

void HexView::markChanged(qint64 offset)
{
    if (!m_window.markChanged(offset))
        return;
    updateRow(offset / m_lines.bytesPerRow());
    if (!m_fadeTimer.isActive())
        m_fadeTimer.start();
}

/// Only what is looked at can be seen to change.
void HexView::moveTrackedRangeTo(qint64 offset)
{
    if (!m_lines.moveTrackedRangeTo(offset))
        return;
    updateScrollBars();
    viewport()->update();
    Q_EMIT scrolled();
}

void HexView::scrollToLineOf(qint64 offset, qint64 around)
{
    const qint64 line = m_lines.lineAt(offset);
    if (line < m_topLine)
        scrollTo(line - around);
    else if (line >= m_topLine + visibleLines())
        scrollTo(line - visibleLines() + 1 + around);
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

QSize HexView::sizeHint() const
{
    return {m_geometry.wideRowWidth() + verticalScrollBar()->sizeHint().width() + 2 * frameWidth(),
            14 * m_geometry.rowHeight()};
}

void HexView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette().base());
    if (m_lines.count() == 0) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(viewport()->rect().adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         size() == 0 ? m_placeholder : nothingChangedText());
        return;
    }
    painter.translate(-horizontalScrollBar()->value(), 0);
    const qint64 now = m_window.now();
    for (qint64 line = m_topLine; line < m_lines.count(); ++line) {
        const int y = static_cast<int>(line - m_topLine) * m_geometry.rowHeight();
        if (y > event->rect().bottom())
            break;
        if (y + m_geometry.rowHeight() > event->rect().top())
            paintRow(painter, m_lines.rowOf(line), y, now);
    }
    m_letters.paint(painter);
}

void HexView::paintRow(QPainter &painter, qint64 row, int y, qint64 now)
{
    const qint64 begin = row * m_lines.bytesPerRow();
    const QByteArray offset = QByteArray::number(begin, 16).rightJustified(m_geometry.offsetDigits(), '0');
    m_letters.add({m_geometry.characterWidth() / 2, m_geometry.baseline(y)},
                  std::string_view(offset.constData(), static_cast<std::size_t>(offset.size())),
                  m_geometry.characterWidth(), palette().color(QPalette::PlaceholderText));
    const qint64 length = std::min(m_lines.bytesPerRow(), size() - begin);
    paintHighlight(painter, begin, length, y, now);
    const qint64 firstSelected = std::max(selection().begin, begin) - begin;
    const qint64 lastSelected = std::min(selection().end, begin + length) - begin - 1;
    if (m_hasSelection && firstSelected <= lastSelected)
        paintBackground(painter, firstSelected, lastSelected, y, palette().color(QPalette::Highlight));
    for (qint64 i = 0; i < length; ++i)
        paintByte(painter, begin + i, static_cast<std::size_t>(i), y, now);
}

/// Behind the bytes of a row; neighbours that changed at the same time in one go.
void HexView::paintHighlight(QPainter &painter, qint64 begin, qint64 length, int y, qint64 now) const
{
    for (qint64 first = 0; first < length;) {
        const qint64 changedAt = m_window.changedAt(begin + first);
        qint64 last = first;
        while (last + 1 < length && m_window.changedAt(begin + last + 1) == changedAt)
            ++last;
        if (const double strength = ByteWindow::highlightStrength(changedAt, now); strength > 0) {
            const QColor color = blended(palette().color(QPalette::Base), attentionColor(palette()), 0.6 * strength);
            paintBackground(painter, first, last, y, color);
        }
        first = last + 1;
    }
}

/// Behind the bytes of a row from one column to another.
void HexView::paintBackground(QPainter &painter, qint64 first, qint64 last, int y, const QColor &color) const
{
    const auto left = static_cast<std::size_t>(first);
    const auto right = static_cast<std::size_t>(last);
    painter.fillRect(m_geometry.hexCells(left, right, y), color);
    painter.fillRect(m_geometry.textCells(left, right, y), color);
}

/// What is around a byte; its letters are written when all rows have theirs.
void HexView::paintByte(QPainter &painter, qint64 offset, std::size_t column, int y, qint64 now)
{
    const int characterWidth = m_geometry.characterWidth();
    const QPoint hexPlace(m_geometry.hexX(column), m_geometry.baseline(y));
    const QPoint textPlace(m_geometry.textX(column), m_geometry.baseline(y));
    if (!m_window.contains(offset)) {
        m_letters.add(hexPlace, "\xb7\xb7", characterWidth, palette().color(QPalette::PlaceholderText));
        return;
    }
    const QRect hexCell = m_geometry.hexCells(column, column, y);
    const QRect textCell = m_geometry.textCells(column, column, y);
    const std::byte byte = m_window.at(offset);
    QColor color = palette().color(byte == std::byte{0} ? QPalette::PlaceholderText : QPalette::Text);
    if (isSelected(offset)) {
        color = palette().color(QPalette::HighlightedText);
    } else if (const Region *region = regionAt(offset)) {
        painter.setPen(region->color);
        painter.drawLine(hexCell.left(), hexCell.bottom(), hexCell.right() + 1, hexCell.bottom());
        const bool isLegible =
            ByteWindow::highlightStrength(m_window.changedAt(offset), now) <= 0; // colour on colour is not
        color = isLegible ? region->color : palette().color(QPalette::Text);
    }
    const std::array<char, 2> hex = hexOf(byte);
    const char character = printable(byte);
    m_letters.add(hexPlace, std::string_view(hex.data(), hex.size()), characterWidth, color);
    m_letters.add(textPlace, std::string_view(&character, 1), characterWidth, color);
    if (offset == m_cursor) {
        painter.setPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::PlaceholderText));
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
    const bool asksForMenu = event->button() == Qt::RightButton && isSelected(offset); // of what is selected
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
    m_wheelRemainder += qint64{event->angleDelta().y()} * linesPerNotch; // touch pads turn by little at a time
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

void HexView::updateMetrics()
{
    m_geometry.setFont(fontMetrics());
    m_geometry.setObjectSize(size());
    m_geometry.fitToWidth(viewport()->width());
    m_topLine = m_topLine * m_lines.bytesPerRow() / m_geometry.bytesPerRow();
    m_lines.setBytesPerRow(m_geometry.bytesPerRow());
    updateScrollBars();
}

void HexView::updateScrollBars()
{
    const qint64 most = lastTopLine();
    m_topLine = std::clamp<qint64>(m_topLine, 0, most);
    m_linesPerStep = most / maxScrollSteps + 1;
    m_isUpdatingScrollBar = true;
    verticalScrollBar()->setPageStep(std::max(1, visibleLines()));
    verticalScrollBar()->setRange(0, static_cast<int>((most + m_linesPerStep - 1) / m_linesPerStep));
    const bool isAtEnd = m_topLine == most; // which the division would round away
    verticalScrollBar()->setValue(isAtEnd ? verticalScrollBar()->maximum()
                                          : static_cast<int>(m_topLine / m_linesPerStep));
    m_isUpdatingScrollBar = false;
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, size() == 0 ? 0 : std::max(0, m_geometry.rowWidth() - viewport()->width()));
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

void HexView::onScrollBarMoved()
{
    if (m_isUpdatingScrollBar)
        return;
    const bool isAtEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    scrollTo(isAtEnd ? lastTopLine() : verticalScrollBar()->value() * m_linesPerStep);
}

void HexView::fade()
{
    // One more pass than there is light, so that the last trace goes, too.
    if (highlightedBytes() == 0)
        m_fadeTimer.stop();
    else
        m_fadeTimer.start(); // for when nobody shows it other bytes meanwhile
    m_fadeDue = m_window.now() + fadeStep.count() * 3 / 4;
    std::ranges::for_each(m_window.fadingRows(m_lines.bytesPerRow()), [this](qint64 row) { updateRow(row); });
}

void HexView::updateRow(qint64 row)
{
    const qint64 line = m_lines.lineOf(row) - m_topLine;
    const int height = m_geometry.rowHeight();
    if (line >= 0 && line <= visibleLines())
        viewport()->update(0, static_cast<int>(line) * height, viewport()->width(), height);
}

QString HexView::nothingChangedText() const
{
    if (m_lines.trackedBegin() == 0 && size() <= maxWindowBytes)
        return tr("No row has changed yet.");
    return tr("No row has changed yet in the 1 MiB from 0x%1 on. Go to another offset to look there.")
        .arg(m_lines.trackedBegin(), 0, 16);
}

int HexView::visibleLines() const
{
    return viewport()->height() / m_geometry.rowHeight();
}

qint64 HexView::lastTopLine() const
{
    return std::max<qint64>(0, m_lines.count() - visibleLines());
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

bool HexView::isSelected(qint64 offset) const
{
    return m_hasSelection && offset >= selection().begin && offset < selection().end;
}

const HexView::Region *HexView::regionAt(qint64 offset) const
{
    const auto found = std::ranges::find_if(m_regions, [&](const Region &region) {
        return offset >= region.offset && offset - region.offset < region.length;
    });
    return found == m_regions.end() ? nullptr : &*found;
}

} // namespace shmlab::ui
