// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/status_strip.h"

#include "widgets/appearance.h"
#include "widgets/term_tip.h"
#include "wording/glossary.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace shmlab::ui {
namespace {

constexpr char remedyProperty[] = "remedy";

QString remedyTitle(Remedy remedy)
{
    switch (remedy) {
    case Remedy::None: break;
    case Remedy::RemoveAndStart: return StatusStrip::tr("&Remove it and start");
    case Remedy::StartAgain: return StatusStrip::tr("Start a&gain");
    case Remedy::StartServer: return StatusStrip::tr("Start a server he&re");
    case Remedy::RemoveLeftover: return StatusStrip::tr("Re&move it");
    case Remedy::TakeFullSpeed: return StatusStrip::tr("Full &speed here, too");
    case Remedy::TakeTimer: return StatusStrip::tr("Ti&mer here, too");
    }
    return {};
}

} // namespace

StatusStrip::StatusStrip(QWidget *parent)
    : QFrame(parent),
      m_mark(new QLabel(this)),
      m_verdict(new QLabel(this)),
      m_text(new QLabel(this)),
      m_evidence(new QLabel(this)),
      m_why(new QToolButton(this)),
      m_otherName(new QPushButton(tr("Choose another &name…"), this)),
      m_buttons{new QPushButton(this), new QPushButton(this), new QPushButton(this)}
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    for (QLabel *label : {m_verdict, m_text, m_evidence}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    for (QLabel *label : {m_text, m_evidence})
        label->setWordWrap(true);
    QFont bold = m_verdict->font();
    bold.setBold(true);
    m_verdict->setFont(bold);
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_verdict->setAccessibleName(tr("Verdict on the object"));
    m_text->setObjectName(QStringLiteral("statusText"));
    m_text->setAccessibleName(tr("What is going on"));
    m_evidence->setObjectName(QStringLiteral("evidence"));
    m_evidence->setAccessibleName(tr("What the verdict rests on"));
    m_why->setObjectName(QStringLiteral("whyButton"));
    m_why->setText(tr("&Why?"));
    m_why->setToolTip(tr("Show what the verdict rests on"));
    m_why->setCheckable(true);
    m_otherName->setObjectName(QStringLiteral("otherNameButton"));
    m_buttons[0]->setObjectName(QStringLiteral("remedyButton"));

    arrange();
    connect(m_why, &QToolButton::toggled, this, [this](bool isOn) { m_evidence->setVisible(isOn); });
    connect(m_otherName, &QPushButton::clicked, this, &StatusStrip::otherNameRequested);
    for (QPushButton *button : m_buttons) {
        connect(button, &QPushButton::clicked, this,
                [this, button] { Q_EMIT remedyChosen(static_cast<Remedy>(button->property(remedyProperty).toInt())); });
    }
    setStatus({});
}

void StatusStrip::arrange()
{
    auto *line = new QHBoxLayout;
    line->addWidget(m_mark);
    line->addWidget(m_verdict);
    line->addWidget(m_text, 1);
    line->addWidget(m_why);
    line->addWidget(m_otherName);
    for (QPushButton *button : m_buttons)
        line->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 4, 4);
    layout->addLayout(line);
    layout->addWidget(m_evidence);
    // The button's height is reserved, so that nothing below moves when it appears or disappears.
    setMinimumHeight(m_buttons[0]->sizeHint().height() + 10);
}

void StatusStrip::setStatus(const StatusText &status)
{
    m_status = status;
    if (!m_isHeld)
        display(status);
}

void StatusStrip::hold(const StatusText &status)
{
    m_isHeld = true;
    display(status);
}

void StatusStrip::release()
{
    m_isHeld = false;
    display(m_status);
}

void StatusStrip::display(const StatusText &status)
{
    m_shown = status;
    m_text->setText(status.text);
    m_verdict->setText(status.verdict);
    m_verdict->setVisible(!status.verdict.isEmpty());
    m_evidence->setText(status.evidence.join(QLatin1Char('\n')));
    m_why->setVisible(!status.evidence.isEmpty());
    m_evidence->setVisible(m_why->isChecked() && !status.evidence.isEmpty());
    for (std::size_t button = 0; button < m_buttons.size(); ++button)
        showRemedy(button,
                   button == 0 ? status.remedy : status.furtherRemedies.value(static_cast<qsizetype>(button) - 1));
    m_otherName->setVisible(status.advisesOtherName);
    explain(*m_verdict, definitionOfVerdict(status.verdict));
    updateColors();
}

void StatusStrip::showRemedy(std::size_t button, Remedy remedy)
{
    m_buttons.at(button)->setProperty(remedyProperty, static_cast<int>(remedy));
    m_buttons.at(button)->setText(remedyTitle(remedy));
    m_buttons.at(button)->setVisible(remedy != Remedy::None);
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
    switch (m_shown.tone) {
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
    setTextColor(*m_verdict, color);
}

} // namespace shmlab::ui
