// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/exchange_window.h"

#include "session/program_path.h"
#include "widgets/actions.h"
#include "widgets/help_menu.h"
#include "widgets/status_strip.h"
#include "widgets/view_menu.h"
#include "widgets/window_place.h"
#include "windows/exchange/counter_cards.h"
#include "windows/exchange/drills_menu.h"
#include "windows/exchange/exchange_docks.h"
#include "windows/exchange/exchange_layout.h"
#include "windows/exchange/exchange_plot.h"
#include "windows/exchange/exchange_tour.h"
#include "windows/exchange/pace_controls.h"
#include "windows/exchange/run_bar.h"
#include "windows/latency/latency_window.h"
#include "windows/objects/objects_window.h"
#include "wording/error_text.h"
#include "wording/format.h"

#include <QAction>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QMenuBar>
#include <QSettings>
#include <QTimer>
#include <QToolBar>
#include <QVBoxLayout>

#include <utility>

namespace shmlab::ui {
namespace {

constexpr QLatin1String tourKey("exchange/tourShown");

} // namespace

ExchangeWindow::ExchangeWindow(const ExchangeSettings &settings, SystemCalls calls, QWidget *parent)
    : QMainWindow(parent),
      m_calls(calls),
      m_controller(settings, calls),
      m_actions(m_controller, this)
{
    updateTitle();
    makeToolBar();
    makeCentre();
    makeMenus();
    // A window per role: each has its own place.
    m_place = new WindowPlace(
        this, role() == Role::Server ? QStringLiteral("server/geometry") : QStringLiteral("client/geometry"),
        {1180, 780});
    connect(&m_controller, &ExchangeController::statusChanged, this, &ExchangeWindow::showStatus);
    connect(m_strip, &StatusStrip::remedyChosen, this, &ExchangeWindow::applyRemedy);
    connect(m_strip, &StatusStrip::otherNameRequested, this, &ExchangeWindow::askForOtherName);
    connect(m_runBar, &RunBar::chosen, this, &ExchangeWindow::showRun);
    showStatus(m_controller.status());
}

ExchangeWindow::~ExchangeWindow() = default;

void ExchangeWindow::makeToolBar()
{
    m_bar = addToolBar(tr("Exchange"));
    m_bar->setObjectName(QStringLiteral("exchangeBar"));
    m_bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_bar->addActions(m_actions.all());
    m_bar->addSeparator();
    m_pace = new PaceControls(m_controller.settings(), m_bar);
    m_bar->addWidget(m_pace);
    connect(m_pace, &PaceControls::turnsChanged, &m_controller, &ExchangeController::setTurns);
    connect(m_pace, &PaceControls::paceChanged, this, [this](Pace pace, WaitMode waitMode) {
        m_controller.setPace(pace, waitMode);
        if (pace == Pace::FullSpeed && m_docks != nullptr)
            m_docks->showFullSpeed();
    });
    connect(m_pace, &PaceControls::periodChanged, this, [this](std::chrono::microseconds period) {
        m_controller.setPeriod(period);
        if (m_plot != nullptr)
            m_plot->setPeriod(period);
    });
}

void ExchangeWindow::makeCentre()
{
    auto *centre = new QWidget(this);
    m_strip = new StatusStrip(centre);
    m_runBar = new RunBar(centre);
    m_cards = new CounterCards(role(), centre);
    auto *layout = new QVBoxLayout(centre);
    const QMargins margins = layout->contentsMargins();
    layout->setContentsMargins(margins.left(), margins.top() / 2, margins.right(),
                               margins.bottom() / 2); // for low screens
    layout->addWidget(m_strip);
    layout->addWidget(m_runBar);
    layout->addWidget(m_cards);
    layout->addStretch(1); // the plot's place
    setCentralWidget(centre);
}

void ExchangeWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("Save &log as CSV…"), QKeySequence::Save, this, &ExchangeWindow::saveLog);
    file->addAction(tr("Save s&ystem calls as CSV…"), this, &ExchangeWindow::saveCalls);
    file->addAction(tr("Save &plot as PNG…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), this,
                    &ExchangeWindow::savePlot);
    file->addSeparator();
    file->addActions(addClosingActions(this));

    QMenu *exchange = menuBar()->addMenu(tr("&Exchange"));
    exchange->addActions(m_actions.all());
    exchange->addSeparator();
    exchange->addActions(m_runBar->actions());
    if (role() == Role::Client) {
        exchange->addSeparator();
        addRejoinSwitch(exchange);
    }

    m_viewMenu = new ViewMenu(this);
    menuBar()->addMenu(m_viewMenu);
    connect(m_viewMenu, &ViewMenu::layoutResetRequested, this, [this] { m_layout->reset(); });
    m_drillsMenu = new DrillsMenu(m_calls, m_controller.settings().name, role(), this);
    menuBar()->addMenu(m_drillsMenu);
    connect(m_drillsMenu, &DrillsMenu::stopping, m_strip, [this] { m_strip->hold(stopDrillText()); });
    connect(m_drillsMenu, &DrillsMenu::finished, m_strip, &StatusStrip::release);
    connect(m_drillsMenu, &DrillsMenu::failed, this, [this](const Error &error) {
        m_strip->hold({drillErrorText(m_controller.settings(), error), Tone::Bad, Remedy::None});
        QTimer::singleShot(std::chrono::seconds{8}, m_strip, &StatusStrip::release);
    });

    QMenu *tools = menuBar()->addMenu(tr("&Tools"));
    tools
        ->addAction(tr("&Compare IPC mechanisms…"), this,
                    [] {
                        auto *window = new LatencyWindow(QCoreApplication::applicationFilePath());
                        window->setAttribute(Qt::WA_DeleteOnClose);
                        window->show();
                    })
        ->setObjectName(QStringLiteral("compare"));
    tools->addAction(tr("Show in &objects"), QKeySequence(Qt::CTRL | Qt::Key_O), this, &ExchangeWindow::showInObjects)
        ->setObjectName(QStringLiteral("showInObjects"));

    auto *help = new HelpMenu(this, m_calls);
    menuBar()->addMenu(help);
    connect(help, &HelpMenu::tourRequested, this, &ExchangeWindow::startTour);
}

void ExchangeWindow::showInObjects()
{
    if (!m_objects) {
        m_objects = new ObjectsWindow(programPath(), nullptr, m_calls);
        m_objects->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_objects->selectObject(m_controller.settings().name);
    m_objects->show();
    m_objects->raise();
    m_objects->activateWindow();
    m_objects->offerTour();
}

void ExchangeWindow::takeHalf(Qt::Edge edge)
{
    m_place->takeHalf(edge);
}

bool ExchangeWindow::event(QEvent *event)
{
    const bool isDone = QMainWindow::event(event);
    if (event->type() == QEvent::Paint && !std::exchange(m_isPainted, true))
        QTimer::singleShot(0, this, &ExchangeWindow::complete);
    return isDone;
}

/// Adds the widgets that the first paint does not need; they take a third of the time until the window is complete.
void ExchangeWindow::complete()
{
    m_plot = new ExchangePlot(role(), centralWidget());
    m_plot->setPeriod(m_controller.settings().period);
    auto *layout = qobject_cast<QVBoxLayout *>(centralWidget()->layout());
    delete layout->takeAt(layout->count() - 1);
    layout->addWidget(m_plot, 1);
    m_docks = new ExchangeDocks(role(), this);
    centralWidget()->setFocus(); // not a spin box, which a stray key would change
    m_docks->addToggles(m_viewMenu);
    m_viewMenu->addChoices();
    m_layout = new ExchangeLayout(this, m_docks, m_bar);
    QTimer::singleShot(0, m_place, &WindowPlace::fit); // once the docks are laid out
    if (m_controller.settings().pace == Pace::FullSpeed)
        m_docks->showFullSpeed();
    connect(m_docks, &ExchangeDocks::saveCallsRequested, this, &ExchangeWindow::saveCalls);
    connect(&m_controller, &ExchangeController::batchReady, this, &ExchangeWindow::showBatch);
    m_docks->setStatus(m_controller.status());
    showBatch();
    if (m_isTourPending)
        QTimer::singleShot(0, this, &ExchangeWindow::startTour); // after everything is laid out
}

void ExchangeWindow::closeEvent(QCloseEvent *event)
{
    if (m_layout != nullptr)
        m_layout->save();
    m_controller.stop();
    event->accept();
}

void ExchangeWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_actions.updateIcons();
}

void ExchangeWindow::showStatus(const ExchangeStatus &status)
{
    m_actions.setState(status.state);
    m_drillsMenu->setEnabled(status.state == RunState::Running || status.state == RunState::Paused);
    m_drillsMenu->setObject(status.object);
    const StatusText text = statusText(m_controller.settings(), status);
    m_strip->setStatus(text);
    m_runs.setStatus(status, text.text);
    if (!m_runs.isCurrentShown())
        return;
    m_cards->setStatus(status);
    if (m_docks != nullptr)
        m_docks->setStatus(status);
}

void ExchangeWindow::showBatch()
{
    const FeedBatch batch = m_controller.takeBatch();
    const bool isCurrentShown = m_runs.isCurrentShown();
    m_runs.add(batch);
    if (batch.isNewRun)
        m_runBar->setPages(m_runs);
    if (isCurrentShown)
        showContent(batch);
    else if (m_runs.isCurrentShown()) // a new run has begun
        showRun(static_cast<int>(m_runs.shownIndex()));
}

void ExchangeWindow::showContent(const FeedBatch &batch)
{
    if (batch.isNewRun) {
        m_plot->clear();
        m_cards->clearPeer();
    }
    m_docks->show(batch, m_runs.shown().rates);
    if (batch.turns.empty())
        return;
    m_plot->add(batch.turns);
    m_cards->add(batch.turns);
}

void ExchangeWindow::applyRemedy(Remedy remedy)
{
    switch (remedy) {
    case Remedy::None: break;
    case Remedy::RemoveAndStart: m_controller.removeStaleAndStart(); break;
    case Remedy::StartAgain: m_controller.start(); break;
    case Remedy::StartServer: Q_EMIT serverRequested(m_controller.settings().name); break;
    case Remedy::RemoveLeftover: m_controller.removeLeftover(); break;
    case Remedy::TakeFullSpeed: m_pace->choose(Pace::FullSpeed); break;
    case Remedy::TakeTimer: m_pace->choose(Pace::Timer); break;
    }
    showStatus(m_controller.status()); // a remedy that was applied is offered no longer
}

void ExchangeWindow::offerTour()
{
    if (QSettings().value(tourKey).toBool())
        return;
    QSettings().setValue(tourKey, true);
    m_isTourPending = true;
    if (m_docks != nullptr)
        startTour();
}

void ExchangeWindow::startTour()
{
    startExchangeTour(this, role(),
                      {.start = m_bar->widgetForAction(m_actions.start()),
                       .pause = m_bar->widgetForAction(m_actions.pause()),
                       .step = m_bar->widgetForAction(m_actions.step()),
                       .pace = m_pace,
                       .memory = m_docks->memory(),
                       .status = m_strip});
}

} // namespace shmlab::ui
