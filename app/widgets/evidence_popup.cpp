// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/evidence_popup.h"

#include <QLabel>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace shmlab::ui {

EvidencePopup::EvidencePopup(QWidget *parent)
    : QFrame(parent, Qt::Popup),
      m_area(new QScrollArea(this)),
      m_lines(new QLabel)
{
    setFrameShape(QFrame::StyledPanel);
    m_lines->setObjectName(QStringLiteral("evidence"));
    m_lines->setAccessibleName(tr("What the verdict rests on"));
    m_lines->setTextFormat(Qt::PlainText);
    m_lines->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_lines->setWordWrap(true);
    m_lines->setMargin(8);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setWidget(m_lines);
    m_area->setAccessibleName(m_lines->accessibleName());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_area);
}

void EvidencePopup::setLines(const QStringList &lines)
{
    m_lines->setText(lines.join(QLatin1Char('\n')));
    if (lines.isEmpty())
        hide();
}

void EvidencePopup::showBelow(const QWidget &anchor)
{
    const QRect screen = anchor.screen()->availableGeometry();
    const QRect owner = anchor.window()->geometry();
    const int width = std::min(owner.width() - 16, 80 * fontMetrics().averageCharWidth());
    const int scrollBar = m_area->verticalScrollBar()->sizeHint().width();
    const QPoint corner = anchor.mapToGlobal(QPoint(anchor.width(), anchor.height()));
    const int most = std::max(screen.bottom() - corner.y(), 4 * fontMetrics().lineSpacing());
    resize(width, std::min(m_lines->heightForWidth(width - scrollBar) + 2 * frameWidth(), most));
    move(std::clamp(corner.x() - width, screen.left(), std::max(screen.left(), screen.right() - width)),
         std::min(corner.y(), screen.bottom() - height()));
    show();
    m_lines->setFocus();
}

} // namespace shmlab::ui
