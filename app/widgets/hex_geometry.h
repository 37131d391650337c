// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QRect>

#include <cstddef>
#include <optional>

namespace shmlab::ui {

/// The layout of a row of bytes: its offset, the bytes as hex, the bytes as text. In pixels from the left edge of the
/// row.
class HexGeometry {
public:
    static constexpr int wideRow = 16; ///< bytes
    static constexpr int narrowRow = 8;

    void setFont(const QFontMetrics &metrics);
    /// Sets the width of the offsets, for an object of `size` bytes.
    void setObjectSize(qint64 size);
    /// Chooses the wide row if it fits, otherwise the narrow one.
    void fitToWidth(int width);

    [[nodiscard]] int bytesPerRow() const { return m_bytesPerRow; }
    [[nodiscard]] int offsetDigits() const { return m_offsetDigits; }
    [[nodiscard]] int characterWidth() const { return m_characterWidth; }
    [[nodiscard]] int rowHeight() const { return m_rowHeight; }
    [[nodiscard]] int rowWidth() const;
    [[nodiscard]] int wideRowWidth() const;
    /// The baseline of the text in a row that begins at y.
    [[nodiscard]] int baseline(int y) const { return y + m_ascent + 1; }
    [[nodiscard]] int hexX(std::size_t column) const;
    [[nodiscard]] int textX(std::size_t column) const;
    /// The rectangle around the columns from `first` to `last`, for a row that begins at y.
    [[nodiscard]] QRect hexCells(std::size_t first, std::size_t last, int y) const;
    [[nodiscard]] QRect textCells(std::size_t first, std::size_t last, int y) const;
    /// The column under x; with `nearest` the first or last one if x is outside of all.
    [[nodiscard]] std::optional<std::size_t> columnAt(int x, bool nearest) const;

private:
    int m_bytesPerRow = wideRow;
    int m_offsetDigits = 4;
    int m_characterWidth = 8;
    int m_rowHeight = 16;
    int m_ascent = 12;
};

} // namespace shmlab::ui
