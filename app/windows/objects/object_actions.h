// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/inspect_calls.h>
#include <shmlab/inspect/object_report.h>

#include <QObject>

#include <vector>

class QAction;
class QMenu;
class QWidget;

namespace shmlab::ui {

class ObjectFilter;
class ObjectTable;

/// What can be done with the rows of the table of objects, in its context menu and in the menus of the window. Only
/// what applies to the selection is enabled.
class ObjectActions : public QObject {
    Q_OBJECT
public:
    /// Dialogs and menus belong to `window`; paths lie below the roots of `calls`.
    ObjectActions(ObjectTable *table, ObjectFilter *filter, InspectCalls calls, QWidget *window);

    void addTo(QMenu *objectMenu) const;
    void addExports(QMenu *fileMenu) const;
    void addViews(QMenu *viewMenu) const;
    /// Actions of others, for the context menu.
    void setMoreActions(const QList<QAction *> &actions);

Q_SIGNALS:
    void inspectRequested();
    void watchRequested(const std::vector<shmlab::ObjectReportPtr> &objects);
    void failed(const QString &why);

private:
    void makeActions();
    void update();
    void showMenu(const QPoint &globalPosition);
    void copyNames();
    void copyPaths();

    ObjectTable *m_table;
    InspectCalls m_calls;
    QWidget *m_window;
    QMenu *m_menu; ///< the context menu
    QMenu *m_columns;
    QMenu *m_groups;
    QAction *m_inspect = nullptr;
    QAction *m_watch = nullptr;
    QAction *m_copyRows = nullptr;
    QAction *m_copyNames = nullptr;
    QAction *m_copyPaths = nullptr;
    QAction *m_exportSelected = nullptr;
    QAction *m_exportShown = nullptr;
    QAction *m_beforeMore = nullptr;
};

} // namespace shmlab::ui
