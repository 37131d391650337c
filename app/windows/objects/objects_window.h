// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/objects/object_feed.h"

#include <shmlab/base/system_calls.h>

#include <QMainWindow>

#include <optional>

class QToolBar;

namespace shmlab::ui {

class DockShares;
class FilterBar;
class InspectorPanel;
class JoinAction;
class NoticeLine;
class ObjectActions;
class ObjectFilter;
class ObjectPanels;
class ObjectTable;
class RemovalActions;
class ScanStatus;
class WatchPanel;

/// All shared memory objects of a machine: listed with their verdicts, inspected, watched, removed.
class ObjectsWindow : public QMainWindow {
    Q_OBJECT
public:
    /// This window scans, reads, removes and restores only through `calls`, and so only below its roots. `program`
    /// joins exchanges: it is run as `PROGRAM client NAME --start`.
    ObjectsWindow(QString program, QWidget *parent, SystemCalls calls);

    /// Selects the object as soon as it has been found; clears a filter that hides it.
    void selectObject(const ObjectName &name);
    /// Shows the tour, unless it was shown before.
    void offerTour();

    [[nodiscard]] ObjectTableModel &objects() const { return *m_model; }
    [[nodiscard]] ObjectTable &table() const { return *m_table; }
    [[nodiscard]] InspectorPanel &inspector() const;
    [[nodiscard]] WatchPanel &watches() const;
    [[nodiscard]] const RemovalActions &removal() const { return *m_removal; }
    [[nodiscard]] const TimelineModel &timeline() const;

Q_SIGNALS:
    /// The complete result of a scan is shown.
    void scanShown();

protected:
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeActions();
    void makeCentre();
    void makeMenus();
    void connectParts();
    void restoreLayout();
    void resetLayout();
    void resetDocks();
    void startTour();

    void followChanges(const std::vector<ObjectChange> &changes);
    void showScan(const ScanSummary &summary);
    void showSelected();

    SystemCalls m_calls;
    ObjectTableModel *m_model;
    ObjectFilter *m_filter;
    FilterBar *m_filterBar;
    NoticeLine *m_notice;
    ObjectTable *m_table;
    ScanStatus *m_status;
    ObjectPanels *m_panels;
    ObjectFeed m_feed;
    RemovalActions *m_removal;
    QAction *m_refresh = nullptr;
    QAction *m_pause = nullptr;
    JoinAction *m_join;
    ObjectActions *m_actions;
    QToolBar *m_bar = nullptr;
    std::optional<ObjectName> m_wanted; ///< to be selected once it is found
    QByteArray m_defaultLayout;
    DockShares *m_shares = nullptr;
};

} // namespace shmlab::ui
