// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/growth_history.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace shmlab::ui {

void GrowthHistory::see(qint64 bytes, qint64 now)
{
    constexpr qint64 resolution = 1000; // at most one sample per second is kept, and the last one
    if (m_samples.back().bytes == bytes)
        return;
    const auto inWindow = std::ranges::upper_bound(m_samples, now - windowMilliseconds, {}, &Sample::at);
    if (inWindow != m_samples.begin())
        m_samples.erase(m_samples.begin(), std::prev(inWindow));
    if (m_samples.size() > 1 && m_samples.back().at - std::prev(m_samples.end(), 2)->at < resolution)
        m_samples.back() = {now, bytes};
    else
        m_samples.push_back({now, bytes});
}

std::optional<qint64> GrowthHistory::bytesPerMinute(qint64 now) const
{
    const qint64 seen = std::min(now - m_firstSeen, windowMilliseconds);
    if (seen < leastMilliseconds)
        return std::nullopt;
    if (m_samples.size() == 1)
        return 0;
    const auto after = std::ranges::upper_bound(m_samples, now - seen, {}, &Sample::at);
    const qint64 before = after == m_samples.begin() ? after->bytes : std::prev(after)->bytes;
    return (m_samples.back().bytes - before) * windowMilliseconds / seen;
}

GrowthHistories::Ptr GrowthHistories::see(ObjectId object, qint64 bytes, qint64 now)
{
    std::shared_ptr<GrowthHistory> &history = m_of[object];
    if (history)
        history->see(bytes, now);
    else
        history = std::make_shared<GrowthHistory>(bytes, now);
    return history;
}

void GrowthHistories::release(ObjectId object, Ptr history)
{
    if (!history)
        return;
    history.reset();
    const auto found = m_of.find(object);
    if (found != m_of.end() && found->second.use_count() == 1)
        m_of.erase(found);
}

} // namespace shmlab::ui
