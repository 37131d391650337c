// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_view.h"

#include "widgets/appearance.h"

#include <QFontDatabase>
#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <limits>

namespace shmlab::ui {
namespace {

constexpr std::size_t wideRow = 16;
constexpr std::size_t narrowRow = 8;
constexpr int offsetDigits = 4;
constexpr qint64 fadeMilliseconds = 1200;
constexpr qint64 never = std::numeric_limits<qint64>::min() / 2;

QString hexText(std::size_t value, int digits)
{
    return QStringLiteral("%1").arg(value, digits, 16, QLatin1Char('0'));
}

QChar printable(std::byte byte)
{
    const auto character = static_cast<char>(byte);
    return character >= ' ' && character <= '~' ? QLatin1Char(character) : QLatin1Char('.');
}

} // namespace

HexView::HexView(QWidget *parent) : QAbstractScrollArea(parent)
{
    setAccessibleName(tr("Bytes of the object"));
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_clock.start();
    m_fadeTimer.setInterval(66);
    connect(&m_fadeTimer, &QTimer::timeout, this, &HexView::fade);
    updateMetrics();
}

void HexView::setBytes(std::span<const std::byte> bytes)
{
    const bool isFirst = m_bytes.size() != bytes.size();
    if (isFirst) {
        m_bytes.assign(bytes.begin(), bytes.end());
        m_changedAt.assign(bytes.size(), never);
        updateMetrics();
        viewport()->update();
        return;
    }
    const qint64 now = m_clock.elapsed();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (m_bytes[i] == bytes[i])
            continue;
        m_bytes[i] = bytes[i];
        m_changedAt[i] = now;
        updateRowsOf(i);
    }
    if (!m_fadeTimer.isActive() && litBytes() > 0)
        m_fadeTimer.start();
}

void HexView::setRegions(std::vector<Region> regions)
{
    m_regions = std::move(regions);
    viewport()->update();
}

void HexView::clear()
{
    m_bytes.clear();
    m_changedAt.clear();
    m_fadeTimer.stop();
    updateMetrics();
    viewport()->update();
}

int HexView::litBytes() const
{
    const qint64 oldest = m_clock.elapsed() - fadeMilliseconds;
    return static_cast<int>(std::ranges::count_if(m_changedAt, [&](qint64 at) { return at > oldest; }));
}

QSize HexView::sizeHint() const
{
    // As wide as the offset, sixteen bytes and their text, with the frame and the scroll bar.
    const int width = m_charWidth * (offsetDigits + 2 + 3 * static_cast<int>(wideRow) + 3 + static_cast<int>(wideRow));
    return {width + verticalScrollBar()->sizeHint().width() + 2 * frameWidth(), 14 * m_rowHeight};
}

void HexView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette().base());
    if (m_bytes.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(viewport()->rect().adjusted(8, 8, -8, -8), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("The object's bytes appear here once it is mapped."));
        return;
    }
    painter.translate(-horizontalScrollBar()->value(), 0);
    const auto first = static_cast<std::size_t>(verticalScrollBar()->value());
    const std::size_t rows = rowCount();
    for (std::size_t row = first; row < rows; ++row) {
        const int y = static_cast<int>(row - first) * m_rowHeight;
        if (y > event->rect().bottom())
            break;
        if (y + m_rowHeight > event->rect().top())
            paintRow(painter, row, y);
    }
}

void HexView::paintRow(QPainter &painter, std::size_t row, int y) const
{
    const int baseline = y + fontMetrics().ascent() + 1;
    const std::size_t begin = row * m_bytesPerRow;
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(m_charWidth / 2, baseline, hexText(begin, offsetDigits));
    const std::size_t end = std::min(begin + m_bytesPerRow, m_bytes.size());
    for (std::size_t i = begin; i < end; ++i) {
        const std::size_t column = i - begin;
        const Region *region = regionAt(i);
        if (const qreal strength = glow(i); strength > 0) {
            QColor color = attentionColor(palette());
            color.setAlphaF(static_cast<float>(0.6 * strength));
            painter.fillRect(hexX(column) - 2, y, 2 * m_charWidth + 4, m_rowHeight, color);
            painter.fillRect(textX(column), y, m_charWidth, m_rowHeight, color);
        }
        if (region != nullptr) {
            painter.setPen(region->color);
            painter.drawLine(hexX(column) - 2, y + m_rowHeight - 1, hexX(column) + 2 * m_charWidth + 2,
                             y + m_rowHeight - 1);
        } else {
            const bool isZero = m_bytes[i] == std::byte{0};
            painter.setPen(palette().color(isZero ? QPalette::PlaceholderText : QPalette::Text));
        }
        painter.drawText(hexX(column), baseline, hexText(std::to_integer<std::size_t>(m_bytes[i]), 2));
        painter.drawText(textX(column), baseline, printable(m_bytes[i]));
    }
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateMetrics();
}

bool HexView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto row = static_cast<std::size_t>(verticalScrollBar()->value())
            + static_cast<std::size_t>(help->pos().y() / m_rowHeight);
        const int x = help->pos().x() + horizontalScrollBar()->value();
        for (std::size_t column = 0; column < m_bytesPerRow; ++column) {
            const bool isHex = x >= hexX(column) - 2 && x < hexX(column) + 2 * m_charWidth + 2;
            const bool isText = x >= textX(column) && x < textX(column) + m_charWidth;
            const Region *region = isHex || isText ? regionAt(row * m_bytesPerRow + column) : nullptr;
            if (region != nullptr) {
                QToolTip::showText(help->globalPos(),
                                   QStringLiteral("<span>%1</span>").arg(region->name.toHtmlEscaped()), this);
                return true;
            }
        }
        QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void HexView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateMetrics();
}

void HexView::updateMetrics()
{
    m_charWidth = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    m_rowHeight = fontMetrics().height() + 2;
    m_bytesPerRow = wideRow;
    if (rowWidth() > viewport()->width())
        m_bytesPerRow = narrowRow;
    const int rows = static_cast<int>(rowCount());
    const int visibleRows = viewport()->height() / m_rowHeight;
    verticalScrollBar()->setPageStep(visibleRows);
    verticalScrollBar()->setRange(0, std::max(0, rows - visibleRows));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, m_bytes.empty() ? 0 : std::max(0, rowWidth() - viewport()->width()));
}

void HexView::fade()
{
    // One more pass than there is light, so that the last trace goes, too.
    if (litBytes() == 0)
        m_fadeTimer.stop();
    const qint64 oldest = m_clock.elapsed() - 2 * fadeMilliseconds;
    for (std::size_t i = 0; i < m_changedAt.size(); ++i) {
        if (m_changedAt[i] > oldest)
            updateRowsOf(i);
    }
}

void HexView::updateRowsOf(std::size_t offset)
{
    const int row = static_cast<int>(offset / m_bytesPerRow) - verticalScrollBar()->value();
    viewport()->update(0, row * m_rowHeight, viewport()->width(), m_rowHeight);
}

int HexView::hexX(std::size_t column) const
{
    const int gap = column >= narrowRow && m_bytesPerRow == wideRow ? 1 : 0;
    return m_charWidth * (offsetDigits + 2 + 3 * static_cast<int>(column) + gap);
}

int HexView::textX(std::size_t column) const
{
    return hexX(m_bytesPerRow) + m_charWidth * (1 + static_cast<int>(column));
}

int HexView::rowWidth() const
{
    return textX(m_bytesPerRow) + m_charWidth;
}

std::size_t HexView::rowCount() const
{
    return (m_bytes.size() + m_bytesPerRow - 1) / m_bytesPerRow;
}

const HexView::Region *HexView::regionAt(std::size_t offset) const
{
    const auto found = std::ranges::find_if(m_regions, [&](const Region &region) {
        return offset >= region.offset && offset - region.offset < region.length;
    });
    return found == m_regions.end() ? nullptr : &*found;
}

qreal HexView::glow(std::size_t offset) const
{
    const qint64 age = m_clock.elapsed() - m_changedAt[offset];
    return age >= fadeMilliseconds ? 0 : 1 - static_cast<qreal>(age) / fadeMilliseconds;
}

} // namespace shmlab::ui
