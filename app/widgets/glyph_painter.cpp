// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/glyph_painter.h"

#include <QFont>
#include <QPainter>

#include <algorithm>

namespace shmlab::ui {

void GlyphPainter::setFont(const QFont &font)
{
    m_font = QRawFont::fromFont(font);
    for (std::size_t letter = 0; letter < m_glyphs.size(); ++letter) {
        const QChar character = QLatin1Char(static_cast<char>(letter));
        int found = 1;
        m_font.glyphIndexesForChars(&character, 1, &m_glyphs[letter], &found);
    }
}

void GlyphPainter::add(QPoint baseline, std::string_view latin1, int advance, const QColor &color)
{
    Run &run = runOf(color);
    for (const char letter : latin1) {
        run.glyphs += m_glyphs[static_cast<unsigned char>(letter)];
        run.places += baseline;
        baseline.rx() += advance;
    }
}

void GlyphPainter::paint(QPainter &painter)
{
    QGlyphRun glyphs;
    glyphs.setRawFont(m_font);
    for (Run &run : m_runs) {
        if (run.glyphs.isEmpty())
            continue;
        glyphs.setRawData(run.glyphs.constData(), run.places.constData(), static_cast<int>(run.glyphs.size()));
        painter.setPen(run.color);
        painter.drawGlyphRun({}, glyphs);
        run.glyphs.clear(); // clear() keeps the memory for the next paint
        run.places.clear();
    }
}

GlyphPainter::Run &GlyphPainter::runOf(const QColor &color)
{
    const auto found = std::ranges::find(m_runs, color, &Run::color);
    return found != m_runs.end() ? *found : m_runs.emplace_back(color);
}

} // namespace shmlab::ui
