// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/status_strip.h"

#include "widgets/appearance.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace shmlab::ui {

StatusStrip::StatusStrip(QWidget *parent)
    : QFrame(parent),
      m_mark(new QLabel(this)),
      m_text(new QLabel(this)),
      m_button(new QPushButton(this))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setObjectName(QStringLiteral("statusText"));
    m_text->setAccessibleName(tr("What is going on"));
    m_button->setObjectName(QStringLiteral("remedyButton"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 4, 4);
    layout->addWidget(m_mark);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    // The button's height is reserved, so that nothing below moves when it comes and goes.
    setMinimumHeight(m_button->sizeHint().height() + 10);
    connect(m_button, &QPushButton::clicked, this, [this] { Q_EMIT remedyChosen(m_status.remedy); });
    setStatus({});
}

void StatusStrip::setStatus(const StatusText &status)
{
    m_status = status;
    m_text->setText(status.text);
    m_button->setVisible(status.remedy != Remedy::None);
    m_button->setText(status.remedy == Remedy::RemoveAndStart ? tr("&Remove it and start") : tr("Start a&gain"));
    updateColors();
}

void StatusStrip::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColors();
}

void StatusStrip::updateColors()
{
    QColor color;
    switch (m_status.tone) {
    case Tone::Quiet:
        color = palette().color(QPalette::PlaceholderText);
        m_mark->setText(QStringLiteral("○"));
        break;
    case Tone::Good:
        color = goodColor(palette());
        m_mark->setText(QStringLiteral("●"));
        break;
    case Tone::Attention:
        color = attentionColor(palette());
        m_mark->setText(QStringLiteral("◆"));
        break;
    case Tone::Bad:
        color = errorColor(palette());
        m_mark->setText(QStringLiteral("▲"));
        break;
    }
    setTextColor(*m_mark, color);
}

} // namespace shmlab::ui
