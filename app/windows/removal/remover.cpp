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

void Remover::remove(std::vector<ObjectReportPtr> reports, bool isForced)
{
    if (m_isBusy)
        return;
    m_history.beginBatch();
    const auto count = static_cast<int>(reports.size());
    start(count,
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
    start(static_cast<int>(m_history.undoableCount()), [this](int, RemovalOutcome &) -> std::optional<QString> {
        const QString name = format::text(m_history.latest());
        if (const auto restored = m_history.undo(); !restored)
            return restoreErrorText(name, restored.error());
        return {};
    });
}

void Remover::start(int count, std::function<std::optional<QString>(int index, RemovalOutcome &outcome)> deal)
{
    constexpr qsizetype maxReportedFailures = 3;
    m_isBusy = true;
    m_processedCount = 0;
    const auto work = [this, count, deal = std::move(deal)](const std::stop_token &stop) {
        RemovalOutcome outcome{.requested = count};
        for (int i = 0; i < count && !stop.stop_requested(); ++i) {
            const auto failure = deal(i, outcome);
            if (!failure)
                ++outcome.done;
            else if (outcome.failures.size() < maxReportedFailures)
                outcome.failures += *failure;
            ++m_processedCount;
        }
        QMetaObject::invokeMethod(this, [this, outcome] { end(outcome); }, Qt::QueuedConnection);
    };
    try {
        m_thread = std::jthread(work);
    } catch (const std::system_error &) {
        work({}); // no thread is to be had: it takes its time here
    }
}

void Remover::end(const RemovalOutcome &outcome)
{
    if (m_thread.joinable())
        m_thread.join();
    m_isBusy = false;
    Q_EMIT finished(outcome);
}

} // namespace shmlab::ui
