// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/acquisition/acquisition.h"
#include "windows/objects/object_scanner.h"
#include "wording/object_text.h"

#include <QElapsedTimer>
#include <shmlab/base/system_calls.h>

#include <QMainWindow>
#include <QTimer>

class QDockWidget;
class QLabel;
class QListWidget;

namespace shmlab::ui {

class FilterBar;
class InspectorPanel;
class LogView;
class ObjectFilter;
class ObjectTable;
class ObjectTableModel;
class RemovalActions;
class TimelineModel;
class TimelinePanel;
class ViewMenu;
class WatchPanel;

/// All shared memory objects of the machine: judged, looked into, watched, removed.
class ObjectsWindow : public QMainWindow {
    Q_OBJECT
public:
    /// `program` is what takes part as client of an exchange, run as `PROGRAM client NAME --start`.
    explicit ObjectsWindow(QString program, QWidget *parent = nullptr, SystemCalls calls = {});
    ~ObjectsWindow() override;

    /// Makes it the current object, as soon as it has been seen; clears a filter that hides it.
    void selectObject(const ObjectName &name);
    /// Shows the tour, if it never has been shown.
    void offerTour();

    [[nodiscard]] ObjectTableModel &objects() const { return *m_model; }
    [[nodiscard]] ObjectTable &table() const { return *m_table; }
    [[nodiscard]] InspectorPanel &inspector() const { return *m_inspector; }
    [[nodiscard]] WatchPanel &watches() const { return *m_watches; }
    [[nodiscard]] const RemovalActions &removal() const { return *m_removal; }
    [[nodiscard]] const TimelineModel &timeline() const;

Q_SIGNALS:
    /// A whole look has been shown.
    void scanShown();

protected:
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeActions();
    void makeCentre();
    void makeDocks();
    void makeMenus();
    void makeUpdateMenu(QMenu *menu);
    QDockWidget *makeDock(const QString &title, const char *name, QWidget *content, Qt::DockWidgetArea area);
    void resetLayout();
    void startTour();

    void takeChanges();
    void updateHighlights();
    void showSummary(const ScanSummary &summary);
    void followSelected(const ObjectReportPtr &before);
    void showCurrent();
    void showEvidence(const QStringList &lines);
    void suggestWatch();
    void copyEvidence() const;
    void showNotice(const QString &text);
    void joinCurrent();

    QString m_program;
    SystemCalls m_calls; ///< of all that looks or removes here
    Acquisition m_acquisition; ///< of the bytes that the panels show
    ObjectScanner m_scanner;
    ObjectTableModel *m_model;
    ObjectFilter *m_filter;
    VerdictSums m_sums;
    QTimer m_highlightTimer;
    bool m_isFirstPass = true;
    std::optional<ObjectName> m_wanted; ///< to be chosen once it is seen
    std::optional<Identity> m_lostSelection; ///< of the chosen object, whose row is not its own any more

    FilterBar *m_filterBar = nullptr;
    ObjectTable *m_table = nullptr;
    QLabel *m_summary = nullptr;
    QLabel *m_caution = nullptr;
    QLabel *m_notice = nullptr;
    QTimer m_noticeTimer;
    QListWidget *m_evidence = nullptr;
    InspectorPanel *m_inspector = nullptr;
    WatchPanel *m_watches = nullptr;
    TimelinePanel *m_timeline = nullptr;
    QAction *m_refresh = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_join = nullptr;
    RemovalActions *m_removal = nullptr;
    QDockWidget *m_evidenceDock = nullptr;
    QDockWidget *m_valuesDock = nullptr;
    QDockWidget *m_inspectorDock = nullptr;
    QDockWidget *m_watchesDock = nullptr;
    QDockWidget *m_timelineDock = nullptr;
    QByteArray m_defaultLayout;
};

} // namespace shmlab::ui
