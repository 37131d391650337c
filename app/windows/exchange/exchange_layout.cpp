// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/exchange_layout.h"

#include <QEvent>
#include <QMainWindow>
#include <QScreen>
#include <QSettings>
#include <QToolBar>

#include <array>

namespace shmlab::ui {
namespace {

QString keyOf(DockForm form)
{
    static constexpr std::array names{"wide", "narrow", "short"};
    return QStringLiteral("exchange/layout/") + QLatin1String(names.at(static_cast<std::size_t>(form)));
}

} // namespace

ExchangeLayout::ExchangeLayout(QMainWindow *window, ExchangeDocks *docks, QToolBar *bar)
    : QObject(window),
      m_window(window),
      m_docks(docks),
      m_bar(bar),
      m_barWidth(bar->sizeHint().width()),
      m_shares{new DockShares(window), new DockShares(window), new DockShares(window)},
      m_form(fittingForm())
{
    m_fitting.setSingleShot(true);
    m_fitting.setInterval(0); // after the resize
    connect(&m_fitting, &QTimer::timeout, this, &ExchangeLayout::fit);
    window->installEventFilter(this);
    enter(m_form);
}

DockForm ExchangeLayout::fittingForm() const
{
    const QFontMetrics font = m_window->fontMetrics();
    const QSize size =
        m_window->size().boundedTo(m_window->screen()->availableSize()); // to which it is going to shrink
    const bool isNarrow = size.width() < 120 * font.horizontalAdvance(QLatin1Char('0'));
    if (size.height() < (isNarrow ? 40 : 34) * font.height())
        return DockForm::Short;
    return isNarrow ? DockForm::Narrow : DockForm::Wide;
}

bool ExchangeLayout::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        m_fitting.start();
    return QObject::eventFilter(watched, event);
}

void ExchangeLayout::fit()
{
    fitToolBar();
    const DockForm form = fittingForm();
    if (form == m_form)
        return;
    save();
    enter(form);
}

/// Without texts, all tools fit into half of a usual screen.
void ExchangeLayout::fitToolBar()
{
    m_bar->setToolButtonStyle(m_barWidth <= m_window->width() ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
}

void ExchangeLayout::enter(DockForm form)
{
    m_form = form;
    fitToolBar();
    m_docks->arrange(form);
    const bool isRestored = m_window->restoreState(QSettings().value(keyOf(form)).toByteArray());
    for (std::size_t i = 0; i < m_shares.size(); ++i)
        m_shares.at(i)->setActive(i == static_cast<std::size_t>(form));
    if (!isRestored)
        QTimer::singleShot(0, this, &ExchangeLayout::resetSizes); // after they are laid out
}

void ExchangeLayout::save() const
{
    QSettings().setValue(keyOf(m_form), m_window->saveState());
}

void ExchangeLayout::resetSizes()
{
    m_docks->resetSizes(m_form);
    m_shares.at(static_cast<std::size_t>(m_form))->remember();
}

void ExchangeLayout::reset()
{
    QSettings().remove(keyOf(m_form));
    m_docks->showAll();
    enter(m_form);
}

} // namespace shmlab::ui
