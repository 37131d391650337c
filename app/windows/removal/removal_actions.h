// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/removal/remover.h"

#include <shmlab/manage/interrupted_removal.h>

#include <QObject>

#include <optional>

class QAction;
class QWidget;

namespace shmlab::ui {

/// The actions Remove, Remove all stale, Undo and Put back, with their dialogs, progress and outcome.
class RemovalActions : public QObject {
    Q_OBJECT
public:
    /// The objects that Remove all stale would remove now.
    struct StaleObjects {
        std::vector<ObjectReportPtr> shown;
        int filteredOut = 0; ///< stale as well, but hidden by the filter
    };
    using StaleSource = std::function<StaleObjects()>;
    /// A child of `window`, which is the parent of the dialogs.
    RemovalActions(StaleSource staleObjects, SystemCalls calls, QWidget *window);

    [[nodiscard]] QAction *removeAction() const { return m_remove; }
    [[nodiscard]] QAction *removeAllAction() const { return m_removeAll; }
    [[nodiscard]] QAction *undoAction() const { return m_undo; }
    /// Gives the selected objects that an interrupted removal left under a quarantine name their names back.
    [[nodiscard]] QAction *putBackAction() const { return m_putBack; }
    [[nodiscard]] bool isBusy() const { return m_remover.isBusy(); }

    /// How many removed objects can be restored; 0 while it is busy.
    [[nodiscard]] std::size_t backupCount() const { return isBusy() ? 0 : m_remover.history().backupCount(); }

    /// The objects that Remove acts on.
    void setSelection(std::vector<ObjectReportPtr> reports);
    void setHasStale(bool hasStale);

Q_SIGNALS:
    /// A removal or its undoing is over; `text` says what was done and what was not.
    void finished(const QString &text, bool isProblem);
    /// These objects are back, each under its name.
    void restored(const std::vector<shmlab::ObjectName> &names);

private:
    void removeSelection();
    void removeAllStale();
    /// Finds out what a removal would keep, which may block, before it asks.
    void examine(std::vector<ObjectReportPtr> reports, RemovalScope scope);
    void askToRemove(RemovalPlan plan);
    /// Shows the dialog and begins the removal; false if the user does not want it.
    bool removeIfConfirmed(RemovalPlan plan);
    void putBack();
    /// Asks for a name for an object whose original name was cut. Nothing if the user cancels or the name is not valid.
    [[nodiscard]] std::optional<ObjectName> askForName(const InterruptedRemoval &removal);
    void undo();
    void finish(const RemovalOutcome &outcome);
    void showProgress(const QString &text);
    void update();
    [[nodiscard]] static bool canRemove(const ObjectReport &report);

    StaleSource m_staleObjects;
    QWidget *m_window;
    Remover m_remover;
    std::vector<ObjectReportPtr> m_selection;
    RemovalPlan m_asked; ///< before the dialog its scope and counts, then as the user decided it
    bool m_hasStale = false;
    QAction *m_remove;
    QAction *m_removeAll;
    QAction *m_undo;
    QAction *m_putBack;
};

} // namespace shmlab::ui
