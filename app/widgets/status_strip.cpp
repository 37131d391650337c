// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/status_strip.h"

#include "widgets/appearance.h"
#include "widgets/evidence_popup.h"
#include "widgets/term_tip.h"
#include "wording/glossary.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QToolButton>

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <numeric>
#include <vector>

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
      m_line(new QBoxLayout(QBoxLayout::LeftToRight, this)),
      m_mark(new QLabel(this)),
      m_verdict(new QLabel(this)),
      m_text(new QLabel),
      m_textArea(new QScrollArea(this)),
      m_evidence(new EvidencePopup(this)),
      m_why(new QToolButton(this)),
      m_otherName(new QPushButton(tr("Choose another &name…"), this)),
      m_more(new QToolButton(this)),
      m_buttons{new QPushButton(this), new QPushButton(this), new QPushButton(this)}
{
    m_fitting.setSingleShot(true);
    m_fitting.setInterval(0);
    connect(&m_fitting, &QTimer::timeout, this, &StatusStrip::fit);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    for (QLabel *label : {m_verdict, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_text->setWordWrap(true);
    m_textArea->setFrameShape(QFrame::NoFrame);
    m_textArea->setWidgetResizable(true);
    m_textArea->setFocusPolicy(Qt::NoFocus);
    m_textArea->setWidget(m_text);
    m_textArea->setAccessibleName(tr("What is going on"));
    QFont bold = m_verdict->font();
    bold.setBold(true);
    m_verdict->setFont(bold);
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_verdict->setAccessibleName(tr("Verdict on the object"));
    m_text->setObjectName(QStringLiteral("statusText"));
    m_text->setAccessibleName(tr("What is going on"));
    m_why->setObjectName(QStringLiteral("whyButton"));
    m_why->setText(tr("&Why?"));
    m_why->setToolTip(tr("Show what the verdict rests on"));
    m_otherName->setObjectName(QStringLiteral("otherNameButton"));
    m_buttons[0]->setObjectName(QStringLiteral("remedyButton"));
    m_more->setObjectName(QStringLiteral("moreRemedies"));
    m_more->setMenu(new QMenu(m_more));
    m_more->setPopupMode(QToolButton::InstantPopup);

    arrange();
    connect(m_why, &QToolButton::clicked, this, [this] { m_evidence->showBelow(*m_why); });
    connect(m_otherName, &QPushButton::clicked, this, &StatusStrip::otherNameRequested);
    for (QPushButton *button : m_buttons) {
        connect(button, &QPushButton::clicked, this,
                [this, button] { Q_EMIT remedyChosen(static_cast<Remedy>(button->property(remedyProperty).toInt())); });
    }
    setStatus({});
}

void StatusStrip::arrange()
{
    auto *words = new QHBoxLayout;
    words->addWidget(m_mark);
    words->addWidget(m_verdict);
    words->addWidget(m_textArea, 1);
    auto *help = new QHBoxLayout;
    help->addWidget(m_why);
    help->addStretch();
    help->addWidget(m_otherName);
    for (QPushButton *button : m_buttons)
        help->addWidget(button);
    help->addWidget(m_more);
    m_line->setContentsMargins(8, 4, 4, 4);
    m_line->addLayout(words, 1);
    m_line->addLayout(help);
}

void StatusStrip::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    if (m_isFitting) // a button that is being shown
        m_fitting.start();
    else
        fit();
}

QSize StatusStrip::minimumSizeHint() const
{
    return {widthWithText(10), m_line->minimumSize().height()};
}

/// Without the buttons, and with so many letters of the text in a line.
int StatusStrip::widthWithText(int letters) const
{
    const QMargins margins = m_line->contentsMargins();
    int width = margins.left() + margins.right() + letters * fontMetrics().averageCharWidth();
    for (const QWidget *fixed : std::initializer_list<const QWidget *>{m_mark, m_verdict})
        width += fixed->isHidden() ? 0 : fixed->sizeHint().width() + m_line->spacing();
    return width;
}

/// Several buttons have a line of their own; those that do not fit into it are in a menu.
void StatusStrip::fit()
{
    const QScopedValueRollback fitting(m_isFitting, true);
    const QMargins margins = m_line->contentsMargins();
    const int room = contentsRect().width() - margins.left() - margins.right();
    std::vector<QPushButton *> buttons{m_buttons.begin(), m_buttons.end()};
    buttons.push_back(m_otherName);
    std::vector<const QPushButton *> helping;
    std::ranges::copy_if(buttons, std::back_inserter(helping), [this](const auto *button) { return helps(*button); });
    const auto widthOf = [this](int width, const QWidget *button) {
        return width + button->sizeHint().width() + m_line->spacing();
    };
    const int why = m_why->isHidden() ? 0 : widthOf(0, m_why);
    const int all = std::accumulate(helping.begin(), helping.end(), why, widthOf);
    const bool isCrowded = all > room;
    const bool hasRoomForFirst = !helping.empty() && widthOf(widthOf(why, helping.front()), m_more) <= room;
    const bool isBeside = widthWithText(50) + all <= width();
    m_line->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_more->menu()->clear();
    for (QPushButton *button : buttons) {
        const bool hasRoom = !isCrowded || (hasRoomForFirst && button == helping.front());
        button->setVisible(helps(*button) && hasRoom);
        if (helps(*button) && !hasRoom)
            m_more->menu()->addAction(button->text(), button, &QPushButton::click);
    }
    m_more->setText(hasRoomForFirst ? tr("M&ore") : tr("&Options"));
    m_more->setVisible(isCrowded);
    fitText();
}

/// A long text is scrolled where the window is low. The docks beside the strip leave it the height that it needs.
void StatusStrip::fitText()
{
    m_line->activate();
    const int wanted = isVisible() ? m_text->heightForWidth(std::max(1, m_textArea->viewport()->width()))
                                   : m_text->fontMetrics().height(); // its width is not known yet
    const int most = std::max(2 * fontMetrics().lineSpacing(), window()->height() / 16);
    m_textArea->setFixedHeight(std::clamp(wanted, 0, most));
    // The button's height is reserved, so that nothing below moves when it appears or disappears.
    setMinimumHeight(std::max(m_buttons[0]->sizeHint().height() + 10, m_line->minimumSize().height()));
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
    m_evidence->setLines(status.evidence);
    m_why->setVisible(!status.evidence.isEmpty());
    for (std::size_t button = 0; button < m_buttons.size(); ++button)
        setRemedy(*m_buttons.at(button),
                  button == 0 ? status.remedy : status.furtherRemedies.value(static_cast<qsizetype>(button) - 1));
    explain(*m_verdict, definitionOfVerdict(status.verdict));
    updateColors();
    fit();
}

bool StatusStrip::helps(const QPushButton &button) const
{
    return &button == m_otherName ? m_shown.advisesOtherName
                                  : static_cast<Remedy>(button.property(remedyProperty).toInt()) != Remedy::None;
}

void StatusStrip::setRemedy(QPushButton &button, Remedy remedy)
{
    button.setProperty(remedyProperty, static_cast<int>(remedy));
    button.setText(remedyTitle(remedy));
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
