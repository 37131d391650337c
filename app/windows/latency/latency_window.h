// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/comparison_text.h"

#include <QMainWindow>
#include <QProcess>

class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTableWidget;
class QTextBrowser;

namespace shmlab::ui {

class BarChart;

/// Compares the latency of IPC mechanisms. `shmlab bench` measures in a process of its own, so that no window affects
/// it; that process ends with this one.
class LatencyWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `program`: the path of shmlab.
    explicit LatencyWindow(QString program, QWidget *parent = nullptr);
    ~LatencyWindow() override;

    [[nodiscard]] const ComparisonResult &result() const { return m_result; }
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

public Q_SLOTS:
    void start();
    /// Ends the measurement; complete rounds remain.
    void stop();
    /// Ask the user for a file and write it.
    void savePng();
    void saveCsv();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    QWidget *makeTable();
    QWidget *makeControls();
    void readLines();
    void ended();
    void setResult(const ComparisonResult &result);
    void updateControls();

    QString m_program;
    QProcess m_process;
    ComparisonResult m_result;
    bool m_isStopped = false; ///< by the user
    BarChart *m_chart = nullptr;
    QTableWidget *m_table = nullptr;
    QTextBrowser *m_explanation = nullptr;
    QSpinBox *m_rounds = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_message = nullptr;
    QPushButton *m_start = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_savePng = nullptr;
    QPushButton *m_saveCsv = nullptr;
};

} // namespace shmlab::ui
