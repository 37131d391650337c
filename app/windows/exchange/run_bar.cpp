// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/run_bar.h"

#include "widgets/actions.h"
#include "widgets/combo_box_name.h"
#include "windows/exchange/run_pages.h"
#include "wording/format.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace shmlab::ui {

RunBar::RunBar(QWidget *parent)
    : QWidget(parent),
      m_runs(new QComboBox(this)),
      m_notice(new QLabel(tr("Earlier run:"), this)),
      m_limit(new QLabel(this)),
      m_previous(makeAction(this, tr("P&revious run"), Qt::ALT | Qt::Key_Left, tr("Show the run before, as it ended"))),
      m_next(makeAction(this, tr("&Next run"), Qt::ALT | Qt::Key_Right, tr("Show the run after this one")))
{
    m_runs->setObjectName(QStringLiteral("runs"));
    m_limit->setObjectName(QStringLiteral("runLimit"));
    m_limit->setToolTip(tr("The oldest run is dropped when there are more than %1, or when they take more than %2")
                            .arg(RunPages::maxPages)
                            .arg(format::bytes(RunPages::maxBytes)));
    m_runs->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_runs->setMinimumContentsLength(12); // "Run 3, 14:02" …
    nameComboBox(*m_runs, tr("Run that is shown"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_notice);
    layout->addWidget(m_runs, 1);
    layout->addWidget(m_limit);
    m_limit->setMinimumWidth(1); // it makes way for the list
    connect(m_runs, &QComboBox::currentIndexChanged, this, [this](int index) {
        updateActions();
        Q_EMIT chosen(index);
    });
    connect(m_previous, &QAction::triggered, this, [this] { m_runs->setCurrentIndex(m_runs->currentIndex() - 1); });
    connect(m_next, &QAction::triggered, this, [this] { m_runs->setCurrentIndex(m_runs->currentIndex() + 1); });
    updateActions();
    hide();
}

void RunBar::setPages(const RunPages &pages)
{
    const QSignalBlocker blocker(m_runs);
    m_runs->clear();
    for (const RunPage &page : pages.all()) {
        const bool isCurrent = &page == &pages.all().back();
        m_runs->addItem(tr("Run %1, %2: %3")
                            .arg(QString::number(page.number), page.begun.toString(QStringLiteral("HH:mm:ss")),
                                 isCurrent ? tr("the current one") : page.summary));
        m_runs->setItemData(m_runs->count() - 1, m_runs->itemText(m_runs->count() - 1), Qt::ToolTipRole);
    }
    m_runs->setCurrentIndex(static_cast<int>(pages.shownIndex()));
    m_limit->setText(tr("Only the last %1 runs are kept").arg(pages.all().size()));
    m_hasDropped = pages.hasDropped();
    fitLimit();
    updateActions();
    setVisible(pages.all().size() > 1);
}

void RunBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitLimit();
}

void RunBar::fitLimit()
{
    const int usualWidth = m_notice->sizeHint().width() + 2 * m_runs->sizeHint().width();
    m_limit->setVisible(m_hasDropped && width() > usualWidth + m_limit->sizeHint().width());
}

void RunBar::updateActions()
{
    m_notice->setVisible(m_runs->currentIndex() + 1 < m_runs->count());
    QStringList tip{m_runs->currentText(), // the box may be too narrow for it
                    tr("The runs of this window; log, plot and memory are those of the chosen one")};
    if (m_hasDropped)
        tip += m_limit->text();
    m_runs->setToolTip(tip.join(QLatin1Char('\n')));
    m_previous->setEnabled(m_runs->currentIndex() > 0);
    m_next->setEnabled(m_runs->currentIndex() + 1 < m_runs->count());
}

} // namespace shmlab::ui
