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
#include "windows/exchange/turn_log_model.h"
#include "windows/latency/latency_window.h"
#include "windows/objects/objects_window.h"
#include "wording/error_text.h"
#include "wording/format.h"

#include <QAction>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QFileDialog>
#include <QMenuBar>
#include <QMessageBox>
#include <QSaveFile>
#include <QSettings>
#include <QTimer>
#include <QToolBar>
#include <QVBoxLayout>

#include <utility>

namespace shmlab::ui {
namespace {

constexpr QLatin1String tourKey("exchange/tourShown");
constexpr QLatin1String rejoinKey("exchange/rejoins");

} // namespace

ExchangeWindow::ExchangeWindow(const ExchangeSettings &settings, SystemCalls calls, QWidget *parent)
    : QMainWindow(parent),
      m_calls(calls),
      m_controller(settings, calls),
      m_actions(m_controller, this)
{
    setWindowTitle(tr("%1 – %2 – Shmlab").arg(format::roleTitle(settings.role), format::text(settings.name)));
    makeToolBar();
    makeCentre();
    makeMenus();
    // A window per role: each has its own place.
    m_place = new WindowPlace(
        this, role() == Role::Server ? QStringLiteral("server/geometry") : QStringLiteral("client/geometry"),
        {1180, 780});
    connect(&m_controller, &ExchangeController::statusChanged, this, &ExchangeWindow::showStatus);
    connect(m_strip, &StatusStrip::remedyChosen, this, &ExchangeWindow::applyRemedy);
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
    const ExchangeSettings &settings = m_controller.settings();
    m_pace = new PaceControls(settings, m_bar);
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
    m_cards = new CounterCards(role(), centre);
    auto *layout = new QVBoxLayout(centre);
    layout->addWidget(m_strip);
    layout->addWidget(m_cards);
    layout->addStretch(1); // the plot's place
    setCentralWidget(centre);
}

void ExchangeWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("Save &log as CSV…"), QKeySequence::Save, this, &ExchangeWindow::saveLog);
    file->addAction(tr("Save &plot as PNG…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), this,
                    &ExchangeWindow::savePlot);
    file->addSeparator();
    file->addActions(addClosingActions(this));

    QMenu *exchange = menuBar()->addMenu(tr("&Exchange"));
    exchange->addActions(m_actions.all());
    if (role() == Role::Client) {
        exchange->addSeparator();
        addRejoinSwitch(exchange);
    }

    m_viewMenu = new ViewMenu(this);
    menuBar()->addMenu(m_viewMenu);
    connect(m_viewMenu, &ViewMenu::layoutResetRequested, this, [this] { m_layout->reset(); });
    m_drillsMenu = new DrillsMenu(m_calls, m_controller.settings().name, role(), this);
    menuBar()->addMenu(m_drillsMenu);
    connect(m_drillsMenu, &DrillsMenu::failed, this, [this](const Error &error) {
        m_strip->setStatus({drillErrorText(m_controller.settings(), error), Tone::Bad, Remedy::None});
        QTimer::singleShot(std::chrono::seconds{8}, this, [this] { showStatus(m_controller.status()); });
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

void ExchangeWindow::addRejoinSwitch(QMenu *menu)
{
    QAction *rejoin = menu->addAction(tr("&Join again when the server restarts"));
    rejoin->setObjectName(QStringLiteral("rejoin"));
    rejoin->setCheckable(true);
    rejoin->setChecked(m_controller.settings().rejoins && QSettings().value(rejoinKey, true).toBool());
    m_controller.setRejoins(rejoin->isChecked());
    connect(rejoin, &QAction::toggled, this, [this](bool isOn) {
        QSettings().setValue(rejoinKey, isOn);
        m_controller.setRejoins(isOn);
    });
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
    connect(&m_controller, &ExchangeController::batchReady, this, &ExchangeWindow::showBatch);
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
    m_strip->setStatus(statusText(m_controller.settings(), status));
    m_cards->setStatus(status);
}

void ExchangeWindow::showBatch()
{
    const FeedBatch batch = m_controller.takeBatch();
    if (batch.isNewRun) {
        m_plot->clear();
        m_cards->clearPeer();
    }
    m_docks->show(batch);
    if (!batch.turns.empty())
        m_plot->add(batch.turns);
    if (batch.page.size() >= countersSizeBytes)
        m_cards->setCounters(batch.page);
}

void ExchangeWindow::applyRemedy(Remedy remedy)
{
    switch (remedy) {
    case Remedy::None: break;
    case Remedy::RemoveAndStart: m_controller.removeStaleAndStart(); break;
    case Remedy::StartAgain: m_controller.start(); break;
    }
}

void ExchangeWindow::saveLog()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save log as CSV"), QStringLiteral("exchange.csv"),
                                                      tr("Comma-separated values (*.csv)"));
    if (path.isEmpty() || m_docks == nullptr)
        return;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !m_docks->turnLog().writeCsv(file) || !file.commit())
        QMessageBox::warning(this, tr("Save log as CSV"), tr("Cannot write %1: %2.").arg(path, file.errorString()));
}

void ExchangeWindow::savePlot()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save plot as PNG"), QStringLiteral("exchange.png"),
                                                      tr("PNG picture (*.png)"));
    if (!path.isEmpty() && m_plot != nullptr && !m_plot->savePng(path))
        QMessageBox::warning(this, tr("Save plot as PNG"), tr("Cannot write %1.").arg(path));
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
