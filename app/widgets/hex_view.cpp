// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_view.h"

#include <QFontDatabase>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>
#include <chrono>
#include <limits>

namespace shmlab::ui {
namespace {

constexpr std::chrono::milliseconds fadeStep(66);
constexpr qint64 maxScrollSteps = std::numeric_limits<int>::max() / 2;

} // namespace

HexView::HexView(QWidget *parent)
    : QAbstractScrollArea(parent),
      m_placeholder(tr("The object's bytes appear here once it is mapped."))
{
    setAccessibleName(tr("Bytes of the object"));
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // paintEvent() fills the background itself
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
    const qint64 wanted = (visibleLines() + 1) * m_lines.bytesPerRow(); // and the partly visible row at the bottom
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
        fade(); // in the same paint as the changes
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

void HexView::setGoneFrom(std::optional<qint64> offset)
{
    m_goneFrom = offset;
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

/// Moves the range in which changes are tracked, so that it covers the bytes that are shown.
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

QSize HexView::sizeHint() const
{
    return {m_geometry.wideRowWidth() + verticalScrollBar()->sizeHint().width() + 2 * frameWidth(),
            14 * m_geometry.rowHeight()};
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateMetrics();
    Q_EMIT scrolled();
}

void HexView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_letters.setFont(font());
        updateMetrics();
    }
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
    const bool isAtEnd = m_topLine == most; // the division would round it away
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
    // One more pass than the fade has steps, so that the last trace is removed as well.
    if (highlightedBytes() == 0)
        m_fadeTimer.stop();
    else
        m_fadeTimer.start(); // in case setWindow() is not called meanwhile
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

int HexView::visibleLines() const
{
    return viewport()->height() / m_geometry.rowHeight();
}

qint64 HexView::lastTopLine() const
{
    return std::max<qint64>(0, m_lines.count() - visibleLines());
}

} // namespace shmlab::ui
