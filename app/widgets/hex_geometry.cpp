// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_geometry.h"

#include <QString>

#include <algorithm>

namespace shmlab::ui {

void HexGeometry::setFont(const QFontMetrics &metrics)
{
    m_characterWidth = metrics.horizontalAdvance(QLatin1Char('0'));
    m_rowHeight = metrics.height() + 2;
    m_ascent = metrics.ascent();
}

void HexGeometry::setObjectSize(qint64 size)
{
    constexpr int fewest = 4;
    m_offsetDigits = std::max(fewest, static_cast<int>(QString::number(std::max<qint64>(0, size - 1), 16).size()));
}

void HexGeometry::fitToWidth(int width)
{
    m_bytesPerRow = wideRow;
    if (rowWidth() > width)
        m_bytesPerRow = narrowRow;
}

int HexGeometry::rowWidth() const
{
    return textX(static_cast<std::size_t>(m_bytesPerRow)) + m_characterWidth;
}

int HexGeometry::wideRowWidth() const
{
    return m_characterWidth * (m_offsetDigits + 2 + 3 * wideRow + 3 + wideRow);
}

int HexGeometry::hexX(std::size_t column) const
{
    const int gap = column >= narrowRow && m_bytesPerRow == wideRow ? 1 : 0;
    return m_characterWidth * (m_offsetDigits + 2 + 3 * static_cast<int>(column) + gap);
}

int HexGeometry::textX(std::size_t column) const
{
    return hexX(static_cast<std::size_t>(m_bytesPerRow)) + m_characterWidth * (1 + static_cast<int>(column));
}

QRect HexGeometry::hexCells(std::size_t first, std::size_t last, int y) const
{
    return {hexX(first) - 2, y, hexX(last) - hexX(first) + 2 * m_characterWidth + 4, m_rowHeight};
}

QRect HexGeometry::textCells(std::size_t first, std::size_t last, int y) const
{
    return {textX(first), y, textX(last) - textX(first) + m_characterWidth, m_rowHeight};
}

std::optional<std::size_t> HexGeometry::columnAt(int x, bool nearest) const
{
    const auto last = static_cast<std::size_t>(m_bytesPerRow) - 1;
    const bool isText = x >= textX(0) - m_characterWidth / 2;
    for (std::size_t column = 0; column <= last; ++column) {
        const int left = isText ? textX(column) : hexX(column) - m_characterWidth / 2;
        const int width = isText ? m_characterWidth : 3 * m_characterWidth;
        const bool isHere = x >= left && x < left + width;
        const bool isEdge = nearest && ((column == 0 && x < left) || (column == last && x >= left));
        if (isHere || isEdge)
            return column;
    }
    return {};
}

} // namespace shmlab::ui
