// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/removal/removal_actions.h"

#include "widgets/actions.h"
#include "windows/removal/removal_words.h"
#include "windows/removal/remove_dialog.h"
#include "wording/error_text.h"
#include "wording/format.h"
#include "wording/object_text.h"

#include <shmlab/inspect/object_location.h>
#include <shmlab/manage/interrupted_removal.h>

#include <QAction>
#include <QInputDialog>
#include <QLineEdit>
#include <QLocale>
#include <QProgressDialog>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace shmlab::ui {
namespace {

constexpr int progressSteps = 1000;

bool canPutBack(const ObjectReport &report)
{
    return nameOf(report) && interruptedRemovalOf(report);
}

} // namespace

RemovalActions::RemovalActions(StaleSource staleObjects, SystemCalls calls, QWidget *window)
    : QObject(window),
      m_staleObjects(std::move(staleObjects)),
      m_window(window),
      m_remover(calls),
      m_remove(makeAction(window, tr("Re&move…"), QKeySequence(Qt::SHIFT | Qt::Key_Delete),
                          tr("Remove the selected objects, after confirmation"))),
      m_removeAll(makeAction(window, tr("Remove all &stale…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Delete),
                             tr("List all stale objects, and remove them after confirmation"))),
      m_undo(makeAction(window, tr("&Undo"), QKeySequence::Undo, tr("Restore what was removed last"))),
      m_putBack(makeAction(window, tr("Put &back"), {},
                           tr("Give the selected objects, whose removal was interrupted, their names back")))
{
    connect(m_remove, &QAction::triggered, this, &RemovalActions::removeSelection);
    connect(m_removeAll, &QAction::triggered, this, &RemovalActions::removeAllStale);
    connect(m_undo, &QAction::triggered, this, &RemovalActions::undo);
    connect(m_putBack, &QAction::triggered, this, &RemovalActions::putBack);
    connect(&m_remover, &Remover::examined, this, &RemovalActions::askToRemove);
    connect(&m_remover, &Remover::finished, this, &RemovalActions::finish);
    connect(&m_remover, &Remover::ended, this, &RemovalActions::update);
    update();
}

bool RemovalActions::canRemove(const ObjectReport &report)
{
    return report.hasName && report.status().isRegular() && nameOf(report);
}

void RemovalActions::setSelection(std::vector<ObjectReportPtr> reports)
{
    m_selection = std::move(reports);
    update();
}

void RemovalActions::setHasStale(bool hasStale)
{
    m_hasStale = hasStale;
    update();
}

void RemovalActions::removeSelection()
{
    std::vector<ObjectReportPtr> reports;
    for (const ObjectReportPtr &report : m_selection) {
        if (canRemove(*report))
            reports.push_back(report);
    }
    if (reports.empty())
        return;
    m_asked = {};
    if (m_selection.size() == 1) {
        examine(std::move(reports), RemovalScope::One);
        return;
    }
    const auto removable = reports.size();
    m_asked.interrupted = static_cast<int>(std::erase_if(
        reports, [](const ObjectReportPtr &report) { return interruptedRemovalOf(*report).has_value(); }));
    m_asked.kept =
        static_cast<int>(m_selection.size() - removable + std::erase_if(reports, [](const ObjectReportPtr &report) {
                             return needsTypedName(*report);
                         }));
    examine(std::move(reports), RemovalScope::Selected);
}

void RemovalActions::removeAllStale()
{
    auto [stale, filteredOut] = m_staleObjects();
    m_asked = {};
    m_asked.filteredOut = filteredOut;
    examine(std::move(stale), RemovalScope::AllStale);
}

void RemovalActions::examine(std::vector<ObjectReportPtr> reports, RemovalScope scope)
{
    m_asked.scope = scope;
    std::ranges::sort(reports, {}, &ObjectReport::name);
    m_remover.examine(std::move(reports), scope);
    showProgress(tr("Examining objects…"));
}

void RemovalActions::askToRemove(RemovalPlan plan)
{
    if (!plan.problem.isEmpty()) {
        Q_EMIT finished(plan.problem, true);
        return;
    }
    plan.scope = m_asked.scope;
    plan.filteredOut = m_asked.filteredOut;
    plan.interrupted = m_asked.interrupted;
    plan.kept = m_asked.kept;
    const bool isOneGone = plan.scope == RemovalScope::One && plan.items.empty();
    if (!m_window->isVisible() || isOneGone) // closed meanwhile
        return;
    removeIfConfirmed(std::move(plan));
}

bool RemovalActions::removeIfConfirmed(RemovalPlan plan)
{
    RemoveDialog dialog(std::move(plan), m_window);
    if (dialog.exec() != QDialog::Accepted)
        return false;
    m_asked = dialog.plan();
    m_remover.remove(m_asked, dialog.file());
    showProgress(m_asked.scope == RemovalScope::One ? tr("Removing %1…").arg(titleOf(*m_asked.items.front().report))
                                                    : tr("Removing objects…"));
    return true;
}

void RemovalActions::undo()
{
    m_remover.undo();
    showProgress(tr("Restoring removed objects…"));
}

void RemovalActions::putBack()
{
    std::vector<PutBackRequest> requests;
    for (const ObjectReportPtr &report : std::vector(m_selection)) { // which may change while a question is open
        if (!canPutBack(*report))
            continue;
        PutBackRequest request{.quarantined = *nameOf(*report)};
        const auto removal = interruptedRemovalOf(*report);
        if (removal->isNameCut) {
            request.newName = askForName(*removal);
            if (!request.newName)
                continue;
        }
        requests.push_back(std::move(request));
    }
    if (requests.empty())
        return;
    m_remover.putBack(std::move(requests));
    showProgress(tr("Putting objects back…"));
}

std::optional<ObjectName> RemovalActions::askForName(const InterruptedRemoval &removal)
{
    bool isAccepted = false;
    const QString text = QInputDialog::getText(
        m_window, tr("Put back"),
        tr("The name of this object was too long to be kept. Complete its beginning, or enter another name:"),
        QLineEdit::Normal, format::escaped(removal.name), &isAccepted);
    if (!isAccepted)
        return std::nullopt;
    const auto name = ObjectName::parse(unescape(text.toStdString()));
    if (name)
        return *name;
    Q_EMIT finished(nameErrorText(name.error()), true);
    return std::nullopt;
}

void RemovalActions::finish(const RemovalOutcome &outcome)
{
    const bool isNotAsked = outcome.task == RemovalTask::Remove && m_asked.scope == RemovalScope::One
        && !outcome.errors.empty() && outcome.errors.front().problem == Problem::KernelNotAsked;
    if (isNotAsked && m_window->isVisible()) {
        RemovalPlan plan = m_asked;
        plan.notAsked = outcome.failures.front();
        if (removeIfConfirmed(std::move(plan)))
            return;
    }
    const bool isProblem = !outcome.failures.isEmpty() || !outcome.incomplete.isEmpty() || outcome.withoutBackup > 0;
    Q_EMIT finished(outcomeText(outcome), isProblem);
    if (outcome.task != RemovalTask::Remove && !outcome.done.empty())
        Q_EMIT restored(outcome.done);
}

/// Appears only after half a second.
void RemovalActions::showProgress(const QString &text)
{
    update();
    auto *progress = new QProgressDialog(text, tr("Cancel"), 0, progressSteps, m_window);
    progress->setMinimumDuration(500);
    progress->setAutoClose(false);
    progress->setAutoReset(false);
    progress->setValue(0);
    auto *timer = new QTimer(progress);
    connect(timer, &QTimer::timeout, progress,
            [this, progress] { progress->setValue(static_cast<int>(m_remover.progress() * progressSteps)); });
    timer->start(std::chrono::milliseconds{50});
    connect(progress, &QProgressDialog::canceled, this, [this] { m_remover.cancel(); });
    connect(
        &m_remover, &Remover::ended, progress,
        [progress] {
            progress->deleteLater();
            progress->hide();
        },
        Qt::SingleShotConnection);
}

void RemovalActions::update()
{
    const bool isIdle = !m_remover.isBusy();
    m_remove->setEnabled(
        isIdle && std::ranges::any_of(m_selection, [](const ObjectReportPtr &report) { return canRemove(*report); }));
    m_removeAll->setEnabled(isIdle && m_hasStale);
    m_putBack->setEnabled(
        isIdle && std::ranges::any_of(m_selection, [](const ObjectReportPtr &report) { return canPutBack(*report); }));
    const std::size_t undoableCount = isIdle ? m_remover.history().undoableCount() : 0;
    m_undo->setEnabled(undoableCount > 0);
    if (!isIdle)
        return; // the text stays unchanged meanwhile
    if (undoableCount == 1)
        m_undo->setText(
            tr("&Undo removal of %1")
                .arg(format::text(m_remover.history().latest()).replace(QLatin1Char('&'), QLatin1String("&&"))));
    else
        m_undo->setText(
            undoableCount == 0
                ? tr("&Undo")
                : tr("&Undo removal of %1 objects").arg(QLocale().toString(static_cast<qulonglong>(undoableCount))));
}

} // namespace shmlab::ui
