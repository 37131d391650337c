// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/objects_window.h"

#include "widgets/actions.h"
#include "widgets/appearance.h"
#include "widgets/help_menu.h"
#include "widgets/tour.h"
#include "widgets/view_menu.h"
#include "windows/inside/inspector_panel.h"
#include "windows/objects/filter_bar.h"
#include "windows/objects/object_table.h"
#include "windows/removal/removal_actions.h"
#include "windows/timeline/timeline_panel.h"
#include "windows/watches/watch_panel.h"
#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_errors.h"

#include <QActionGroup>
#include <QClipboard>
#include <QCloseEvent>
#include <QDockWidget>
#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QProcess>
#include <QSettings>
#include <QTableView>
#include <QToolBar>
#include <QVBoxLayout>

#include <set>
#include <utility>

namespace shmlab::ui {
namespace {

constexpr QLatin1String geometryKey("objects/geometry");
constexpr QLatin1String layoutKey("objects/layout");
constexpr QLatin1String columnsKey("objects/columns");
constexpr QLatin1String intervalKey("objects/interval");
constexpr QLatin1String tourKey("objects/tourShown");
constexpr int defaultInterval = 1000; // milliseconds
constexpr std::size_t changesPerBatch = 512; // then others have the event loop

} // namespace

ObjectsWindow::ObjectsWindow(QString program, QWidget *parent, SystemCalls calls)
    : QMainWindow(parent),
      m_program(std::move(program)),
      m_calls(calls),
      m_acquisition(calls),
      m_scanner(calls),
      m_model(new ObjectTableModel(this)),
      m_filter(new ObjectFilter(m_model, this))
{
    setWindowTitle(tr("Objects – Shmlab"));
    makeActions();
    makeCentre();
    makeDocks();
    makeMenus();
    m_defaultLayout = saveState();
    const QSettings settings;
    resize(1240, 860);
    restoreGeometry(settings.value(geometryKey).toByteArray());
    m_table->restoreLayout(settings.value(columnsKey).toByteArray());
    QTimer::singleShot(0, this, [this, layout = settings.value(layoutKey).toByteArray()] {
        if (!restoreState(layout)) // once all is laid out: before, docks would be cut to what is needed
            resetLayout();
    });

    connect(&m_scanner, &ObjectScanner::ready, this, &ObjectsWindow::takeChanges, Qt::QueuedConnection);
    connect(m_table, &ObjectTable::selectedObjectChanged, this, &ObjectsWindow::showCurrent);
    connect(m_table, &ObjectTable::selectedObjectChanged, this, [this] { m_lostSelection.reset(); });
    connect(&m_highlightTimer, &QTimer::timeout, this, &ObjectsWindow::updateHighlights);
    m_highlightTimer.setSingleShot(true);
    m_highlightTimer.start(std::chrono::seconds{1});
    m_noticeTimer.setSingleShot(true);
    connect(&m_noticeTimer, &QTimer::timeout, m_notice, &QLabel::hide);
    showCurrent();
    m_scanner.start();
}

ObjectsWindow::~ObjectsWindow() = default;

void ObjectsWindow::makeActions()
{
    const auto make = [this](const QString &text, const QKeySequence &key, const QString &tip, auto slot) {
        QAction *action = makeAction(this, text, key, tip);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    m_refresh =
        make(tr("&Refresh"), QKeySequence(Qt::Key_F5), tr("Look at all objects now"), [this] { m_scanner.scanNow(); });
    m_pause = make(tr("&Pause"), QKeySequence(Qt::Key_F6), tr("Keep the table as it is"),
                   [this](bool isOn) { m_scanner.setPaused(isOn); });
    m_pause->setCheckable(true);
    m_join = make(tr("&Join as client"), QKeySequence(Qt::CTRL | Qt::Key_J), tr("Take part in this exchange"),
                  [this] { joinCurrent(); });
    m_removal = new RemovalActions([this] { return m_filter->staleObjects(); }, m_calls, this);
    connect(m_removal, &RemovalActions::finished, this, [this](const QString &text) {
        if (!text.isEmpty())
            showNotice(text);
        m_scanner.scanNow();
    });
}

void ObjectsWindow::makeCentre()
{
    QToolBar *bar = addToolBar(tr("Objects"));
    bar->setObjectName(QStringLiteral("objectsBar"));
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    bar->addActions(
        {m_refresh, m_pause, m_join, m_removal->removeAction(), m_removal->removeAllAction(), m_removal->undoAction()});

    auto *centre = new QWidget(this);
    const auto line = [centre](const char *name) {
        auto *label = new QLabel(centre);
        label->setObjectName(QLatin1String(name));
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        return label;
    };
    m_filterBar = new FilterBar(m_filter, centre);
    m_table = new ObjectTable(m_filter, centre);
    m_table->addActions({m_join, m_removal->removeAction()});
    m_caution = line("caution");
    m_caution->hide();
    m_notice = line("notice");
    m_notice->hide();
    setErrorColor(*m_notice, true);
    m_summary = line("summary");
    m_summary->setText(tr("looking…"));
    auto *layout = new QVBoxLayout(centre);
    layout->setSpacing(4);
    layout->addWidget(m_filterBar);
    layout->addWidget(m_notice);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_summary);
    layout->addWidget(m_caution);
    setCentralWidget(centre);
}

QDockWidget *ObjectsWindow::makeDock(const QString &title, const char *name, QWidget *content, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(QLatin1String(name));
    dock->setWidget(content);
    addDockWidget(area, dock);
    return dock;
}

void ObjectsWindow::makeDocks()
{
    setDockOptions(dockOptions() | AllowNestedDocks);
    m_evidence = new QListWidget(this);
    m_evidence->setAccessibleName(tr("Evidence"));
    m_evidence->setWordWrap(true);
    m_evidence->setSpacing(1);
    m_evidence->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_evidence->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *copy = new QAction(tr("&Copy"), m_evidence);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &ObjectsWindow::copyEvidence);
    m_evidence->addAction(copy);
    m_inspector = new InspectorPanel(m_acquisition, this);
    m_watches = new WatchPanel(m_acquisition, this);
    m_timeline = new TimelinePanel(this);
    connect(m_table, &ObjectTable::selectedObjectChanged, m_timeline, [this] {
        const auto report = m_table->selectedReport();
        m_timeline->setSelected(report ? std::optional(report->name) : std::nullopt);
    });

    m_evidenceDock = makeDock(tr("Evidence"), "evidenceDock", m_evidence, Qt::RightDockWidgetArea);
    m_valuesDock = makeDock(tr("Value at the cursor"), "valuesDock", &m_inspector->values(), Qt::RightDockWidgetArea);
    m_inspectorDock = makeDock(tr("Inside"), "insideDock", m_inspector, Qt::BottomDockWidgetArea);
    m_watchesDock = makeDock(tr("Watches"), "watchesDock", m_watches, Qt::BottomDockWidgetArea);
    m_timelineDock = makeDock(tr("Timeline"), "timelineDock", m_timeline, Qt::BottomDockWidgetArea);
    tabifyDockWidget(m_inspectorDock, m_watchesDock);
    tabifyDockWidget(m_watchesDock, m_timelineDock);
    m_inspectorDock->raise();
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);

    connect(&m_inspector->hexView(), &HexView::cursorMoved, this, &ObjectsWindow::suggestWatch);
    connect(m_inspector, &InspectorPanel::activationRequested, m_inspectorDock, [this] {
        m_inspectorDock->show();
        m_inspectorDock->raise();
    });
    connect(m_inspector, &InspectorPanel::failed, this, &ObjectsWindow::showNotice);
    connect(m_watches, &WatchPanel::failed, this, &ObjectsWindow::showNotice);
    connect(m_inspector, &InspectorPanel::watchRequested, this,
            [this](const ObjectName &object, qint64 offset, ValueType type, qint64 count) {
                m_watches->addWatch(object, offset, type, count);
                m_watchesDock->show();
                m_watchesDock->raise();
            });
}

void ObjectsWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&Open watches…"), QKeySequence::Open, m_watches, &WatchPanel::openFile);
    file->addAction(tr("&Save watches…"), QKeySequence::Save, m_watches, &WatchPanel::saveFile);
    QAction *record = file->addAction(tr("&Record watches…"), m_watches, &WatchPanel::toggleRecording);
    connect(m_watches, &WatchPanel::recordingChanged, record, [record](bool isRecording) {
        record->setText(isRecording ? tr("End &recording") : tr("&Record watches…"));
    });
    file->addSeparator();
    file->addAction(tr("&Close"), QKeySequence(Qt::CTRL | Qt::Key_Q), this, &QWidget::close);

    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    edit->addAction(m_removal->undoAction());
    edit->addSeparator();
    edit->addAction(tr("Fi&lter objects"), QKeySequence(Qt::CTRL | Qt::Key_K), m_filterBar, &FilterBar::activate);
    edit->addActions(m_inspector->actions());

    QMenu *object = menuBar()->addMenu(tr("&Object"));
    object->addActions({m_refresh, m_pause});
    makeUpdateMenu(object->addMenu(tr("&Update every")));
    object->addSeparator();
    object->addActions({m_join, m_removal->removeAction(), m_removal->removeAllAction()});

    auto *view = new ViewMenu(this);
    menuBar()->addMenu(view);
    m_table->addColumnToggles(view->addMenu(tr("&Columns")));
    view->addSeparator();
    for (const QDockWidget *dock : {m_evidenceDock, m_valuesDock, m_inspectorDock, m_watchesDock, m_timelineDock})
        view->addAction(dock->toggleViewAction());
    view->addChoices();
    connect(view, &ViewMenu::layoutResetRequested, this, &ObjectsWindow::resetLayout);

    auto *help = new HelpMenu(this);
    menuBar()->addMenu(help);
    connect(help, &HelpMenu::tourRequested, this, &ObjectsWindow::startTour);
}

void ObjectsWindow::makeUpdateMenu(QMenu *menu)
{
    const int kept = QSettings().value(intervalKey, defaultInterval).toInt();
    auto *group = new QActionGroup(menu);
    bool isKnown = false;
    QAction *usual = nullptr;
    for (const int milliseconds : {250, 500, 1000, 2000, 5000, 10'000}) {
        QAction *action = group->addAction(
            menu->addAction(format::duration(std::chrono::nanoseconds(std::chrono::milliseconds(milliseconds)))));
        action->setCheckable(true);
        action->setChecked(milliseconds == kept);
        isKnown = isKnown || milliseconds == kept;
        usual = milliseconds == defaultInterval ? action : usual;
        connect(action, &QAction::triggered, this, [this, milliseconds] {
            QSettings().setValue(intervalKey, milliseconds);
            m_scanner.setInterval(std::chrono::milliseconds(milliseconds));
        });
    }
    if (!isKnown)
        usual->setChecked(true);
    m_scanner.setInterval(std::chrono::milliseconds(isKnown ? kept : defaultInterval));
}

void ObjectsWindow::resetLayout()
{
    restoreState(m_defaultLayout);
    m_table->restoreLayout({});
    resizeDocks({m_inspectorDock}, {height() * 2 / 5}, Qt::Vertical);
    resizeDocks({m_evidenceDock}, {width() / 3}, Qt::Horizontal);
    resizeDocks({m_evidenceDock, m_valuesDock}, {height() / 2, height() / 2}, Qt::Vertical);
    m_inspectorDock->raise();
}

void ObjectsWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    m_scanner.setPaused(m_pause->isChecked());
}

void ObjectsWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_notice != nullptr)
        setErrorColor(*m_notice, true);
}

/// It may be shown again, with its timeline, its watches and its undo copies.
void ObjectsWindow::closeEvent(QCloseEvent *event)
{
    if (m_watches->isRecording()) {
        m_watches->stopRecording();
        if (m_watches->recorder().errorNumber() != 0) {
            event->ignore(); // until the user has seen that his file is not whole
            return;
        }
    }
    m_scanner.setPaused(true);
    QSettings settings;
    settings.setValue(geometryKey, saveGeometry());
    settings.setValue(layoutKey, saveState());
    settings.setValue(columnsKey, m_table->layoutState());
    event->accept();
}

void ObjectsWindow::selectObject(const ObjectName &name)
{
    m_wanted = name;
    const std::string plain = name.bytes().substr(1);
    if (m_model->rowOfName(plain) < 0)
        return;
    if (!m_table->selectName(plain)) {
        m_filterBar->clear(); // it must not hide what was asked for
        (void)m_table->selectName(plain);
    }
    m_wanted.reset();
}

const TimelineModel &ObjectsWindow::timeline() const
{
    return m_timeline->model();
}

void ObjectsWindow::takeChanges()
{
    const auto changes = m_scanner.take(changesPerBatch);
    for (const ObjectChange &change : changes) {
        if (change.before)
            m_sums.add(*change.before, -1);
        if (change.now)
            m_sums.add(*change.now);
    }
    const QDateTime seen = m_scanner.scanStart();
    m_timeline->model().add(changes, seen, m_isFirstPass);
    const auto chosen = m_table->selectedReport();
    m_model->apply(changes, !m_isFirstPass);
    followSelected(chosen);
    for (const ObjectChange &change : changes) {
        if (const auto now = m_table->selectedReport(); now && (change.now ? change.now : change.before) == now)
            showCurrent();
    }
    if (m_wanted)
        selectObject(ObjectName(*m_wanted)); // a copy, since it gets reset
    if (m_scanner.hasMore()) {
        QTimer::singleShot(0, this, &ObjectsWindow::takeChanges);
    } else if (const auto summary = m_scanner.takeSummary()) {
        m_lostSelection.reset();
        m_timeline->model().addTransientNames(summary->transientNames, seen);
        showSummary(*summary);
        if (!summary->error)
            m_isFirstPass = false;
        Q_EMIT scanShown();
    }
}

/// An object that loses its name, or gets another one, lives on in another row. That may come later in the same look.
void ObjectsWindow::followSelected(const ObjectReportPtr &before)
{
    const auto now = m_table->selectedReport();
    const bool isLost = before && before->isStatusKnown
        && (!now || m_table->hasSelectedVanished() || now->status().identity != before->status().identity);
    if (isLost)
        m_lostSelection = before->status().identity;
    if (m_lostSelection)
        (void)m_table->selectSourceRow(m_model->rowOf(*m_lostSelection)); // which forgets it, as any other choice
}

void ObjectsWindow::updateHighlights()
{
    const bool hasMore = m_model->expireHighlights();
    m_highlightTimer.start(std::chrono::seconds{hasMore ? 0 : 1}); // others have the event loop in between
}

void ObjectsWindow::showSummary(const ScanSummary &summary)
{
    if (summary.error) {
        showNotice(tr("Cannot look at the objects: %1 failed: %2.")
                       .arg(QString::fromLatin1(callName(summary.error->call)),
                            format::errnoText(summary.error->errorNumber)));
        return;
    }
    const QString space = summary.directory ? spaceText(*summary.directory) : QString();
    m_summary->setText(QStringLiteral("%1 – %2 – %3")
                           .arg(space, sumsText(m_sums), tr("looked in %1").arg(format::duration(summary.duration))));
    const QStringList warnings = visibilityWarnings(summary.hiddenProcesses, summary.isSystemWide);
    m_caution->setText(warnings.join(QLatin1Char(' ')));
    m_caution->setVisible(!warnings.isEmpty());
    m_removal->setHasStale(m_sums.of.at(static_cast<std::size_t>(Verdict::Stale)).objects > 0);
    std::set<uid_t> owners;
    for (const auto &report : m_model->present()) {
        if (report->isStatusKnown)
            owners.insert(report->status().owner);
    }
    m_filterBar->setOwners({owners.begin(), owners.end()});
}

void ObjectsWindow::showCurrent()
{
    const auto report = m_table->selectedReport();
    m_inspector->show(report);
    const bool isGone = m_table->hasSelectedVanished();
    suggestWatch();
    m_removal->setCurrent(isGone ? nullptr : report);
    m_join->setEnabled(report && !isGone && report->hasName && isExchange(report->kind) && isInUse(report->verdict())
                       && !report->usage.isLocked(Role::Client));
    if (!report) {
        showEvidence({tr("Choose an object to see what its verdict rests on.")});
        return;
    }
    QStringList lines{
        QStringLiteral("%1 – %2").arg(isGone ? tr("Gone") : verdictName(report->verdict()), titleOf(*report))};
    if (isGone)
        lines += tr("This is what was known of it last:");
    lines += tr("Kind: %1. Really allocated: %2.")
                 .arg(kindText(report->kind), orUnknown(*report, format::bytes(report->status().allocatedBytes)));
    showEvidence(lines + objectContent(*report) + objectEvidence(*report));
}

/// Lines that stay the same keep their selection.
void ObjectsWindow::showEvidence(const QStringList &lines)
{
    while (m_evidence->count() > lines.size())
        delete m_evidence->takeItem(m_evidence->count() - 1);
    while (m_evidence->count() < lines.size())
        m_evidence->addItem(QString());
    for (int row = 0; row < m_evidence->count(); ++row) {
        QListWidgetItem &item = *m_evidence->item(row);
        if (item.text() != lines.at(row))
            item.setText(lines.at(row));
        QFont font = m_evidence->font();
        font.setBold(row == 0 && lines.size() > 1);
        if (item.font() != font)
            item.setFont(font);
    }
}

/// What is at the cursor, for a watch that is added by hand.
void ObjectsWindow::suggestWatch()
{
    const auto report = m_table->selectedReport();
    if (const auto name = report ? nameOf(*report) : std::nullopt)
        m_watches->setSuggestedWatch(*name, m_inspector->hexView().cursor());
}

/// All of it where nothing of it is selected.
void ObjectsWindow::copyEvidence() const
{
    QStringList lines;
    for (int row = 0; row < m_evidence->count(); ++row) {
        if (m_evidence->selectedItems().isEmpty() || m_evidence->item(row)->isSelected())
            lines += m_evidence->item(row)->text();
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void ObjectsWindow::showNotice(const QString &text)
{
    m_notice->setText(text);
    m_notice->show();
    m_noticeTimer.start(std::chrono::seconds{10});
}

void ObjectsWindow::joinCurrent()
{
    const auto report = m_table->selectedReport();
    const auto name = report ? nameOf(*report) : std::nullopt;
    if (name
        && !QProcess::startDetached(m_program,
                                    {QStringLiteral("client"), format::text(*name), QStringLiteral("--start")}))
        showNotice(tr("Cannot start %1.").arg(m_program));
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
    delete findChild<Tour *>();
    auto *bar = findChild<QToolBar *>(QStringLiteral("objectsBar"));
    new Tour({{m_table,
               tr("All objects of /dev/shm, and those that lost their name but are still held. The verdict says "
                  "whether somebody uses one; click on a title to sort.")},
              {m_filterBar, tr("Show only some: by name, kind or program, by verdict, by owner.")},
              {m_evidenceDock,
               tr("Here is what the verdict of the chosen object rests on: who maps, opens or locks it, "
                  "what the kernel says, and what could not be seen.")},
              {m_timelineDock,
               tr("What happened to each name while this window was open: made, sized, mapped, unlinked, made again.")},
              {m_watchesDock,
               tr("Watches show numbers live, with their rate of change and limits, plot those that are ticked, and "
                  "record them to a file.")},
              {m_inspectorDock,
               tr("Look inside, live and without disturbing anybody: what changes lights up. Select bytes "
                  "and watch them with Ctrl+W.")},
              {bar->widgetForAction(m_removal->removeAction()),
               tr("Remove asks first, shows the evidence, and can be undone.")}},
             this);
}

} // namespace shmlab::ui
