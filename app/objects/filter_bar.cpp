// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects/filter_bar.h"

#include "exchange/evidence_text.h"
#include "objects/object_text.h"
#include "widgets/appearance.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>

namespace shmlab::ui {

FilterBar::FilterBar(ObjectFilter *filter, QWidget *parent)
    : QWidget(parent),
      m_filter(filter),
      m_text(new QLineEdit(this)),
      m_isExpression(new QCheckBox(tr("Regular e&xpression"), this)),
      m_verdict(new QComboBox(this)),
      m_owner(new QComboBox(this))
{
    m_text->setPlaceholderText(tr("Filter: name, kind or program"));
    m_text->setAccessibleName(tr("Filter"));
    m_text->setClearButtonEnabled(true);
    m_verdict->setAccessibleName(tr("Verdict"));
    m_verdict->addItem(tr("all verdicts"), -1);
    for (const Verdict verdict : allVerdicts)
        m_verdict->addItem(verdictWord(verdict), static_cast<int>(verdict));
    m_owner->setAccessibleName(tr("Owner"));
    m_owner->addItem(tr("all owners"), -1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_isExpression);
    layout->addWidget(m_verdict);
    layout->addWidget(m_owner);
    connect(m_text, &QLineEdit::textChanged, this, &FilterBar::apply);
    connect(m_isExpression, &QCheckBox::toggled, this, &FilterBar::apply);
    connect(m_verdict, &QComboBox::currentIndexChanged, this, [this] {
        const int verdict = m_verdict->currentData().toInt();
        m_filter->setVerdict(verdict < 0 ? std::nullopt : std::optional(static_cast<Verdict>(verdict)));
    });
    connect(m_owner, &QComboBox::currentIndexChanged, this, [this] {
        const qint64 owner = m_owner->currentData().toLongLong();
        m_filter->setOwner(owner < 0 ? std::nullopt : std::optional(static_cast<uid_t>(owner)));
    });
}

void FilterBar::activate()
{
    m_text->setFocus();
    m_text->selectAll();
}

void FilterBar::clear()
{
    m_text->clear();
    m_verdict->setCurrentIndex(0);
    m_owner->setCurrentIndex(0);
}

void FilterBar::setOwners(const std::vector<uid_t> &owners)
{
    for (const uid_t owner : owners) {
        if (m_owner->findData(qint64{owner}) < 0)
            m_owner->addItem(ownerText(owner), qint64{owner});
    }
}

void FilterBar::apply()
{
    const bool isGood = m_filter->setText(m_text->text(), m_isExpression->isChecked());
    QPalette colors = palette();
    if (!isGood)
        colors.setColor(QPalette::Text, errorColor(palette()));
    m_text->setPalette(colors);
    m_text->setToolTip(isGood ? QString() : tr("no regular expression"));
}

} // namespace shmlab::ui
