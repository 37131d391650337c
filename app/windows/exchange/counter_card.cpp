// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/counter_card.h"

#include "widgets/appearance.h"
#include "widgets/term_tip.h"
#include "wording/format.h"
#include "wording/glossary.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace shmlab::ui {
namespace {

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

constexpr double smallestScale = 1.5;

QString longestCounter()
{
    return QStringLiteral("−2147483648");
}

} // namespace

CounterCard::CounterCard(Role role, bool isOwn, QWidget *parent)
    : QFrame(parent),
      m_role(role),
      m_title(plainLabel(this)),
      m_value(plainLabel(this)),
      m_badge(plainLabel(this)),
      m_detail(plainLabel(this))
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_title->setText(isOwn ? tr("%1 (this window)").arg(format::roleTitle(role)) : format::roleTitle(role));
    m_title->setAccessibleName(tr("Role"));
    QFont titleFont = m_title->font();
    titleFont.setBold(true);
    m_title->setFont(titleFont);
    m_badge->setText(tr("▲ taller"));
    m_badge->setFont(titleFont);
    explain(*m_badge, definitionOf(Term::Taller));
    m_title->setWordWrap(true);
    m_value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    explain(*m_value, definitionOf(Term::Counter));
    m_value->setAccessibleName(tr("Counter of the %1").arg(format::role(role)));
    m_value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_detail->setWordWrap(true);
    m_detail->setAccessibleName(tr("About the %1").arg(format::role(role)));

    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_badge);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(head);
    layout->addWidget(m_value);
    layout->addWidget(m_detail);
    setMinimumWidth(QFontMetrics(scaledFont(smallestScale)).horizontalAdvance(longestCounter())
                    + 2 * layout->contentsMargins().left());
    clearValue();
    updateColors();
}

void CounterCard::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitDigits();
}

QFont CounterCard::scaledFont(double scale) const
{
    QFont digits = font();
    digits.setPointSizeF(digits.pointSizeF() * scale);
    return digits;
}

void CounterCard::fitDigits()
{
    const int room = width() - 2 * layout()->contentsMargins().left();
    double scale = smallestScale;
    for (const double larger : {2.0, 3.0}) {
        if (QFontMetrics(scaledFont(larger)).horizontalAdvance(longestCounter()) <= room)
            scale = larger;
    }
    m_value->setFont(scaledFont(scale));
}

void CounterCard::setValue(Counter value)
{
    m_value->setText(QString::number(value));
}

void CounterCard::clearValue()
{
    m_value->setText(QStringLiteral("–"));
    setTaller(false);
}

void CounterCard::setTaller(bool isTaller)
{
    m_isTaller = isTaller;
    // A hidden badge would make the card change its layout with every turn.
    setTextColor(*m_badge, isTaller ? roleColor(m_role, palette()) : QColor(Qt::transparent));
    m_badge->setAccessibleName(isTaller ? tr("Taller") : tr("Not taller"));
}

void CounterCard::setDetail(const QString &text)
{
    m_detail->setText(text);
}

void CounterCard::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColors();
}

void CounterCard::updateColors()
{
    setTextColor(*m_title, roleColor(m_role, palette()));
    setTextColor(*m_value, roleColor(m_role, palette()));
    setTaller(m_isTaller);
}

} // namespace shmlab::ui
