// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/watch_panel.h"

#include "widgets/combo_box_name.h"
#include "widgets/table_style.h"
#include "windows/watches/watch_dialog.h"
#include "windows/watches/watch_plot.h"
#include "wording/format.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QSplitter>
#include <QTableView>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace shmlab::ui {
namespace {

constexpr int samplesPerSecond{30}; // with braces, or lupdate loses the namespace
constexpr qsizetype maxPlottedLines{24}; // lines that eyes can still tell apart, and more
constexpr std::chrono::seconds columnFitInterval{1};
constexpr std::array sampleTexts{"/name at 0x40", "-12345678", "-12.34/s", "-12345", // of all columns but the last
                                 "-12345",        "/a_name",   "0x1000"};
constexpr const char *widestNumber{"-9223372036854775808"};

/// Of a column that shows it.
int widthOf(const QTableView &table, const char *text)
{
    constexpr int margins = 12;
    return table.fontMetrics().horizontalAdvance(QLatin1String(text)) + margins;
}

/// A path that may be long, as text of a label: it can break behind a slash.
QString breakable(const QString &path)
{
    return safeText(path).replace(QLatin1Char('/'), QStringLiteral("/\u200b"));
}

} // namespace

WatchPanel::WatchPanel(QWidget *parent, InspectCalls calls)
    : QWidget(parent),
      m_calls(calls),
      m_model(new WatchModel(this, calls)),
      m_table(new QTableView(this)),
      m_plot(new WatchPlot(this)),
      m_rate(new QComboBox(this)),
      m_state(new QLabel(this)),
      m_begin(WatchModel::Clock::now()),
      m_recorder(calls)
{
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // long words do not widen the window
    m_state->setObjectName(QStringLiteral("recording"));
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
    parts->setSizes({3000, 2000}); // a plot that is shown later does not take more either
    layout->addWidget(parts, 1);
    layout->addWidget(m_state);
    connect(m_model, &WatchModel::selectionChanged, this, &WatchPanel::updatePlot);
    connect(m_model, &WatchModel::modelReset, this, [this] {
        if (!m_recorder.isRunning()) { // what was recorded of others is no news any more
            m_state->clear();
            m_state->hide();
        }
    });
    connect(&m_timer, &QTimer::timeout, this, &WatchPanel::tick);
    m_timer.start(1000 / samplesPerSecond);
    updatePlot();
}

WatchPanel::~WatchPanel() = default;

void WatchPanel::makeTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Watches"));
    applyTableStyle(*m_table);
    QHeaderView &titles = *m_table->horizontalHeader();
    titles.setStretchLastSection(true);
    titles.setResizeContentsPrecision(0); // the rows that are seen
    int column = 0;
    for (const char *text : sampleTexts) {
        m_table->setColumnWidth(column, std::max(widthOf(*m_table, text), titles.sectionSizeHint(column)));
        ++column;
    }
    connect(&titles, &QHeaderView::sectionResized, this, [this](int resized) {
        if (!m_isFitting)
            m_resizedByUser.set(static_cast<std::size_t>(resized));
    });
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() != WatchModel::LabelColumn)
            edit(index.row());
    });
}

void WatchPanel::makeButtons()
{
    auto *bar = new QToolBar(this);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    bar->addAction(tr("A&dd…"), this, &WatchPanel::askForWatch);
    QAction *change = bar->addAction(tr("Chan&ge…"), this, [this] {
        if (const auto rows = m_table->selectionModel()->selectedRows(); rows.size() == 1)
            edit(rows.first().row());
    });
    QAction *remove = bar->addAction(tr("De&lete"), this, &WatchPanel::removeSelected);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_table->addActions({change, remove});
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    bar->addAction(tr("&Reset limits"), m_model, &WatchModel::resetStatistics);
    bar->addSeparator();
    m_record = bar->addAction(tr("R&ecord…"), this, &WatchPanel::toggleRecording);
    nameComboBox(*m_rate, tr("Samples a second"));
    using std::chrono::nanoseconds;
    for (const int perSecond : {10, 100, 1000, 10'000})
        m_rate->addItem(tr("%1 a second").arg(perSecond), qint64{1'000'000'000 / perSecond});
    m_rate->addItem(tr("as fast as possible"), qint64{0});
    m_rate->setCurrentIndex(2);
    bar->addWidget(m_rate);
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
                       this, m_calls);
    if (dialog.exec() == QDialog::Accepted)
        addWatch(dialog.watch());
}

void WatchPanel::edit(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    WatchDialog dialog(m_model->watch(row), this, m_calls);
    if (dialog.exec() == QDialog::Accepted)
        m_model->replace(row, dialog.watch());
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
    selectOnly(m_model->rowCount() - 1);
    tick();
}

/// It alone. selectRow() asks the keyboard, and would only add it while Ctrl is held, as for Ctrl+W.
void WatchPanel::selectOnly(int row)
{
    m_table->selectionModel()->setCurrentIndex(m_model->index(row, WatchModel::LabelColumn),
                                               QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void WatchPanel::removeSelected()
{
    std::vector<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows.push_back(index.row());
    if (rows.empty())
        return;
    const int first = *std::ranges::min_element(rows);
    m_model->removeWatches(std::move(rows));
    if (m_model->rowCount() > 0)
        selectOnly(std::min(first, m_model->rowCount() - 1));
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
    if (now - m_columnsFitted >= columnFitInterval && m_table->isVisible()) {
        fitColumns();
        m_columnsFitted = now;
    }
    if (m_plotted.empty())
        return;
    std::vector<WatchPlot::Point> points;
    points.reserve(m_plotted.size());
    for (const auto [row, element] : m_plotted)
        points.push_back({.id = m_model->idOf(row, element), .number = m_model->number(row, element)});
    m_plot->add(std::chrono::duration<double>(now - m_begin).count(), points);
}

/// They grow with what they show, but do not shrink again, or they would dance. Labels leave room for what is live. One
/// that was sized by hand stays as it is.
void WatchPanel::fitColumns()
{
    const QAbstractItemView &view = *m_table; // where the hint is public
    const int widest = widthOf(*m_table, widestNumber);
    const auto fit = [&](int column, int least, int most) {
        if (!m_resizedByUser[static_cast<std::size_t>(column)])
            m_table->setColumnWidth(column, std::clamp(view.sizeHintForColumn(column), least, std::max(least, most)));
    };
    m_isFitting = true;
    for (int column = WatchModel::ValueColumn; column <= WatchModel::OffsetColumn; ++column)
        fit(column, m_table->columnWidth(column), widest); // the last one takes what is left
    const int live = m_table->horizontalHeader()->sectionPosition(WatchModel::ObjectColumn)
        - m_table->columnWidth(WatchModel::LabelColumn);
    fit(WatchModel::LabelColumn, widthOf(*m_table, sampleTexts.front()),
        std::min(widest, m_table->viewport()->width() - live));
    m_isFitting = false;
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
        Q_EMIT failed(tr("Of %1 ticked numbers the first %2 are plotted.").arg(ticked).arg(maxPlottedLines));
    m_checkedCount = ticked;
    m_columnsFitted = {};
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
    const std::vector<Watch> here = m_model->watches();
    const OpenMode opening = here.empty() || here == m_savedWatches ? OpenMode::Replace : askHowToOpen(path);
    if (opening == OpenMode::Cancel)
        return false;
    if (opening == OpenMode::Add)
        return addAll(path, *watches);
    m_savedWatches = *watches;
    m_model->setWatches(*watches);
    return true;
}

WatchPanel::OpenMode WatchPanel::askHowToOpen(const QString &path)
{
    QMessageBox box(QMessageBox::Question, tr("Open watches"),
                    tr("The watches here have changed since they were last saved or opened. Replace them by those of "
                       "%1, or add those to them?")
                        .arg(safeText(QFileInfo(path).fileName())),
                    QMessageBox::Cancel, this);
    box.setTextFormat(Qt::PlainText);
    QPushButton *replace = box.addButton(tr("&Replace"), QMessageBox::DestructiveRole);
    replace->setObjectName(QStringLiteral("replace"));
    QPushButton *add = box.addButton(tr("&Add to them"), QMessageBox::AcceptRole);
    add->setObjectName(QStringLiteral("add"));
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == replace ? OpenMode::Replace
        : box.clickedButton() == add      ? OpenMode::Add
                                          : OpenMode::Cancel;
}

bool WatchPanel::addAll(const QString &path, const std::vector<Watch> &watches)
{
    if (watches.size() + static_cast<std::size_t>(m_model->rowCount()) > maxWatches) {
        Q_EMIT failed(tr("Cannot add those of %1: more than %2 watches.").arg(path).arg(maxWatches));
        return false;
    }
    m_model->addAll(watches);
    return true;
}

bool WatchPanel::save(const QString &path)
{
    QSaveFile file(path);
    const std::vector<Watch> watches = m_model->watches();
    const QByteArray json = writeWatches(watches);
    const bool isSaved = file.open(QIODevice::WriteOnly) && file.write(json) == json.size() && file.commit();
    if (isSaved)
        m_savedWatches = watches;
    else
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
    if (m_recorder.isRunning())
        stopRecording();
    const auto why =
        m_recorder.start(path, m_model->watches(), std::chrono::nanoseconds(m_rate->currentData().toLongLong()));
    if (why) {
        Q_EMIT failed(*why);
        return;
    }
    m_recordedFile = path;
    m_record->setText(tr("End r&ecording"));
    m_state->setText(m_recorder.report());
    m_state->show();
    m_rate->setEnabled(false);
    Q_EMIT recordingChanged(true);
}

void WatchPanel::stopRecording()
{
    m_recorder.stop();
    const int error = m_recorder.errorNumber();
    const QString file = breakable(m_recordedFile);
    m_state->setText(error == 0 ? tr("Recorded to %1: %2").arg(file, m_recorder.report())
                                : tr("Recorded to %1, which is not whole (%2): %3")
                                      .arg(file, format::errnoText(error), m_recorder.report()));
    if (error != 0)
        Q_EMIT failed(tr("The recording ended: %1.").arg(format::errnoText(error)));
    m_record->setText(tr("R&ecord…"));
    m_rate->setEnabled(true);
    Q_EMIT recordingChanged(false);
}

} // namespace shmlab::ui
