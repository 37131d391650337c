// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects/watch_panel.h"

#include "models/format.h"
#include "objects/watch_dialog.h"
#include "widgets/table_look.h"
#include "widgets/watch_plot.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QSaveFile>
#include <QSplitter>
#include <QTableView>
#include <QToolBar>
#include <QVBoxLayout>

namespace shmlab::ui {
namespace {

constexpr int samplesPerSecond{30}; // with braces, or lupdate loses the namespace
constexpr std::size_t mostPlotted{24}; // lines that eyes can still tell apart, and more

} // namespace

WatchPanel::WatchPanel(QWidget *parent)
    : QWidget(parent),
      m_model(new WatchModel(this)),
      m_table(new QTableView(this)),
      m_plot(new WatchPlot(this)),
      m_rate(new QComboBox(this)),
      m_state(new QLabel(this)),
      m_begin(WatchModel::Clock::now())
{
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_state->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    makeTable();
    makeButtons();
    auto *parts = new QSplitter(Qt::Horizontal, this);
    parts->addWidget(m_table);
    parts->addWidget(m_plot);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    layout->addWidget(parts, 1);
    layout->addWidget(m_state);
    connect(m_model, &WatchModel::selectionChanged, this, &WatchPanel::updatePlot);
    connect(&m_timer, &QTimer::timeout, this, &WatchPanel::tick);
    m_timer.start(1000 / samplesPerSecond);
    updatePlot();
}

WatchPanel::~WatchPanel() = default;

void WatchPanel::makeTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Watches"));
    giveTableLook(*m_table);
    m_table->horizontalHeader()->setStretchLastSection(true);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() != WatchModel::LabelColumn)
            edit(index.row());
    });
}

void WatchPanel::makeButtons()
{
    auto *bar = new QToolBar(this);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    bar->addAction(tr("A&dd…"), this, [this] {
        WatchDialog dialog({.label = tr("value"), .object = *ObjectName::parse(ObjectName::defaultText)}, this);
        if (dialog.exec() == QDialog::Accepted)
            addWatch(dialog.watch());
    });
    QAction *change = bar->addAction(tr("Chan&ge…"), this, [this] { edit(m_table->currentIndex().row()); });
    QAction *remove = bar->addAction(tr("De&lete"), this, [this] {
        if (m_table->currentIndex().isValid())
            m_model->removeWatch(m_table->currentIndex().row());
    });
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_table->addActions({change, remove});
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    bar->addAction(tr("&Reset limits"), m_model, &WatchModel::resetStatistics);
    bar->addSeparator();
    m_record = bar->addAction(tr("R&ecord…"), this, &WatchPanel::toggleRecording);
    m_rate->setAccessibleName(tr("Samples a second"));
    using std::chrono::nanoseconds;
    for (const int perSecond : {10, 100, 1000, 10'000})
        m_rate->addItem(tr("%1 a second").arg(perSecond), qint64{1'000'000'000 / perSecond});
    m_rate->addItem(tr("as fast as possible"), qint64{0});
    m_rate->setCurrentIndex(2);
    bar->addWidget(m_rate);
    layout()->addWidget(bar);
}

void WatchPanel::edit(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    WatchDialog dialog(m_model->watch(row), this);
    if (dialog.exec() == QDialog::Accepted)
        m_model->replace(row, dialog.watch());
}

void WatchPanel::addWatch(const Watch &watch)
{
    m_model->add(watch);
    m_table->selectRow(m_model->rowCount() - 1);
    tick();
}

void WatchPanel::tick()
{
    const auto now = WatchModel::Clock::now();
    if (m_recorder.isRunning()) {
        m_state->setText(m_recorder.report());
        if (m_recorder.errorNumber() != 0)
            stopRecording();
    }
    if (m_model->rowCount() == 0 || !window()->isVisible()) // behind another tab it goes on
        return;
    m_model->sample(now);
    if (m_plotted.empty())
        return;
    std::vector<WatchPlot::Point> points;
    points.reserve(m_plotted.size());
    for (const int row : m_plotted)
        points.push_back({.id = m_model->idOf(row), .number = m_model->number(row)});
    m_plot->add(std::chrono::duration<double>(now - m_begin).count(), points);
}

void WatchPanel::updatePlot()
{
    std::vector<int> plotted;
    std::vector<WatchPlot::Line> lines;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const Watch &watch = m_model->watch(row);
        if (!watch.isPlotted || watch.type == ValueType::Text)
            continue;
        plotted.push_back(row);
        lines.push_back({.id = m_model->idOf(row), .name = watch.label});
    }
    if (plotted.size() > mostPlotted) {
        Q_EMIT failed(tr("Of %1 ticked watches the first %2 are plotted.").arg(plotted.size()).arg(mostPlotted));
        plotted.resize(mostPlotted);
        lines.resize(mostPlotted);
    }
    m_plotted = std::move(plotted);
    m_plot->setLines(lines);
    m_plot->setVisible(!lines.empty());
}

void WatchPanel::openFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Open watches"), {}, tr("Watches (*.json)"));
    if (!path.isEmpty())
        (void)load(path);
}

void WatchPanel::saveFile()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save watches"), QStringLiteral("watches.json"), tr("Watches (*.json)"));
    if (!path.isEmpty())
        (void)save(path);
}

bool WatchPanel::load(const QString &path)
{
    QFile file(path);
    constexpr qint64 largest = 16 << 20;
    if (!file.open(QIODevice::ReadOnly)) {
        Q_EMIT failed(tr("Cannot read %1: %2.").arg(path, file.errorString()));
        return false;
    }
    const auto watches = readWatches(file.read(largest));
    if (!watches) {
        Q_EMIT failed(tr("Cannot read %1: %2.").arg(path, watches.error()));
        return false;
    }
    m_model->setWatches(*watches);
    return true;
}

bool WatchPanel::save(const QString &path)
{
    QSaveFile file(path);
    const QByteArray json = writeWatches(m_model->watches());
    const bool isSaved = file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit();
    if (!isSaved)
        Q_EMIT failed(tr("Cannot write %1: %2.").arg(path, file.errorString()));
    return isSaved;
}

void WatchPanel::toggleRecording()
{
    if (m_recorder.isRunning()) {
        stopRecording();
        return;
    }
    const QString path = QFileDialog::getSaveFileName(this, tr("Record watches"), QStringLiteral("watches.csv"),
                                                      tr("Comma-separated values (*.csv)"));
    if (!path.isEmpty())
        startRecording(path);
}

void WatchPanel::startRecording(const QString &path)
{
    const auto why =
        m_recorder.start(path, m_model->watches(), std::chrono::nanoseconds(m_rate->currentData().toLongLong()));
    if (why) {
        Q_EMIT failed(*why);
        return;
    }
    m_record->setText(tr("End r&ecording"));
    m_state->setVisible(true);
    m_rate->setEnabled(false);
    Q_EMIT recordingChanged(true);
}

void WatchPanel::stopRecording()
{
    m_recorder.stop();
    m_state->setText(m_recorder.report()); // the last word stays
    if (const int error = m_recorder.errorNumber(); error != 0)
        Q_EMIT failed(tr("The recording ended: %1.").arg(format::errnoWords(error)));
    m_record->setText(tr("R&ecord…"));
    m_rate->setEnabled(true);
    Q_EMIT recordingChanged(false);
}

} // namespace shmlab::ui
