// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/filter_bar.h"

#include "widgets/appearance.h"
#include "widgets/combo_box_name.h"
#include "wording/evidence_text.h"
#include "wording/object_text.h"
#include "wording/owner_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QVBoxLayout>

namespace shmlab::ui {

FilterBar::FilterBar(ObjectFilter *filter, QWidget *parent)
    : QWidget(parent),
      m_filter(filter),
      m_text(new QLineEdit(this)),
      m_isExpression(new QCheckBox(tr("Regular e&xpression"), this)),
      m_verdict(new QComboBox(this)),
      m_owner(new QComboBox(this)),
      m_state(new QLabel(this))
{
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_state->hide();
    m_state->setObjectName(QStringLiteral("filterState"));
    m_text->setPlaceholderText(tr("Filter: name, kind or program"));
    m_text->setAccessibleName(tr("Filter"));
    m_text->setClearButtonEnabled(true);
    nameComboBox(*m_verdict, tr("Verdict"));
    m_verdict->addItem(tr("all verdicts"), -1);
    for (const Verdict verdict : allVerdicts)
        m_verdict->addItem(verdictName(verdict), static_cast<int>(verdict));
    nameComboBox(*m_owner, tr("Owner"));
    m_owner->addItem(tr("all owners"), -1);
    auto *fields = new QHBoxLayout;
    fields->addWidget(m_text, 1);
    fields->addWidget(m_isExpression);
    fields->addWidget(m_verdict);
    fields->addWidget(m_owner);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(fields);
    layout->addWidget(m_state);
    m_stateTimer.setSingleShot(true); // thousands of rows may be added one by one
    connect(&m_stateTimer, &QTimer::timeout, this, &FilterBar::showState);
    const auto later = [this] { m_stateTimer.start(0); };
    connect(filter, &ObjectFilter::changed, this, later);
    for (const QAbstractItemModel *model :
         {static_cast<QAbstractItemModel *>(filter), static_cast<QAbstractItemModel *>(filter->table())}) {
        connect(model, &QAbstractItemModel::rowsInserted, this, later);
        connect(model, &QAbstractItemModel::rowsRemoved, this, later);
    }
    m_text->installEventFilter(this);
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
    const auto done = m_filter->setText(m_text->text(), m_isExpression->isChecked());
    m_problem = done ? QString() : done.error();
    updateStateColor();
    showState();
}

void FilterBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateStateColor();
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    const bool isDown = watched == m_text && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Down;
    if (isDown)
        Q_EMIT leftAtBottom();
    return isDown || QWidget::eventFilter(watched, event);
}

void FilterBar::updateStateColor()
{
    for (QWidget *widget : {static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_state)})
        setErrorColor(*widget, !m_problem.isEmpty());
}

/// The problem, or how many objects are shown if not all are.
void FilterBar::showState()
{
    const bool isGood = m_problem.isEmpty();
    const int shown = m_filter->rowCount();
    const int all = m_filter->table()->rowCount();
    const QLocale locale;
    m_state->setText(!isGood           ? m_problem
                         : shown < all ? tr("%1 of %2 shown").arg(locale.toString(shown), locale.toString(all))
                                       : QString());
    m_state->setVisible(!m_state->text().isEmpty());
}

} // namespace shmlab::ui
