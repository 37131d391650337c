// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/removal/remover.h"

#include "session/keep_list.h"
#include "wording/format.h"
#include "wording/object_errors.h"
#include "wording/object_text.h"
#include "wording/restore_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>

namespace shmlab::ui {
namespace {

constexpr qsizetype maxReported = 3;
constexpr qint64 unitsPerObject = qint64{64} << 10U; ///< its calls take about as long as the copying of so many bytes

} // namespace

Remover::~Remover()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void Remover::examine(std::vector<ObjectReportPtr> reports, RemovalScope scope)
{
    if (m_isBusy)
        return;
    expect(static_cast<int>(reports.size()), 0);
    start([this, reports = std::move(reports), scope](const std::stop_token &stop) mutable -> std::function<void()> {
        const bool isBulk = scope != RemovalScope::One;
        auto keepList = KeepList::load();
        if (!keepList && !isBulk)
            keepList = KeepList();
        if (!keepList) { // it would protect nothing
            RemovalPlan none;
            none.problem = keepList.error();
            return [this, none] { Q_EMIT examined(none); };
        }
        const auto isKept = [&](const ObjectReportPtr &report) { return keepList->ruleFor(report->name) != nullptr; };
        const auto onKeepList = static_cast<int>(std::ranges::count_if(reports, isKept));
        if (isBulk)
            std::erase_if(reports, isKept);
        RemovalPlan plan = m_history.plan(reports, [&] {
            countObject();
            return !stop.stop_requested();
        });
        plan.onKeepList = onKeepList;
        if (stop.stop_requested())
            return [] { };
        return [this, plan = std::move(plan)] { Q_EMIT examined(plan); };
    });
}

void Remover::remove(RemovalPlan removal, const QString &file)
{
    if (m_isBusy)
        return;
    const auto plan = std::make_shared<const RemovalPlan>(std::move(removal));
    const auto count = static_cast<int>(plan->items.size());
    const RemovalPlan::Share inFile = plan->shareOf(BackupPlace::File);
    const qint64 bytes = inFile.bytes + plan->shareOf(BackupPlace::Memory).bytes;
    const QString path = inFile.objects > 0 ? file : QString();
    startBatch(
        RemovalTask::Remove, count, bytes, [this, path] { return beginRemoval(path); },
        [this, plan](int index, RemovalOutcome &outcome, const CopyProgress &progress) -> Result<void> {
            const RemovalPlan::Item &item = plan->items[static_cast<std::size_t>(index)];
            auto removed = m_history.remove(item, plan->isForced, progress);
            if (!removed) {
                if (outcome.failures.size() < maxReported)
                    outcome.failures += removalErrorText(titleOf(*item.report), removed.error());
                return removed;
            }
            outcome.withoutBackup += item.place == BackupPlace::Nowhere ? 1 : 0;
            outcome.inFile += item.place == BackupPlace::File ? 1 : 0;
            outcome.dropped = m_history.droppedCount();
            outcome.done.push_back(*nameOf(*item.report));
            return {};
        });
}

void Remover::undo()
{
    if (m_isBusy)
        return;
    startBatch(
        RemovalTask::Undo, static_cast<int>(m_history.undoableCount()), m_history.undoableBytes(),
        [] { return QString(); },
        [this](int, RemovalOutcome &outcome, const CopyProgress &progress) -> Result<void> {
            const std::size_t skipped = outcome.errors.size();
            const ObjectName name = m_history.latest(skipped);
            const auto restored = m_history.undo(skipped, progress);
            if (!restored) {
                const auto directory = inspectShmDirectory(m_calls);
                if (outcome.failures.size() < maxReported)
                    outcome.failures += restoreErrorText(format::text(name), restored.error(),
                                                         directory ? std::optional(*directory) : std::nullopt);
                return std::unexpected(restored.error());
            }
            const QString missing = exceptionalText(restored->missing);
            outcome.incompleteCount += missing.isEmpty() ? 0 : 1;
            if (!missing.isEmpty() && outcome.incomplete.size() < maxReported)
                outcome.incomplete += tr("%1 was restored without: %2.").arg(format::text(name), missing);
            outcome.done.push_back(name);
            return {};
        });
}

void Remover::putBack(std::vector<PutBackRequest> requests)
{
    if (m_isBusy)
        return;
    const auto count = static_cast<int>(requests.size());
    startBatch(
        RemovalTask::PutBack, count, 0, [] { return QString(); },
        [this, requests = std::move(requests)](int index, RemovalOutcome &outcome,
                                               const CopyProgress &) -> Result<void> {
            const auto &[quarantined, newName] = requests[static_cast<std::size_t>(index)];
            const auto name = shmlab::putBack(m_calls, quarantined, newName);
            if (!name) {
                if (outcome.failures.size() < maxReported)
                    outcome.failures += putBackErrorText(format::text(quarantined), name.error());
                return std::unexpected(name.error());
            }
            outcome.done.push_back(*name);
            return {};
        });
}

QString Remover::beginRemoval(const QString &file)
{
    std::shared_ptr<BackupFile> backups;
    if (!file.isEmpty()) {
        QDir().mkpath(QFileInfo(file).absolutePath());
        auto created = BackupFile::create(m_calls, QFile::encodeName(file).toStdString());
        if (!created)
            return backupFileErrorText(format::escaped(file), created.error());
        backups = std::move(*created);
    }
    m_history.beginBatch(std::move(backups));
    return {};
}

void Remover::startBatch(RemovalTask task, int count, qint64 bytes, std::function<QString()> prepare, Step step)
{
    expect(count, bytes);
    start([this, task, count, prepare = std::move(prepare),
           step = std::move(step)](const std::stop_token &stop) -> std::function<void()> {
        RemovalOutcome outcome{.task = task, .requested = count};
        const CopyProgress progress = [this, &stop](std::size_t copied) {
            m_doneUnits += static_cast<qint64>(copied);
            return !stop.stop_requested();
        };
        const QString problem = prepare();
        if (!problem.isEmpty())
            outcome.failures += problem;
        for (int i = 0; i < count && problem.isEmpty() && !stop.stop_requested(); ++i) {
            if (const auto done = step(i, outcome, progress); !done)
                outcome.errors.push_back(done.error());
            countObject();
        }
        outcome.isCancelled = stop.stop_requested();
        return [this, outcome = std::move(outcome)] { Q_EMIT finished(outcome); };
    });
}

void Remover::expect(int objects, qint64 bytes) noexcept
{
    m_doneUnits = 0;
    m_allUnits = std::max<qint64>(1, bytes + objects * unitsPerObject);
}

void Remover::countObject() noexcept
{
    m_doneUnits += unitsPerObject;
}

double Remover::progress() const noexcept
{
    return std::min(1.0, static_cast<double>(m_doneUnits) / static_cast<double>(m_allUnits));
}

void Remover::start(std::function<std::function<void()>(const std::stop_token &stop)> work)
{
    m_isBusy = true;
    m_run = [this, work = std::move(work)](const std::stop_token &stop) {
        QMetaObject::invokeMethod(
            this,
            [this, report = work(stop)] {
                if (m_thread.joinable())
                    m_thread.join();
                m_isBusy = false;
                Q_EMIT ended();
                report();
            },
            Qt::QueuedConnection);
    };
    startThread();
}

/// Where no thread can be started now, the work waits until one can.
void Remover::startThread()
{
    try {
        m_thread = std::jthread(m_run);
    } catch (const std::system_error &) {
        QTimer::singleShot(std::chrono::seconds{1}, this, &Remover::startThread);
    }
}

} // namespace shmlab::ui
