// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/watch_reading.h"

#include <algorithm>
#include <cmath>

namespace shmlab::ui {
namespace {

constexpr std::chrono::milliseconds stepDuration{4};

WatchReading readWatch(const WatchTarget &target, OpenObjects &objects)
{
    const Watch &watch = target.watch;
    WatchReading reading{.id = target.id, .revision = target.revision, .bytes = {}, .minimum = {}, .maximum = {}};
    const ByteSource *object = objects.get(watch.object);
    std::vector<std::byte> bytes(watch.sizeBytes());
    if (object == nullptr || object->readAt(watch.offset, bytes).value_or(0) < bytes.size())
        return reading; // a part would contradict "cannot be read"
    const std::size_t elementBytes = rowOf(watch.type).sizeBytes;
    if (watch.type != ValueType::Text) {
        for (std::size_t at = 0; at < bytes.size(); at += elementBytes) {
            const auto number = decode(std::span(bytes).subspan(at, elementBytes), watch.type, watch.order);
            if (!number || std::isnan(asDouble(*number)))
                continue; // NaN compares with nothing
            if (!reading.minimum || *number < *reading.minimum)
                reading.minimum = number;
            if (!reading.maximum || *reading.maximum < *number)
                reading.maximum = number;
        }
        bytes.resize(std::min(bytes.size(), elementBytes * WatchReading::maxKeptElements));
        bytes.shrink_to_fit();
    }
    reading.bytes = std::move(bytes);
    return reading;
}

} // namespace

std::vector<WatchReading> WatchPass::step(InspectCalls calls)
{
    std::vector<WatchReading> readings;
    OpenObjects objects(calls);
    const auto end = std::chrono::steady_clock::now() + stepDuration;
    do {
        if (isDone())
            break;
        readings.push_back(readWatch((*m_targets)[m_next++], objects));
    } while (std::chrono::steady_clock::now() < end);
    return readings;
}

} // namespace shmlab::ui
