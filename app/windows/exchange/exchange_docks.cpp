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
    connect(m_calls, &SystemCallsPanel::saveRequested, this, &ExchangeDocks::saveCallsRequested);
    updateColors();
    window->addDockWidget(Qt::RightDockWidgetArea, m_memoryDock);
    window->splitDockWidget(m_memoryDock, m_logDock, Qt::Vertical);
    window->addDockWidget(Qt::BottomDockWidgetArea, m_callsDock);
    window->tabifyDockWidget(m_callsDock, m_fullSpeedDock);
    // The window is visible already, so new children have to be shown explicitly.
    for (QDockWidget *dock : {m_logDock, m_memoryDock, m_callsDock, m_fullSpeedDock})
        dock->show();
    m_callsDock->raise();
}

void ExchangeDocks::show(const FeedBatch &batch)
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
        m_fullSpeed->setStats(*batch.stats, batch.isFullSpeed);
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

void ExchangeDocks::resetSizes()
{
    m_window->resizeDocks({m_memoryDock}, {m_memory->sizeHint().width()}, Qt::Horizontal);
    m_window->resizeDocks({m_memoryDock, m_logDock}, {m_memory->sizeHint().height(), m_window->height() / 3},
                          Qt::Vertical);
    m_window->resizeDocks({m_callsDock}, {m_window->height() / 4}, Qt::Vertical);
}

void ExchangeDocks::addToggles(QMenu *menu) const
{
    for (const QDockWidget *dock : {m_logDock, m_callsDock, m_fullSpeedDock, m_memoryDock})
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
