// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/latency/latency_window.h"

#include "widgets/actions.h"
#include "widgets/bar_chart.h"
#include "widgets/table_style.h"
#include "widgets/term_tip.h"
#include "widgets/warning_box.h"
#include "widgets/window_place.h"
#include "wording/format.h"
#include "wording/glossary.h"

#include <QCloseEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSaveFile>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>
#include <QTextBrowser>
#include <QTimer>
#include <QVBoxLayout>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <utility>

#include <sys/prctl.h>
#include <unistd.h>

namespace shmlab::ui {

LatencyWindow::LatencyWindow(QString program, QWidget *parent) : QMainWindow(parent), m_program(std::move(program))
{
    setWindowTitle(tr("IPC latency – Shmlab"));
    auto *centre = new QWidget(this);
    m_chart = new BarChart(centre);
    m_chart->setAccessibleName(tr("Latency of each IPC mechanism, as bars"));
    m_explanation = new QTextBrowser(centre);
    auto *tabs = new QTabWidget(centre);
    tabs->addTab(m_chart, tr("&Chart"));
    tabs->addTab(makeTable(), tr("T&able"));
    tabs->addTab(m_explanation, tr("&What is this?"));
    auto *layout = new QVBoxLayout(centre);
    layout->addWidget(tabs, 1);
    layout->addWidget(makeControls());
    setCentralWidget(centre);
    addClosingActions(this);
    new WindowPlace(this, QStringLiteral("latency/geometry"), {900, 620});

    m_process.setChildProcessModifier([parent = ::getpid()] {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (::getppid() != parent) // it ended before it could send that signal
            ::_exit(EXIT_FAILURE);
    });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &LatencyWindow::readLines);
    connect(&m_process, &QProcess::finished, this, &LatencyWindow::ended);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            ended();
    });
    m_explanation->setHtml(comparisonExplanation(m_result));
    m_message->setText(
        tr("Start measures every IPC mechanism in turn, for several rounds; this needs two processors."));
    updateControls();
}

LatencyWindow::~LatencyWindow()
{
    m_process.disconnect(this);
    m_process.terminate();
    if (!m_process.waitForFinished(500))
        m_process.kill();
    m_process.waitForFinished(500);
}

QWidget *LatencyWindow::makeTable()
{
    m_table = new QTableWidget(this);
    m_table->setAccessibleName(tr("Latency of each IPC mechanism"));
    const QStringList titles{tr("Mechanism"), tr("Mean"),      tr("Spread"), tr("p50"),
                             tr("p99"),       tr("Processor"), tr("× limit")};
    m_table->setColumnCount(static_cast<int>(titles.size()));
    m_table->setHorizontalHeaderLabels(titles);
    m_table->horizontalHeaderItem(1)->setToolTip(wrappedTip(definitionOf(Term::OneWay)));
    m_table->horizontalHeaderItem(4)->setToolTip(wrappedTip(definitionOf(Term::P99)));
    applyTableStyle(*m_table);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    return m_table;
}

QWidget *LatencyWindow::makeControls()
{
    auto *controls = new QWidget(this);
    m_rounds = new QSpinBox(controls);
    m_rounds->setRange(1, 1000);
    m_rounds->setValue(9);
    auto *roundsLabel = new QLabel(tr("&Rounds:"), controls);
    roundsLabel->setBuddy(m_rounds);
    m_progress = new QProgressBar(controls);
    m_message = new QLabel(controls);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    const auto button = [&](const QString &text, const char *name, void (LatencyWindow::*slot)()) {
        auto *made = new QPushButton(text, controls);
        made->setObjectName(QLatin1String(name));
        connect(made, &QPushButton::clicked, this, slot);
        return made;
    };
    m_start = button(tr("&Start"), "startBench", &LatencyWindow::start);
    m_stop = button(tr("St&op"), "stopBench", &LatencyWindow::stop);
    m_savePng = button(tr("Save as &PNG…"), "savePng", &LatencyWindow::savePng);
    m_saveCsv = button(tr("Save as CS&V…"), "saveCsv", &LatencyWindow::saveCsv);
    auto *buttons = new QHBoxLayout;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_start, m_stop, roundsLabel, m_rounds})
        buttons->addWidget(widget);
    buttons->addWidget(m_progress, 1);
    buttons->addWidget(m_savePng);
    buttons->addWidget(m_saveCsv);
    auto *layout = new QVBoxLayout(controls);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_message);
    layout->addLayout(buttons);
    return controls;
}

void LatencyWindow::start()
{
    if (isRunning())
        return;
    m_isStopped = false;
    setResult(ComparisonResult{});
    m_progress->setRange(0, m_rounds->value());
    m_progress->setValue(0);
    m_message->setText(tr("Measuring. Leave the machine idle meanwhile: other load distorts the result."));
    m_process.start(m_program,
                    {QStringLiteral("bench"), QStringLiteral("--json"), QStringLiteral("--live"),
                     QStringLiteral("--rounds"), QString::number(m_rounds->value())});
    updateControls();
}

void LatencyWindow::stop()
{
    m_isStopped = true;
    m_process.terminate();
}

void LatencyWindow::readLines()
{
    while (m_process.canReadLine()) {
        if (const auto result = comparisonFromJson(m_process.readLine()))
            setResult(*result);
    }
}

void LatencyWindow::ended()
{
    const QString said = QString::fromLocal8Bit(m_process.readAllStandardError()).trimmed();
    if (m_result.roundsCompleted > 0 && m_result.roundsCompleted == m_result.roundsRequested)
        m_message->setText(tr("Done. Processors %1 and %2; the clock is read once per round trip, which takes %3.")
                               .arg(m_result.processors.first)
                               .arg(m_result.processors.second)
                               .arg(format::duration(m_result.clockCost)));
    else if (m_isStopped)
        m_message->setText(
            tr("Stopped after %1 of %2 rounds.").arg(m_result.roundsCompleted).arg(m_result.roundsRequested));
    else
        m_message->setText(tr("The comparison failed: %1").arg(said.isEmpty() ? m_process.errorString() : said));
    updateControls();
}

void LatencyWindow::setResult(const ComparisonResult &result)
{
    m_result = result;
    m_progress->setValue(static_cast<int>(result.roundsCompleted));
    std::vector<BarChart::Bar> bars;
    m_table->setRowCount(static_cast<int>(result.rows.size()));
    for (std::size_t index = 0; index < result.rows.size(); ++index) {
        const ComparisonRow &row = result.rows[index];
        const bool isThere = row.rounds > 0;
        const auto time = [&](Nanoseconds value) { return isThere ? format::duration(value) : QStringLiteral("–"); };
        const QString ratio = format::ratio(row.ratioToLimit);
        bars.push_back({.title = row.title,
                        .nanoseconds = row.mean.count(),
                        .number = isThere ? tr("%1  (× %2)").arg(time(row.mean), ratio) : tr("not available here"),
                        .isOurs = row.name.startsWith(QLatin1String("shmlab"))});
        QString spread = isThere ? tr("%1 – %2").arg(time(row.lowest), time(row.highest)) : QString();
        if (row.bimodalRounds > 0)
            spread = tr("%1 (%2)").arg(spread, modesText(row));
        const QStringList cells{row.title,     time(row.mean),          spread, time(row.median),
                                time(row.p99), time(row.processorTime), ratio};
        for (int column = 0; column < cells.size(); ++column) {
            auto *item = new QTableWidgetItem(cells.at(column));
            if (column > 0)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            item->setToolTip(row.failure);
            m_table->setItem(static_cast<int>(index), column, item);
        }
    }
    m_table->resizeColumnsToContents();
    m_chart->setBars(bars);
    m_explanation->setHtml(comparisonExplanation(result));
    updateControls();
}

void LatencyWindow::updateControls()
{
    m_start->setEnabled(!isRunning());
    m_stop->setEnabled(isRunning());
    m_rounds->setEnabled(!isRunning());
    m_progress->setVisible(isRunning());
    m_savePng->setEnabled(!m_result.rows.empty());
    m_saveCsv->setEnabled(!m_result.rows.empty());
}

void LatencyWindow::savePng()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save chart as PNG"), QStringLiteral("comparison.png"),
                                                      tr("PNG picture (*.png)"));
    if (!path.isEmpty() && !m_chart->savePng(path))
        showWarning(this, tr("Save chart as PNG"), tr("Cannot write %1.").arg(format::escaped(path)));
}

void LatencyWindow::saveCsv()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save table as CSV"), QStringLiteral("comparison.csv"),
                                                      tr("Comma-separated values (*.csv)"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    const QByteArray text = comparisonCsv(m_result);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        showWarning(this, tr("Save table as CSV"),
                    tr("Cannot write %1: %2.").arg(format::escaped(path), file.errorString()));
}

void LatencyWindow::closeEvent(QCloseEvent *event)
{
    event->accept();
    if (!isRunning())
        return;
    stop(); // the window is deleted when the process has ended, so that nothing waits for it
    if (testAttribute(Qt::WA_DeleteOnClose)) {
        setAttribute(Qt::WA_DeleteOnClose, false);
        connect(&m_process, &QProcess::stateChanged, this, [this](QProcess::ProcessState state) {
            if (state == QProcess::NotRunning)
                deleteLater();
        });
        QTimer::singleShot(std::chrono::milliseconds{500}, &m_process, &QProcess::kill);
    }
}

} // namespace shmlab::ui
