// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/removal/removal_actions.h"

#include "widgets/actions.h"
#include "windows/removal/remove_dialog.h"
#include "wording/format.h"
#include "wording/object_text.h"

#include <shmlab/inspect/object_location.h>

#include <QAction>
#include <QLocale>
#include <QProgressDialog>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace shmlab::ui {
namespace {

/// Empty when everything was done as requested.
QString outcomeText(const RemovalOutcome &outcome, bool isUndo)
{
    QStringList words;
    const int left = outcome.requested - outcome.done;
    if (outcome.requested > 1 && left > 0) {
        const QLocale locale;
        words += (isUndo ? RemovalActions::tr("%1 of %2 objects were restored.")
                         : RemovalActions::tr("%1 of %2 objects were removed."))
                     .arg(locale.toString(outcome.done), locale.toString(outcome.requested));
    }
    words += outcome.failures;
    if (outcome.withoutBackup == 1)
        words += RemovalActions::tr("1 object was removed without a backup.");
    else if (outcome.withoutBackup > 1)
        words += RemovalActions::tr("%1 objects were removed without a backup.").arg(outcome.withoutBackup);
    return words.join(QLatin1Char(' '));
}

} // namespace

RemovalActions::RemovalActions(StaleSource staleObjects, SystemCalls calls, QWidget *window)
    : QObject(window),
      m_staleObjects(std::move(staleObjects)),
      m_window(window),
      m_remover(calls),
      m_remove(makeAction(window, tr("Re&move…"), QKeySequence(Qt::SHIFT | Qt::Key_Delete),
                          tr("Remove the selected object, after confirmation"))),
      m_removeAll(makeAction(window, tr("Remove all &stale…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Delete),
                             tr("List all stale objects, and remove them after confirmation"))),
      m_undo(makeAction(window, tr("&Undo"), QKeySequence::Undo, tr("Restore what was removed last")))
{
    connect(m_remove, &QAction::triggered, this, &RemovalActions::removeCurrent);
    connect(&m_remover, &Remover::checked, this, &RemovalActions::askToRemove);
    connect(m_removeAll, &QAction::triggered, this, &RemovalActions::removeAllStale);
    connect(m_undo, &QAction::triggered, this, &RemovalActions::undo);
    update();
}

void RemovalActions::setCurrent(const ObjectReportPtr &report)
{
    m_current = report;
    update();
}

void RemovalActions::setHasStale(bool hasStale)
{
    m_hasStale = hasStale;
    update();
}

/// The dialog says whether there will be a backup; opening the object to find out may block, so the remover does it on
/// its thread.
void RemovalActions::removeCurrent()
{
    if (!m_current || !nameOf(*m_current))
        return;
    m_remover.checkReadable(m_current);
    update();
}

void RemovalActions::askToRemove(const ObjectReportPtr &report, bool isReadable)
{
    update();
    if (!m_window->isVisible()) // closed meanwhile
        return;
    RemoveDialog dialog(*report, isReadable, m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_remover.remove({report}, report->verdict() != Verdict::Stale);
    showProgress(tr("Removing %1…").arg(titleOf(*report)), 1);
}

void RemovalActions::removeAllStale()
{
    auto [stale, filteredOut] = m_staleObjects();
    const auto count = static_cast<int>(stale.size());
    std::ranges::sort(stale, {}, &ObjectReport::name);
    RemoveDialog dialog(stale, filteredOut, m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_remover.remove(std::move(stale), false);
    showProgress(tr("Removing stale objects…"), count);
}

void RemovalActions::undo()
{
    const auto count = static_cast<int>(m_remover.history().undoableCount());
    m_remover.undo();
    showProgress(tr("Restoring removed objects…"), count, true);
}

/// Appears only after half a second.
void RemovalActions::showProgress(const QString &text, int count, bool isUndo)
{
    update();
    auto *progress = new QProgressDialog(text, tr("Cancel"), 0, count, m_window);
    progress->setMinimumDuration(500);
    progress->setAutoClose(false);
    progress->setAutoReset(false);
    progress->setValue(0);
    auto *timer = new QTimer(progress);
    connect(timer, &QTimer::timeout, progress, [this, progress] { progress->setValue(m_remover.processedCount()); });
    timer->start(std::chrono::milliseconds{50});
    connect(progress, &QProgressDialog::canceled, this, [this] { m_remover.cancel(); });
    connect(
        &m_remover, &Remover::finished, progress,
        [this, progress, isUndo](const RemovalOutcome &outcome) {
            progress->deleteLater();
            progress->hide();
            update();
            Q_EMIT finished(outcomeText(outcome, isUndo));
        },
        Qt::SingleShotConnection);
}

void RemovalActions::update()
{
    const bool isIdle = !m_remover.isBusy();
    m_remove->setEnabled(isIdle && m_current && m_current->hasName && m_current->status().isRegular());
    m_removeAll->setEnabled(isIdle && m_hasStale);
    const std::size_t undoableCount = isIdle ? m_remover.history().undoableCount() : 0;
    m_undo->setEnabled(undoableCount > 0);
    if (!isIdle)
        return; // the text stays unchanged meanwhile
    if (undoableCount == 1)
        m_undo->setText(
            tr("&Undo removal of %1")
                .arg(format::text(m_remover.history().latest()).replace(QLatin1Char('&'), QLatin1String("&&"))));
    else
        m_undo->setText(undoableCount == 0 ? tr("&Undo") : tr("&Undo removal of %1 objects").arg(undoableCount));
}

} // namespace shmlab::ui
