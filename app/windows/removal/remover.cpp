// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/removal/remover.h"

#include "wording/format.h"
#include "wording/object_errors.h"
#include "wording/object_text.h"

#include <system_error>
#include <utility>

namespace shmlab::ui {

Remover::~Remover()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void Remover::checkReadable(ObjectReportPtr report)
{
    if (m_isBusy)
        return;
    start([this, report = std::move(report)](const std::stop_token &) -> std::function<void()> {
        const bool isReadable = RemovalHistory::canRead(m_calls, *report);
        return [this, report, isReadable] { Q_EMIT checked(report, isReadable); };
    });
}

void Remover::remove(std::vector<ObjectReportPtr> reports, bool isForced)
{
    if (m_isBusy)
        return;
    m_history.beginBatch();
    const auto count = static_cast<int>(reports.size());
    startBatch(
        count,
        [this, reports = std::move(reports), isForced](int index, RemovalOutcome &outcome) -> std::optional<QString> {
            const ObjectReport &report = *reports[static_cast<std::size_t>(index)];
            const auto removed = m_history.remove(report, isForced);
            if (!removed)
                return removalErrorText(titleOf(report), removed.error());
            outcome.withoutBackup += removed->hasBackup ? 0 : 1;
            return {};
        });
}

void Remover::undo()
{
    if (m_isBusy)
        return;
    startBatch(static_cast<int>(m_history.undoableCount()), [this](int, RemovalOutcome &) -> std::optional<QString> {
        const QString name = format::text(m_history.latest());
        if (const auto restored = m_history.undo(); !restored)
            return restoreErrorText(name, restored.error());
        return {};
    });
}

void Remover::startBatch(int count, std::function<std::optional<QString>(int index, RemovalOutcome &outcome)> process)
{
    constexpr qsizetype maxReportedFailures = 3;
    m_processedCount = 0;
    start([this, count, process = std::move(process)](const std::stop_token &stop) -> std::function<void()> {
        RemovalOutcome outcome{.requested = count};
        for (int i = 0; i < count && !stop.stop_requested(); ++i) {
            const auto failure = process(i, outcome);
            if (!failure)
                ++outcome.done;
            else if (outcome.failures.size() < maxReportedFailures)
                outcome.failures += *failure;
            ++m_processedCount;
        }
        return [this, outcome] { Q_EMIT finished(outcome); };
    });
}

void Remover::start(std::function<std::function<void()>(const std::stop_token &stop)> work)
{
    m_isBusy = true;
    const auto run = [this, work = std::move(work)](const std::stop_token &stop) {
        QMetaObject::invokeMethod(
            this,
            [this, report = work(stop)] {
                if (m_thread.joinable())
                    m_thread.join();
                m_isBusy = false;
                report();
            },
            Qt::QueuedConnection);
    };
    try {
        m_thread = std::jthread(run);
    } catch (const std::system_error &) {
        run({}); // no thread could be started: run it on this one
    }
}

} // namespace shmlab::ui
