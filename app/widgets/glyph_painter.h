// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QGlyphRun>
#include <QList>
#include <QPointF>
#include <QRawFont>

#include <array>
#include <string_view>
#include <vector>

class QFont;
class QPainter;

namespace shmlab::ui {

/// Paints thousands of single Latin-1 characters, each at its own position: it collects them and paints all of one
/// colour at once, without the text layout of QPainter::drawText().
class GlyphPainter {
public:
    void setFont(const QFont &font);
    /// `baseline` is where the first character begins, in the painter's coordinates; each follows `advance` pixels
    /// after the previous one.
    void add(QPoint baseline, std::string_view latin1, int advance, const QColor &color);
    /// Paints what was added since the last call.
    void paint(QPainter &painter);

private:
    struct Run {
        QColor color;
        QList<quint32> glyphs;
        QList<QPointF> places;
    };
    Run &runOf(const QColor &color);

    QRawFont m_font;
    std::array<quint32, 256> m_glyphs{}; ///< of each character
    std::vector<Run> m_runs; ///< one per colour, few
};

} // namespace shmlab::ui
