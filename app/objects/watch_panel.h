// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/watch_model.h"
#include "objects/watch_recorder.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QTableView;

namespace shmlab::ui {

class WatchPlot;

/// The watches: a table, a plot of those that are ticked, a recording to a file.
class WatchPanel : public QWidget {
    Q_OBJECT
public:
    explicit WatchPanel(QWidget *parent = nullptr);
    ~WatchPanel() override;

    [[nodiscard]] WatchModel &model() const { return *m_model; }
    [[nodiscard]] const WatchPlot &plot() const { return *m_plot; }
    void addWatch(const Watch &watch);
    /// Ask for a file.
    void openFile();
    void saveFile();
    void toggleRecording();
    [[nodiscard]] bool load(const QString &path);
    [[nodiscard]] bool save(const QString &path);
    void startRecording(const QString &path);
    void stopRecording();
    [[nodiscard]] const WatchRecorder &recorder() const { return m_recorder; }

Q_SIGNALS:
    void failed(const QString &why);
    void recordingChanged(bool isRecording);

private:
    void makeTable();
    void makeButtons();
    void tick();
    void updatePlot();
    void edit(int row);

    WatchModel *m_model;
    QTableView *m_table;
    WatchPlot *m_plot;
    QComboBox *m_rate;
    QAction *m_record = nullptr;
    QLabel *m_state;
    QTimer m_timer;
    WatchModel::Clock::time_point m_begin;
    WatchRecorder m_recorder;
    std::vector<int> m_plotted; ///< rows
};

} // namespace shmlab::ui
