// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/exchange_docks.h"

#include "widgets/appearance.h"
#include "widgets/exchange_regions.h"
#include "widgets/hex_view.h"
#include "widgets/log_view.h"
#include "windows/exchange/full_speed_panel.h"
#include "windows/exchange/system_call_model.h"
#include "windows/exchange/system_calls_panel.h"
#include "windows/exchange/turn_log_model.h"

#include <QDockWidget>
#include <QEvent>
#include <QMainWindow>
#include <QMenu>

namespace shmlab::ui {
ExchangeDocks::ExchangeDocks(Role ownRole, QMainWindow *window)
    : QObject(window),
      m_window(window),
      m_turnLog(new TurnLogModel(this)),
      m_callLog(new SystemCallModel(this)),
      m_calls(new SystemCallsPanel(m_callLog, window)),
      m_memory(new HexView(window)),
      m_fullSpeed(new FullSpeedPanel(ownRole, window)),
      m_logDock(makeDock(tr("Exchange log"), "logDock", makeLog())),
      m_memoryDock(makeDock(tr("Memory"), "memoryDock", m_memory)),
      m_callsDock(makeDock(tr("System calls"), "callsDock", m_calls)),
      m_fullSpeedDock(makeDock(tr("Full speed"), "fullSpeedDock", m_fullSpeed))
{
    m_memory->setObjectName(QStringLiteral("memory"));
    m_memory->installEventFilter(this);
    connect(m_calls, &SystemCallsPanel::saveRequested, this, &ExchangeDocks::saveCallsRequested);
    updateColors();
}

void ExchangeDocks::arrange(DockForm form)
{
    QList<QDockWidget *> closed;
    for (QDockWidget *dock : docks()) {
        if (dock->isHidden() && m_window->dockWidgetArea(dock) != Qt::NoDockWidgetArea)
            closed.append(dock);
        dock->setFloating(false);
        m_window->removeDockWidget(dock);
    }
    const bool isNarrow = form == DockForm::Narrow;
    m_window->addDockWidget(isNarrow ? Qt::BottomDockWidgetArea : Qt::RightDockWidgetArea, m_memoryDock);
    m_window->splitDockWidget(m_memoryDock, m_logDock, Qt::Vertical);
    if (form == DockForm::Wide)
        m_window->addDockWidget(Qt::BottomDockWidgetArea, m_callsDock);
    else
        m_window->tabifyDockWidget(m_logDock, m_callsDock);
    m_window->tabifyDockWidget(m_callsDock, m_fullSpeedDock);
    for (QDockWidget *dock : docks()) // removed docks are hidden
        dock->setVisible(!closed.contains(dock));
    (form == DockForm::Wide ? m_callsDock : m_logDock)->raise();
}

void ExchangeDocks::showAll()
{
    for (QDockWidget *dock : docks())
        dock->show();
}

void ExchangeDocks::show(const FeedBatch &batch, const RateHistory &rates)
{
    if (batch.isNewRun) {
        m_turnLog->clear();
        m_callLog->clear();
        m_memory->clear();
        m_fullSpeed->clear();
    }
    m_turnLog->append(batch.turns);
    m_callLog->add(batch.calls);
    if (!batch.page.empty())
        m_memory->setBytes(batch.page);
    if (batch.stats)
        m_fullSpeed->setStats(*batch.stats, rates);
}

void ExchangeDocks::setStatus(const ExchangeStatus &status)
{
    const bool isTruncated = status.end == ExchangeEnd::Truncated;
    m_memory->setGoneFrom(isTruncated ? std::optional(static_cast<qint64>(status.remainingBytes)) : std::nullopt);
}

void ExchangeDocks::showFullSpeed()
{
    m_fullSpeedDock->raise();
}

void ExchangeDocks::updateColors()
{
    m_memory->setRegions(exchangeRegions(m_memory->palette()));
}

/// The palette of a child is set after that of its window, so the window's change would come too early.
bool ExchangeDocks::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_memory && event->type() == QEvent::PaletteChange)
        updateColors();
    return QObject::eventFilter(watched, event);
}

void ExchangeDocks::resetSizes(DockForm form)
{
    const int height = m_window->height();
    const int memoryHeight = m_memory->sizeHint().height();
    if (form == DockForm::Narrow) {
        m_window->resizeDocks({m_memoryDock, m_logDock}, {height / 5, height / 4}, Qt::Vertical);
        return;
    }
    m_window->resizeDocks({m_memoryDock}, {m_memory->sizeHint().width()}, Qt::Horizontal);
    m_window->resizeDocks({m_memoryDock, m_logDock}, {memoryHeight, height / 3}, Qt::Vertical);
    if (form == DockForm::Wide)
        m_window->resizeDocks({m_callsDock}, {height / 4}, Qt::Vertical);
}

void ExchangeDocks::addToggles(QMenu *menu) const
{
    for (const QDockWidget *dock : docks())
        menu->addAction(dock->toggleViewAction());
}

QDockWidget *ExchangeDocks::makeDock(const QString &title, const char *name, QWidget *content)
{
    auto *dock = new QDockWidget(title, m_window);
    dock->setObjectName(QLatin1String(name));
    dock->setWidget(content);
    return dock;
}

QWidget *ExchangeDocks::makeLog()
{
    auto *log = new LogView(m_turnLog, m_window);
    log->setObjectName(QStringLiteral("turnLog"));
    log->setAccessibleName(tr("Exchange log"));
    log->setColumnSamples({QStringLiteral("000000000"), QStringLiteral("00000.000"), QStringLiteral("000000000"),
                           QStringLiteral("000000000")});
    return log;
}

QWidget *ExchangeDocks::memory() const
{
    return m_memory;
}

} // namespace shmlab::ui
