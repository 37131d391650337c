// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/watches/watch_recorder.h"

#include <QObject>

class QAction;
class QComboBox;
class QLabel;
class QToolBar;

namespace shmlab::ui {

class WatchModel;

/// The recording of a model's watches: its button, its rate and its statistics.
class Recording : public QObject {
    Q_OBJECT
public:
    Recording(WatchModel &model, InspectCalls calls, QWidget *window);

    void addTo(QToolBar &bar);
    [[nodiscard]] QLabel &figures() const { return *m_figures; }
    [[nodiscard]] const WatchRecorder &recorder() const { return m_recorder; }
    /// From start() until its end was announced.
    [[nodiscard]] bool isActive() const { return m_isActive; }

    void start(const QString &path);
    /// Requests the end of the recording.
    void stop() { m_recorder.stop(); }
    /// Asks for a file and starts, or requests the end of the recording.
    void toggle();
    /// Shows the current state; call it many times a second.
    void update();

Q_SIGNALS:
    void failed(const QString &why);
    void changed(bool isRecording);
    /// Also of a recording that never began; after the signals above.
    void ended();

private:
    void showEnd();

    WatchModel &m_model;
    QWidget *m_window;
    WatchRecorder m_recorder;
    QAction *m_action;
    QComboBox *m_rate;
    QLabel *m_figures;
    QString m_path;
    bool m_isActive = false;
    bool m_hasBegun = false; ///< and that was announced
};

} // namespace shmlab::ui
