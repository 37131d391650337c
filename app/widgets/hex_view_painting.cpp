// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_view.h"

#include "widgets/appearance.h"

#include <QByteArray>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <array>
#include <string_view>

/// Painting of HexView.
namespace shmlab::ui {
namespace {

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

/// `over` blended onto `under` with this opacity; the result is opaque, which is painted several times as fast.
QColor blended(const QColor &under, const QColor &over, double strength)
{
    const auto part = [strength](int from, int to) { return qRound(from + strength * (to - from)); };
    return {part(under.red(), over.red()), part(under.green(), over.green()), part(under.blue(), over.blue())};
}

} // namespace

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
    const qint64 present = m_goneFrom ? std::clamp<qint64>(*m_goneFrom - begin, 0, length) : length;
    paintHighlight(painter, begin, present, y, now);
    const qint64 firstSelected = std::max(selection().begin, begin) - begin;
    const qint64 lastSelected = std::min(selection().end, begin + length) - begin - 1;
    if (m_hasSelection && firstSelected <= lastSelected)
        paintBackground(painter, firstSelected, lastSelected, y, palette().color(QPalette::Highlight));
    if (present < length)
        paintBackground(painter, present, length - 1, y, QBrush(errorColor(palette()), Qt::BDiagPattern));
    for (qint64 i = 0; i < present; ++i)
        paintByte(painter, begin + i, static_cast<std::size_t>(i), y, now);
}

/// Paints the background of the bytes of a row; neighbours that changed at the same time in one call.
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

/// Paints the background of a row from one column to another.
void HexView::paintBackground(QPainter &painter, qint64 first, qint64 last, int y, const QBrush &brush) const
{
    const auto left = static_cast<std::size_t>(first);
    const auto right = static_cast<std::size_t>(last);
    painter.fillRect(m_geometry.hexCells(left, right, y), brush);
    painter.fillRect(m_geometry.textCells(left, right, y), brush);
}

/// Paints what is around a byte; its characters are painted when the backgrounds of all rows are done.
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
        // Coloured text on a highlight would not be readable.
        const bool isLegible = ByteWindow::highlightStrength(m_window.changedAt(offset), now) <= 0;
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

QString HexView::nothingChangedText() const
{
    if (m_lines.trackedBegin() == 0 && size() <= maxWindowBytes)
        return tr("No row has changed yet.");
    return tr("No row has changed yet in the 1 MiB from 0x%1 on. Go to another offset to look there.")
        .arg(m_lines.trackedBegin(), 0, 16);
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
