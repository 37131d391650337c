// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/acquisition/acquisition.h"
#include "windows/watches/recording.h"
#include "windows/watches/watch_files.h"
#include "windows/watches/watch_model.h"

#include <QTimer>
#include <QWidget>

class QMenu;

namespace shmlab::ui {

class WatchPlot;
class WatchTable;

/// The watches: a table, a plot of the checked ones, a recording to a file. They are read 30 times a second, or as
/// often as the thread of the Acquisition can.
class WatchPanel : public QWidget {
    Q_OBJECT
public:
    explicit WatchPanel(Acquisition &acquisition, QWidget *parent = nullptr);
    ~WatchPanel() override;

    [[nodiscard]] WatchModel &model() const { return *m_model; }
    [[nodiscard]] const WatchPlot &plot() const { return *m_plot; }
    void addWatch(const Watch &watch);
    /// The first elements of that type from `offset` on, at most maxWatchedElements.
    void addWatch(const ObjectName &object, qint64 offset, ValueType type, qint64 count);
    /// The initial target of a watch that is added by hand.
    void setSuggestedWatch(const ObjectName &object, qint64 offset);

    /// Open, save and record.
    void addFileActions(QMenu *menu);
    /// Ask for a file.
    void openFile() { m_files->open(); }
    bool saveFile() { return m_files->save(); }
    [[nodiscard]] bool hasUnsavedWatches() const { return m_files->hasUnsaved(); }
    void toggleRecording() { m_recording->toggle(); }
    [[nodiscard]] bool save(const QString &path) { return m_files->save(path); }
    /// Does not wait for its end.
    void stopRecording() { m_recording->stop(); }
    [[nodiscard]] bool isRecording() const { return m_recording->isActive(); }
    [[nodiscard]] const WatchRecorder &recorder() const { return m_recording->recorder(); }

Q_SIGNALS:
    void failed(const QString &why);
    void recordingChanged(bool isRecording);
    void recordingEnded();

private:
    void makeButtons();
    void tick();
    void read();
    void takeReadings(std::vector<WatchReading> readings, bool isPassDone);
    void plotNumbers();
    void updatePlot();
    void askForWatch();
    void edit(int row);

    struct Plotted {
        int row = 0;
        int element = 0;
    };
    Acquisition &m_acquisition;
    WatchModel *m_model;
    WatchTable *m_table;
    WatchPlot *m_plot;
    WatchFiles *m_files;
    Recording *m_recording;
    QTimer m_timer;
    std::shared_ptr<WatchPass> m_pass; ///< the pass under way; used by the thread while it reads a part
    WatchModel::Clock::time_point m_begin;
    ObjectName m_suggestedObject = *ObjectName::parse(ObjectName::defaultText);
    qint64 m_suggestedOffset = 0;
    std::vector<Plotted> m_plotted;
    qsizetype m_checkedCount = 0; ///< numbers that are checked, possibly more than can be plotted
};

} // namespace shmlab::ui
