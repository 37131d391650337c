// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QColor>
#include <QElapsedTimer>
#include <QTimer>

#include <cstddef>
#include <span>
#include <vector>

namespace shmlab::ui {

/// Bytes in rows of sixteen (eight where that is too wide), as hex and as text. Parts can be coloured; bytes that
/// changed light up and fade. Read-only; shows what it was given last.
class HexView : public QAbstractScrollArea {
    Q_OBJECT
public:
    struct Region {
        std::size_t offset = 0;
        std::size_t length = 0;
        QColor color;
        QString name; ///< shown in the tool tip, as plain text
    };

    explicit HexView(QWidget *parent = nullptr);

    /// The first bytes after clear() do not light up.
    void setBytes(std::span<const std::byte> bytes);
    void setRegions(std::vector<Region> regions);
    void clear();
    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }
    /// How many bytes are lit up now.
    [[nodiscard]] int litBytes() const;

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateMetrics();
    void fade();
    void updateRowsOf(std::size_t offset);
    void paintRow(QPainter &painter, std::size_t row, int y) const;
    [[nodiscard]] int hexX(std::size_t column) const;
    [[nodiscard]] int textX(std::size_t column) const;
    [[nodiscard]] int rowWidth() const;
    [[nodiscard]] std::size_t rowCount() const;
    [[nodiscard]] const Region *regionAt(std::size_t offset) const;
    [[nodiscard]] qreal glow(std::size_t offset) const;

    std::vector<std::byte> m_bytes;
    std::vector<qint64> m_changedAt; ///< milliseconds on m_clock; long ago: never
    std::vector<Region> m_regions;
    QElapsedTimer m_clock;
    QTimer m_fadeTimer;
    std::size_t m_bytesPerRow = 16;
    int m_charWidth = 8;
    int m_rowHeight = 16;
};

} // namespace shmlab::ui
