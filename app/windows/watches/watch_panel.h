// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/watches/watch_model.h"
#include "windows/watches/watch_recorder.h"

#include <QTimer>
#include <QWidget>

#include <bitset>

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
    explicit WatchPanel(QWidget *parent = nullptr, InspectCalls calls = {});
    ~WatchPanel() override;

    [[nodiscard]] WatchModel &model() const { return *m_model; }
    [[nodiscard]] const WatchPlot &plot() const { return *m_plot; }
    void addWatch(const Watch &watch);
    /// The first elements of that type from `offset` on, at most maxWatchedElements.
    void addWatch(const ObjectName &object, qint64 offset, ValueType type, qint64 count);
    /// What a watch that is added by hand looks at to begin with.
    void setSuggestedWatch(const ObjectName &object, qint64 offset);
    /// Ask for a file.
    void openFile();
    void saveFile();
    void toggleRecording();
    /// Asks what to do with watches that are in no file yet. False when nothing was loaded.
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
    void fitColumns();
    void askForWatch();
    void edit(int row);
    void selectOnly(int row);
    void removeSelected();
    enum class OpenMode : std::uint8_t { Replace, Add, Cancel };
    [[nodiscard]] OpenMode askHowToOpen(const QString &path);
    [[nodiscard]] bool addAll(const QString &path, const std::vector<Watch> &watches);

    struct Plotted {
        int row = 0;
        int element = 0;
    };
    InspectCalls m_calls;
    WatchModel *m_model;
    QTableView *m_table;
    WatchPlot *m_plot;
    QComboBox *m_rate;
    QAction *m_record = nullptr;
    QLabel *m_state;
    QTimer m_timer;
    WatchModel::Clock::time_point m_begin;
    WatchModel::Clock::time_point m_columnsFitted{};
    bool m_isFitting = false;
    std::bitset<WatchModel::ColumnCount> m_resizedByUser; ///< columns
    ObjectName m_suggestedObject = *ObjectName::parse(ObjectName::defaultText);
    qint64 m_suggestedOffset = 0;
    std::vector<Watch> m_savedWatches; ///< as they were last saved or opened
    WatchRecorder m_recorder;
    QString m_recordedFile;
    std::vector<Plotted> m_plotted;
    qsizetype m_checkedCount = 0; ///< numbers, of which some may be too many
};

} // namespace shmlab::ui
