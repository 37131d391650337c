// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_id.h>

#include <QtGlobal>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace shmlab::ui {

/// The allocated bytes of one object over the last minute, as far as they have been seen. Times are milliseconds of any
/// steady clock.
class GrowthHistory {
public:
    static constexpr qint64 windowMilliseconds = 60'000;
    /// Less is not enough to tell how much it grows per minute.
    static constexpr qint64 leastMilliseconds = 10'000;

    GrowthHistory(qint64 bytes, qint64 now) : m_firstSeen(now), m_samples{{now, bytes}} { }
    void see(qint64 bytes, qint64 now);
    /// The bytes by which it grew in the last minute; where less than a minute has been seen, in proportion. Nothing
    /// until leastMilliseconds have been seen.
    [[nodiscard]] std::optional<qint64> bytesPerMinute(qint64 now) const;

private:
    struct Sample {
        qint64 at;
        qint64 bytes; ///< from then on
    };
    qint64 m_firstSeen;
    std::vector<Sample> m_samples; ///< the first one may be older than a minute
};

/// The histories of all objects, by identity: an object that gets another name keeps its history.
class GrowthHistories {
public:
    using Ptr = std::shared_ptr<const GrowthHistory>;
    [[nodiscard]] Ptr see(ObjectId object, qint64 bytes, qint64 now);
    /// Gives a history back; it is forgotten when nothing else uses it.
    void release(ObjectId object, Ptr history);
    [[nodiscard]] std::size_t size() const { return m_of.size(); }

private:
    std::unordered_map<ObjectId, std::shared_ptr<GrowthHistory>> m_of;
};

} // namespace shmlab::ui
