// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/exchange_docks.h"

#include "models/format.h"
#include "models/system_call_model.h"
#include "models/turn_log_model.h"
#include "widgets/appearance.h"
#include "widgets/hex_view.h"
#include "widgets/log_view.h"

#include <QCheckBox>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QVBoxLayout>

#include <array>

namespace shmlab::ui {
namespace {

std::vector<HexView::Region> regions(const QPalette &palette)
{
    std::vector<HexView::Region> all;
    for (const Role role : {Role::Server, Role::Client}) {
        const QColor color = roleColor(role, palette);
        all.push_back({counterOffset(role), sizeof(Counter), color,
                       ExchangeDocks::tr("Counter of the %1: int32 in host byte order").arg(format::role(role))});
        all.push_back({presenceOffset(role), sizeof(PresenceRecord), color,
                       ExchangeDocks::tr("Presence of the %1: who it is and what it is doing; only Shmlab writes here")
                           .arg(format::role(role))});
    }
    return all;
}

} // namespace

ExchangeDocks::ExchangeDocks(QMainWindow *window)
    : QObject(window),
      m_window(window),
      m_turnLog(new TurnLogModel(this)),
      m_callLog(new SystemCallModel(this))
{
    auto *log = new LogView(m_turnLog, window);
    log->setObjectName(QStringLiteral("turnLog"));
    log->setAccessibleName(tr("Exchange log"));
    log->setColumnSamples({QStringLiteral("0000000"), QStringLiteral("00000.000"), QStringLiteral("−0000000000"),
                           QStringLiteral("−0000000000")});
    QDockWidget *logDock = addDock(tr("Exchange log"), "logDock", log);
    QDockWidget *memoryDock = addDock(tr("Memory"), "memoryDock", makeMemory());
    QDockWidget *callsDock = addDock(tr("System calls"), "callsDock", makeCalls());
    window->addDockWidget(Qt::RightDockWidgetArea, memoryDock);
    window->splitDockWidget(memoryDock, logDock, Qt::Vertical);
    window->addDockWidget(Qt::BottomDockWidgetArea, callsDock);
}

void ExchangeDocks::show(const FeedBatch &batch)
{
    if (batch.isNewRun) {
        m_turnLog->clear();
        m_callLog->clear();
        m_memory->clear();
    }
    m_turnLog->append(batch.turns);
    m_callLog->add(batch.calls);
    if (!batch.page.empty())
        m_memory->setBytes(batch.page);
}

void ExchangeDocks::updateColors()
{
    m_memory->setRegions(regions(m_memory->palette()));
}

void ExchangeDocks::resetSizes()
{
    const auto [log, memory, calls] = std::array{m_docks.at(0), m_docks.at(1), m_docks.at(2)};
    m_window->resizeDocks({memory}, {m_memory->sizeHint().width()}, Qt::Horizontal);
    m_window->resizeDocks({memory, log}, {m_memory->sizeHint().height(), m_window->height() / 3}, Qt::Vertical);
    m_window->resizeDocks({calls}, {m_window->height() / 4}, Qt::Vertical);
}

void ExchangeDocks::addToggles(QMenu *menu) const
{
    for (const QDockWidget *dock : m_docks)
        menu->addAction(dock->toggleViewAction());
}

QDockWidget *ExchangeDocks::addDock(const QString &title, const char *name, QWidget *content)
{
    auto *dock = new QDockWidget(title, m_window);
    dock->setObjectName(QLatin1String(name));
    dock->setWidget(content);
    m_docks += dock;
    return dock;
}

QWidget *ExchangeDocks::makeCalls()
{
    auto *panel = new QWidget(m_window);
    auto *view = new LogView(m_callLog, panel);
    view->setObjectName(QStringLiteral("callLog"));
    view->setAccessibleName(tr("System calls"));
    view->setColumnSamples({QStringLiteral("0000.000000"), QStringLiteral("posix_fallocate"),
                            QStringLiteral("\"/test.shmem\", O_RDWR|O_CREAT|O_EXCL, 0600"),
                            QStringLiteral("0x7f0000000000"), QStringLiteral("000.0 µs")});
    auto *routine = new QCheckBox(tr("Show the checks that are &repeated all the time"), panel);
    routine->setObjectName(QStringLiteral("showRoutine"));
    connect(routine, &QCheckBox::toggled, m_callLog, &SystemCallModel::setShowsRoutine);
    auto *layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view);
    layout->addWidget(routine);
    return panel;
}

QWidget *ExchangeDocks::makeMemory()
{
    m_memory = new HexView(m_window);
    m_memory->setObjectName(QStringLiteral("memory"));
    updateColors();
    return m_memory;
}

} // namespace shmlab::ui
