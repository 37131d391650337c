// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/exchange_feed.h"

#include <algorithm>
#include <utility>

namespace shmlab::ui {
namespace {

template <typename T>
void appendBounded(std::deque<T> &queue, T value, std::size_t limit)
{
    if (queue.size() >= limit)
        queue.pop_front();
    queue.push_back(std::move(value));
}

} // namespace

void ExchangeFeed::runStarted()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_batch = {};
        m_batch.isNewRun = true;
        m_lastPage.clear();
    }
    announce();
}

void ExchangeFeed::turnCompleted(const TurnRecord &record)
{
    {
        const std::scoped_lock lock(m_mutex);
        appendBounded(m_batch.turns, record, maxLoggedTurns);
    }
    announce();
}

void ExchangeFeed::callCompleted(const CallRecord &record, bool isRoutine)
{
    {
        const std::scoped_lock lock(m_mutex);
        appendBounded(m_batch.calls, {record, isRoutine}, maxLoggedCalls);
    }
    announce();
}

void ExchangeFeed::pageUpdated(std::span<const std::byte> page)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (std::ranges::equal(page, m_lastPage))
            return;
        m_lastPage.assign(page.begin(), page.end());
        m_batch.page = m_lastPage;
    }
    announce();
}

void ExchangeFeed::statsUpdated(const FullSpeedStats &stats, bool isRunning)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_batch.stats = stats;
        m_batch.isFullSpeed = isRunning;
    }
    announce();
}

FeedBatch ExchangeFeed::take()
{
    m_isAnnounced.store(false);
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_batch, {});
}

void ExchangeFeed::announce()
{
    if (!m_isAnnounced.exchange(true))
        Q_EMIT dataAvailable();
}

} // namespace shmlab::ui
