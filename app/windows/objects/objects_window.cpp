// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/objects_window.h"

#include "widgets/actions.h"
#include "widgets/dock_shares.h"
#include "widgets/help_menu.h"
#include "widgets/text_label.h"
#include "widgets/view_menu.h"
#include "widgets/window_place.h"
#include "windows/inside/inspector_panel.h"
#include "windows/objects/filter_bar.h"
#include "windows/objects/join_action.h"
#include "windows/objects/object_actions.h"
#include "windows/objects/object_panels.h"
#include "windows/objects/object_table.h"
#include "windows/objects/objects_closing.h"
#include "windows/objects/objects_tour.h"
#include "windows/objects/scan_status.h"
#include "windows/objects/update_menu.h"
#include "windows/removal/removal_actions.h"
#include "windows/timeline/timeline_panel.h"
#include "windows/watches/watch_panel.h"
#include "wording/object_errors.h"

#include <shmlab/inspect/object_location.h>

#include <QCloseEvent>
#include <QMenuBar>
#include <QSettings>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace shmlab::ui {
namespace {

constexpr QLatin1String layoutKey("objects/layout");
constexpr QLatin1String tourKey("objects/tourShown");

} // namespace

ObjectsWindow::ObjectsWindow(QString program, QWidget *parent, SystemCalls calls)
    : QMainWindow(parent),
      m_calls(calls),
      m_model(new ObjectTableModel(this)),
      m_filter(new ObjectFilter(m_model, this)),
      m_filterBar(new FilterBar(m_filter, this)),
      m_notice(new NoticeLine(this)),
      m_table(new ObjectTable(m_filter, this)),
      m_status(new ScanStatus(this)),
      m_panels(new ObjectPanels(this, calls)),
      m_feed(calls, m_model, &m_panels->timeline().model()),
      m_removal(new RemovalActions([this] { return m_filter->staleObjects(); }, calls, this)),
      m_join(new JoinAction(std::move(program), this)),
      m_actions(new ObjectActions(m_table, m_filter, calls, this))
{
    setWindowTitle(tr("Objects – Shmlab"));
    makeActions();
    makeCentre();
    makeMenus();
    connectParts();
    restoreLayout();
    showSelected();
    m_feed.scanner().start();
}

void ObjectsWindow::makeActions()
{
    const auto make = [this](const QString &text, const QKeySequence &key, const QString &tip, auto slot) {
        QAction *action = makeAction(this, text, key, tip);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    m_refresh = make(tr("&Refresh"), QKeySequence(Qt::Key_F5), tr("Scan all objects now"),
                     [this] { m_feed.scanner().scanNow(); });
    m_pause = make(tr("&Pause"), QKeySequence(Qt::Key_F6), tr("Stop updating the table"),
                   [this](bool isOn) { m_feed.scanner().setPaused(isOn); });
    m_pause->setCheckable(true);
}

void ObjectsWindow::makeCentre()
{
    m_bar = addToolBar(tr("Objects"));
    m_bar->setObjectName(QStringLiteral("objectsBar"));
    m_bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_bar->addActions({m_refresh, m_pause, m_join->action(), m_removal->removeAction(), m_removal->removeAllAction(),
                       m_removal->undoAction()});
    m_actions->setMoreActions({m_join->action(), m_removal->removeAction(), m_removal->putBackAction()});
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setSpacing(4);
    layout->addWidget(m_filterBar);
    layout->addWidget(m_notice);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_status);
    setCentralWidget(centre);
}

void ObjectsWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    watches().addFileActions(file);
    file->addSeparator();
    m_actions->addExports(file);
    file->addSeparator();
    file->addActions(addClosingActions(this));

    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    edit->addAction(m_removal->undoAction());
    edit->addSeparator();
    edit->addAction(tr("Fi&lter objects"), QKeySequence(Qt::CTRL | Qt::Key_K), m_filterBar, &FilterBar::activate);
    edit->addActions(inspector().actions());

    QMenu *object = menuBar()->addMenu(tr("&Object"));
    object->addActions({m_refresh, m_pause});
    auto *update = new UpdateMenu(object);
    object->addMenu(update);
    m_feed.scanner().setInterval(UpdateMenu::savedInterval());
    connect(update, &UpdateMenu::intervalChosen, &m_feed.scanner(), &ObjectScanner::setInterval);
    object->addSeparator();
    m_actions->addTo(object);
    object->addSeparator();
    object->addActions(
        {m_join->action(), m_removal->removeAction(), m_removal->removeAllAction(), m_removal->putBackAction()});

    auto *view = new ViewMenu(this);
    menuBar()->addMenu(view);
    m_actions->addViews(view);
    view->addSeparator();
    m_panels->addToggles(view);
    view->addChoices();
    connect(view, &ViewMenu::layoutResetRequested, this, &ObjectsWindow::resetLayout);

    auto *help = new HelpMenu(this, m_calls);
    menuBar()->addMenu(help);
    connect(help, &HelpMenu::tourRequested, this, &ObjectsWindow::startTour);
}

void ObjectsWindow::connectParts()
{
    connect(m_table, &ObjectTable::selectedObjectChanged, this, &ObjectsWindow::showSelected);
    connect(&m_feed, &ObjectFeed::aboutToApply, m_table, &ObjectTable::beginChanges);
    connect(&m_feed, &ObjectFeed::applied, this, &ObjectsWindow::followChanges);
    connect(&m_feed, &ObjectFeed::scanEnded, this, &ObjectsWindow::showScan);
    connect(m_removal, &RemovalActions::finished, this, [this](const QString &text, bool isProblem) {
        m_notice->showOutcome(text, isProblem);
        m_feed.scanner().scanNow();
    });
    connect(m_panels, &ObjectPanels::failed, m_notice, &NoticeLine::showNotice);
    connect(m_join, &JoinAction::failed, m_notice, &NoticeLine::showNotice);
    connect(m_actions, &ObjectActions::failed, m_notice, &NoticeLine::showNotice);
    connect(m_actions, &ObjectActions::inspectRequested, m_panels, &ObjectPanels::inspect);
    connect(m_actions, &ObjectActions::watchRequested, m_panels, &ObjectPanels::watch);
    connect(m_removal, &RemovalActions::restored, m_table, &ObjectTable::selectNames);
    connect(m_filterBar, &FilterBar::leftAtBottom, m_table, &ObjectTable::enter);
    connect(m_table, &ObjectTable::leftAtTop, m_filterBar, &FilterBar::activate);
}

void ObjectsWindow::restoreLayout()
{
    m_defaultLayout = saveState();
    m_shares = new DockShares(this);
    QSettings settings;
    new WindowPlace(this, QStringLiteral("objects/geometry"), {1240, 860});
    m_table->restoreLayout(ObjectTableLayout::load(settings));
    QTimer::singleShot(0, this, [this, layout = settings.value(layoutKey).toByteArray()] {
        if (!restoreState(layout)) // once all is laid out: before, the docks would be cut to their minimum
            resetDocks();
        m_shares->remember();
    });
}

void ObjectsWindow::resetLayout()
{
    m_table->restoreLayout(ObjectTableLayout::defaults());
    resetDocks();
}

void ObjectsWindow::resetDocks()
{
    restoreState(m_defaultLayout);
    m_panels->resetSizes();
    m_shares->remember();
}

void ObjectsWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    m_feed.scanner().setPaused(m_pause->isChecked());
}

void ObjectsWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_notice->updateColor();
}

/// The window may be shown again and keeps its timeline, its watches and its backups.
void ObjectsWindow::closeEvent(QCloseEvent *event)
{
    if (!confirmClosingObjects(this, watches(), m_removal->backupCount()) || !endRecording(this, watches())) {
        event->ignore();
        return;
    }
    m_feed.scanner().setPaused(true);
    QSettings settings;
    settings.setValue(layoutKey, saveState());
    m_table->layoutState().save(settings);
    event->accept();
}

void ObjectsWindow::selectObject(const ObjectName &name)
{
    m_wanted = name;
    const std::string bytes = name.bytes().substr(1);
    if (m_model->rowOfName(bytes) < 0)
        return;
    if (!m_table->selectName(bytes)) {
        m_filterBar->clear(); // it must not hide the requested object
        (void)m_table->selectName(bytes);
    }
    m_wanted.reset();
}

InspectorPanel &ObjectsWindow::inspector() const
{
    return m_panels->inspector();
}

WatchPanel &ObjectsWindow::watches() const
{
    return m_panels->watches();
}

const TimelineModel &ObjectsWindow::timeline() const
{
    return m_panels->timeline().model();
}

void ObjectsWindow::followChanges(const std::vector<ObjectChange> &changes)
{
    m_table->endChanges();
    const auto selected = m_table->selectedReport();
    const auto isSelected = [&](const ObjectChange &change) {
        return (change.now ? change.now : change.before) == selected;
    };
    if (selected && std::ranges::any_of(changes, isSelected))
        showSelected();
    if (m_wanted)
        selectObject(ObjectName(*m_wanted)); // a copy, since m_wanted is reset
}

void ObjectsWindow::showScan(const ScanSummary &summary)
{
    m_table->endScan();
    if (summary.error) {
        m_notice->showNotice(tr("Cannot scan the objects: %1.").arg(causeText(*summary.error)));
    } else {
        m_status->showScan(summary, m_feed.sums());
        m_removal->setHasStale(m_feed.sums().of.at(static_cast<std::size_t>(Verdict::Stale)).objects > 0);
        m_filterBar->setOwners(m_model->owners());
    }
    Q_EMIT scanShown();
}

void ObjectsWindow::showSelected()
{
    m_panels->showObject(m_table->selectedReport(), m_table->hasSelectedVanished());
    const std::vector<ObjectReportPtr> selected = m_table->selectedReports();
    m_join->setObject(selected.size() == 1 ? selected.front() : nullptr);
    m_removal->setSelection(selected);
}

void ObjectsWindow::offerTour()
{
    if (QSettings().value(tourKey).toBool())
        return;
    QSettings().setValue(tourKey, true);
    QTimer::singleShot(0, this, [this] { startTour(); }); // once all is laid out
}

void ObjectsWindow::startTour()
{
    startObjectsTour(
        this, {.table = m_table, .filter = m_filterBar, .remove = m_bar->widgetForAction(m_removal->removeAction())},
        m_panels->tourSteps());
}

} // namespace shmlab::ui
