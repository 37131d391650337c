// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/run_pages.h"

#include <utility>

namespace shmlab::ui {
namespace {

template <typename T>
void appendBounded(std::deque<T> &to, const std::deque<T> &from, std::size_t limit)
{
    to.insert(to.end(), from.begin(), from.end());
    if (to.size() > limit)
        to.erase(to.begin(), to.end() - static_cast<std::ptrdiff_t>(limit));
}

} // namespace

std::size_t RunPage::sizeBytes() const
{
    std::size_t size = sizeof(RunPage) + content.page.size() + content.turns.size() * sizeof(TurnRecord)
        + content.calls.size() * sizeof(ObservedCall) + rates.points().size() * sizeof(RateHistory::Point);
    for (const ObservedCall &call : content.calls)
        size += call.record.arguments.capacity();
    return size;
}

void RunPages::add(const FeedBatch &batch)
{
    if (batch.isNewRun || m_pages.empty())
        begin();
    FeedBatch &content = m_pages.back().content;
    appendBounded(content.turns, batch.turns, maxLoggedTurns);
    appendBounded(content.calls, batch.calls, maxLoggedCalls);
    if (!batch.page.empty())
        content.page = batch.page;
    if (batch.stats) {
        content.stats = batch.stats;
        content.isFullSpeed = batch.isFullSpeed;
        m_pages.back().rates.add(*batch.stats, batch.isFullSpeed);
    }
}

void RunPages::setStatus(const ExchangeStatus &status, const QString &summary)
{
    const bool isOfCurrent = !m_pages.empty()
        && (m_pages.back().status.runStart == Clock::time_point{} || m_pages.back().status.runStart == status.runStart);
    if (!isOfCurrent) {
        m_next = {.status = status, .summary = summary};
        return;
    }
    m_pages.back().status = status;
    m_pages.back().summary = summary;
}

void RunPages::begin()
{
    const int number = m_pages.empty() ? 1 : m_pages.back().number + 1;
    if (!m_pages.empty() && m_pages.back().content.turns.empty() && m_pages.back().content.page.empty())
        m_pages.pop_back();
    const Outcome next = std::exchange(m_next, std::nullopt).value_or(Outcome());
    m_pages.push_back({.number = number,
                       .begun = QDateTime::currentDateTime(),
                       .content = {},
                       .rates = {},
                       .status = next.status,
                       .summary = next.summary});
    m_pages.back().content.isNewRun = true;
    dropOldest();
    m_shown = m_pages.size() - 1;
}

void RunPages::dropOldest()
{
    std::size_t total = 0;
    for (const RunPage &page : m_pages)
        total += page.sizeBytes();
    while (m_pages.size() > maxPages || (m_pages.size() > 2 && total > maxBytes)) {
        total -= m_pages.front().sizeBytes();
        m_pages.pop_front();
        m_hasDropped = true;
    }
}

} // namespace shmlab::ui
