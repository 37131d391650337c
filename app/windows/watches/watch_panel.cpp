// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/watch_panel.h"

#include "windows/watches/watch_dialog.h"
#include "windows/watches/watch_plot.h"
#include "windows/watches/watch_table.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace shmlab::ui {
namespace {

constexpr int samplesPerSecond{30}; // with braces, or lupdate loses the namespace
constexpr qsizetype maxPlottedLines{WatchReading::maxKeptElements}; // more could not be distinguished

} // namespace

WatchPanel::WatchPanel(Acquisition &acquisition, QWidget *parent)
    : QWidget(parent),
      m_acquisition(acquisition),
      m_model(new WatchModel(this)),
      m_table(new WatchTable(*m_model, this)),
      m_plot(new WatchPlot(this)),
      m_files(new WatchFiles(*m_model, this)),
      m_recording(new Recording(*m_model, acquisition.calls(), this)),
      m_begin(WatchModel::Clock::now())
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    makeButtons();
    auto *parts = new QSplitter(Qt::Horizontal, this);
    parts->addWidget(m_table);
    parts->addWidget(m_plot);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setSizes({3000, 2000}); // also for a plot that is shown later
    layout->addWidget(parts, 1);
    layout->addWidget(&m_recording->figures());
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() != WatchModel::LabelColumn)
            edit(index.row());
    });
    connect(m_model, &WatchModel::selectionChanged, this, &WatchPanel::updatePlot);
    connect(m_files, &WatchFiles::failed, this, &WatchPanel::failed);
    connect(m_recording, &Recording::failed, this, &WatchPanel::failed);
    connect(m_recording, &Recording::changed, this, &WatchPanel::recordingChanged);
    connect(m_recording, &Recording::ended, this, &WatchPanel::recordingEnded);
    connect(&m_timer, &QTimer::timeout, this, &WatchPanel::tick);
    m_timer.start(1000 / samplesPerSecond);
    updatePlot();
}

WatchPanel::~WatchPanel() = default;

void WatchPanel::makeButtons()
{
    auto *bar = new QToolBar(this);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    bar->addAction(tr("A&dd…"), this, &WatchPanel::askForWatch);
    QAction *change = bar->addAction(tr("Chan&ge…"), this, [this] {
        if (const auto rows = m_table->selectionModel()->selectedRows(); rows.size() == 1)
            edit(rows.first().row());
    });
    QAction *remove = bar->addAction(tr("De&lete"), m_table, &WatchTable::removeSelected);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_table->addActions({change, remove});
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    bar->addAction(tr("&Reset limits"), m_model, &WatchModel::resetStatistics);
    bar->addSeparator();
    m_recording->addTo(*bar);
    layout()->addWidget(bar);
}

void WatchPanel::setSuggestedWatch(const ObjectName &object, qint64 offset)
{
    m_suggestedObject = object;
    m_suggestedOffset = std::clamp(offset, qint64{0}, maxWatchedOffset);
}

void WatchPanel::askForWatch()
{
    WatchDialog dialog({.label = defaultLabel(m_suggestedObject, m_suggestedOffset),
                        .object = m_suggestedObject,
                        .offset = m_suggestedOffset},
                       m_acquisition, this);
    if (dialog.exec() == QDialog::Accepted)
        addWatch(dialog.watch());
}

void WatchPanel::edit(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    WatchDialog dialog(m_model->watch(row), m_acquisition, this);
    if (dialog.exec() == QDialog::Accepted)
        m_model->replace(row, dialog.watch());
}

void WatchPanel::addFileActions(QMenu *menu)
{
    menu->addAction(tr("&Open watches…"), QKeySequence::Open, this, &WatchPanel::openFile);
    menu->addAction(tr("&Save watches…"), QKeySequence::Save, this, &WatchPanel::saveFile);
    QAction *record = menu->addAction(tr("&Record watches…"), this, &WatchPanel::toggleRecording);
    connect(this, &WatchPanel::recordingChanged, record, [record](bool isRecording) {
        record->setText(isRecording ? tr("Stop &recording") : tr("&Record watches…"));
    });
}

void WatchPanel::addWatch(const ObjectName &object, qint64 offset, ValueType type, qint64 count)
{
    if (count > maxWatchedElements)
        Q_EMIT failed(tr("Only the first %1 elements of the selection are watched.").arg(maxWatchedElements));
    addWatch({.label = defaultLabel(object, offset),
              .object = object,
              .offset = offset,
              .type = type,
              .count = static_cast<int>(std::min<qint64>(count, maxWatchedElements)),
              .isPlotted = count == 1});
}

void WatchPanel::addWatch(const Watch &watch)
{
    m_model->add(watch);
    m_table->selectOnly(m_model->rowCount() - 1);
    tick();
}

void WatchPanel::tick()
{
    m_recording->update();
    if (m_model->rowCount() == 0 || !window()->isVisible()) // watches are also read while another tab covers the panel
        return;
    if (!m_pass)
        read();
}

/// Continues the pass over all watches, or begins one.
void WatchPanel::read()
{
    if (!m_pass)
        m_pass = std::make_shared<WatchPass>(m_model->targets());
    m_acquisition.run(
        this,
        [pass = m_pass](const InspectCalls &calls) {
            auto readings = pass->step(calls);
            return std::pair(std::move(readings), pass->isDone());
        },
        [this](std::pair<std::vector<WatchReading>, bool> result) {
            takeReadings(std::move(result.first), result.second);
        });
}

void WatchPanel::takeReadings(std::vector<WatchReading> readings, bool isPassDone)
{
    m_model->apply(std::move(readings), WatchModel::Clock::now());
    m_table->fitColumns();
    if (!isPassDone && m_pass->targets() == m_model->targets()) { // other watches are read with the next tick
        read();
        return;
    }
    m_pass.reset();
    plotNumbers();
}

void WatchPanel::plotNumbers()
{
    if (m_plotted.empty())
        return;
    std::vector<WatchPlot::Point> points;
    points.reserve(m_plotted.size());
    for (const auto [row, element] : m_plotted)
        points.push_back({.id = m_model->idOf(row, element), .number = m_model->number(row, element)});
    m_plot->add(std::chrono::duration<double>(WatchModel::Clock::now() - m_begin).count(), points);
}

void WatchPanel::updatePlot()
{
    std::vector<Plotted> plotted;
    std::vector<WatchPlot::Line> lines;
    qsizetype ticked = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const Watch &watch = m_model->watch(row);
        if (!watch.isPlotted || watch.type == ValueType::Text)
            continue;
        const QString label = std::ssize(lines) < maxPlottedLines ? safeText(watch.label) : QString();
        for (int i = 0; i < watch.count && std::ssize(lines) < maxPlottedLines; ++i) {
            plotted.push_back({.row = row, .element = i});
            lines.push_back({.id = m_model->idOf(row, i),
                             .revision = m_model->targetRevisionOf(row),
                             .name = watch.count > 1 ? label + QStringLiteral("[%1]").arg(i) : label});
        }
        ticked += watch.count;
    }
    if (ticked > maxPlottedLines && ticked != m_checkedCount)
        Q_EMIT failed(tr("Only the first %2 of %1 ticked numbers are plotted.").arg(ticked).arg(maxPlottedLines));
    m_checkedCount = ticked;
    m_table->refitSoon();
    m_plotted = std::move(plotted);
    m_plot->setLines(lines);
    m_plot->setVisible(!lines.empty());
}

} // namespace shmlab::ui
