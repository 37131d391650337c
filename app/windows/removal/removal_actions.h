// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/removal/remover.h"

#include <QObject>

class QAction;
class QWidget;

namespace shmlab::ui {

/// Remove, Remove all stale and Undo, with their questions, progress and last word.
class RemovalActions : public QObject {
    Q_OBJECT
public:
    /// What "all stale objects" means at the moment.
    struct StaleObjects {
        std::vector<ObjectReportPtr> shown;
        int filteredOut = 0; ///< that are stale as well, but not shown
    };
    using StaleSource = std::function<StaleObjects()>;
    /// Asks in front of `window`, whose child it is.
    RemovalActions(StaleSource staleObjects, SystemCalls calls, QWidget *window);

    [[nodiscard]] QAction *removeAction() const { return m_remove; }
    [[nodiscard]] QAction *removeAllAction() const { return m_removeAll; }
    [[nodiscard]] QAction *undoAction() const { return m_undo; }
    [[nodiscard]] bool isBusy() const { return m_remover.isBusy(); }

    /// The object that Remove means; null for none.
    void setCurrent(const ObjectReportPtr &report);
    void setHasStale(bool hasStale);

Q_SIGNALS:
    /// A removal or its undoing is over; `text` says what went wrong, empty if nothing did.
    void finished(const QString &text);

private:
    void removeCurrent();
    void removeAllStale();
    void undo();
    void showProgress(const QString &text, int count, bool isUndo = false);
    void update();

    StaleSource m_staleObjects;
    QWidget *m_window;
    SystemCalls m_calls;
    Remover m_remover;
    ObjectReportPtr m_current;
    bool m_hasStale = false;
    QAction *m_remove;
    QAction *m_removeAll;
    QAction *m_undo;
};

} // namespace shmlab::ui
