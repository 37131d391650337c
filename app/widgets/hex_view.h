// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/byte_window.h"
#include "widgets/glyph_painter.h"
#include "widgets/hex_geometry.h"
#include "widgets/hex_lines.h"

#include <QAbstractScrollArea>
#include <QColor>
#include <QTimer>

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace shmlab::ui {

/// Shows the bytes of an object of up to 2^62 bytes in rows of sixteen (eight if those are too wide), as hex and as
/// text. It holds only a window of them; its owner sets the bytes that requiredWindow() returns. Parts can be coloured,
/// bytes can be selected, bytes that changed are highlighted and fade. Read-only.
class HexView : public QAbstractScrollArea {
    Q_OBJECT
public:
    struct Region {
        qint64 offset = 0;
        qint64 length = 0;
        QColor color;
        QString name; ///< shown in the tool tip, as plain text
    };
    /// A part of the object: [begin, end).
    struct Range {
        qint64 begin = 0;
        qint64 end = 0;
        bool operator==(const Range &) const = default;
        [[nodiscard]] qint64 length() const { return end - begin; }
    };
    static constexpr qint64 maxWindowBytes = HexLines::maxTrackedBytes;

    explicit HexView(QWidget *parent = nullptr);

    /// The size of the object in bytes.
    void setSize(qint64 bytes);
    [[nodiscard]] qint64 size() const { return m_lines.size(); }
    /// The range of bytes to be shown now, at most maxWindowBytes.
    [[nodiscard]] Range requiredWindow() const;
    /// Sets the bytes from `offset` on; known bytes that changed are highlighted.
    void setWindow(qint64 offset, std::span<const std::byte> bytes);
    /// As setWindow(), but bytes that are known already stay as they are.
    void extendWindow(qint64 offset, std::span<const std::byte> bytes);
    /// Sets a whole object at once. The first bytes after clear() are not highlighted.
    void setBytes(std::span<const std::byte> bytes);
    void setRegions(std::vector<Region> regions);
    /// The object no longer has the bytes from `offset` on: they are hatched. Empty: it has all of them.
    void setGoneFrom(std::optional<qint64> offset);
    void clear();
    /// Shown while there are no bytes.
    void setPlaceholder(const QString &text);
    /// The bytes of the window.
    [[nodiscard]] std::span<const std::byte> bytes() const { return m_window.bytes(); }
    [[nodiscard]] const ByteWindow &window() const { return m_window; }
    /// How many bytes are highlighted now.
    [[nodiscard]] int highlightedBytes() const { return m_window.highlightedCount(); }

    /// Shows only rows that changed since this was switched on, in the maxWindowBytes bytes from the first row shown
    /// on.
    void setOnlyChangedRows(bool isOn);
    [[nodiscard]] bool showsOnlyChangedRows() const { return m_lines.hasOnlyChanged(); }

    [[nodiscard]] qint64 cursor() const { return m_cursor; }
    /// The selected bytes; the byte at the cursor if none are selected. Empty if there are no bytes.
    [[nodiscard]] Range selection() const;
    /// Moves the cursor, shows it and clears the selection.
    void goTo(qint64 offset);
    void select(qint64 begin, qint64 length);
    /// Scrolls to an offset and the rows around it. The cursor stays.
    void reveal(qint64 offset);
    /// Highlights a byte that changed while it was not visible.
    void markChanged(qint64 offset);

    /// The clock of the fading.
    void setClock(ByteWindow::Clock clock) { m_window.setClock(std::move(clock)); }

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void cursorMoved(qint64 offset);
    /// Another window is required.
    void scrolled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void updateMetrics();
    void updateScrollBars();
    void scrollTo(qint64 line);
    void onScrollBarMoved();
    void fade();
    void updateRow(qint64 row);
    void moveTrackedRangeTo(qint64 offset);
    /// `around`: lines to be shown above and below it if it was not visible.
    void scrollToLineOf(qint64 offset, qint64 around = 0);
    void selectBytes(qint64 begin, qint64 length);
    void moveCursor(qint64 offset, bool selects);
    void paintRow(QPainter &painter, qint64 row, int y, qint64 now);
    void paintHighlight(QPainter &painter, qint64 begin, qint64 length, int y, qint64 now) const;
    void paintBackground(QPainter &painter, qint64 first, qint64 last, int y, const QBrush &brush) const;
    [[nodiscard]] bool isGone(qint64 offset) const { return m_goneFrom && offset >= *m_goneFrom; }
    void paintByte(QPainter &painter, qint64 offset, std::size_t column, int y, qint64 now);
    [[nodiscard]] QString nothingChangedText() const;
    [[nodiscard]] int visibleLines() const;
    [[nodiscard]] qint64 lastTopLine() const;
    /// The byte under a point, -1 if there is none; with `nearest` the nearest one.
    [[nodiscard]] qint64 offsetAt(QPoint point, bool nearest) const;
    [[nodiscard]] bool isSelected(qint64 offset) const;
    [[nodiscard]] const Region *regionAt(qint64 offset) const;

    ByteWindow m_window;
    HexLines m_lines;
    HexGeometry m_geometry;
    GlyphPainter m_letters;
    QString m_placeholder;
    std::vector<Region> m_regions;
    std::optional<qint64> m_goneFrom;
    QTimer m_fadeTimer;
    qint64 m_fadeDue = 0; ///< on the clock of m_window
    qint64 m_topLine = 0;
    qint64 m_cursor = 0;
    qint64 m_anchor = 0; ///< the selection is between it and the cursor
    qint64 m_linesPerStep = 1; ///< of the scroll bar, whose values have 32 bits
    qint64 m_wheelRemainder = 0; ///< fraction of a notch, times lines per notch
    bool m_isUpdatingScrollBar = false;
    bool m_hasSelection = false;
};

} // namespace shmlab::ui
