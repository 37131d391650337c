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

/// Single letters of Latin-1 at places of their own, thousands at a time: they are gathered, and all of one colour are
/// painted at once, without the laying out that any text of Qt's would cost.
class GlyphPainter {
public:
    void setFont(const QFont &font);
    /// `baseline` is where the first letter begins, in the painter's coordinates; each is `advance` pixels behind the
    /// one before.
    void add(QPoint baseline, std::string_view latin1, int advance, const QColor &color);
    /// Paints what was added and forgets it.
    void paint(QPainter &painter);

private:
    struct Run {
        QColor color;
        QList<quint32> glyphs;
        QList<QPointF> places;
    };
    Run &runOf(const QColor &color);

    QRawFont m_font;
    std::array<quint32, 256> m_glyphs{}; ///< of each letter
    std::vector<Run> m_runs; ///< one for each colour, few
};

} // namespace shmlab::ui
