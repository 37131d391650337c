// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/inside/byte_feed.h"

#include <utility>

namespace shmlab::ui {
namespace {

constexpr qint64 sweepInterval = 100; // milliseconds

} // namespace

void ByteFeed::setObject(std::optional<ObjectLocation> object)
{
    m_object = std::move(object);
    m_next.reset();
    m_isReading = false;
    ++m_objects;
    dropFrozen();
    resetTracker();
}

void ByteFeed::read(const ReadRequest &request)
{
    if (!m_object)
        return;
    if (m_isReading) {
        m_next = request;
        return;
    }
    m_isReading = true;
    ReadRequest wanted = request;
    wanted.sweeps = request.followsWriter && (!m_sweepClock.isValid() || m_sweepClock.elapsed() >= sweepInterval);
    if (wanted.sweeps)
        m_sweepClock.start();
    m_acquisition.run(
        this,
        [object = *m_object, wanted, tracker = m_tracker](const InspectCalls &calls) {
            return readObject(calls, object, wanted, *tracker);
        },
        [this, wanted, objects = m_objects](const Result<ReadResult> &result) {
            if (objects != m_objects)
                return;
            m_isReading = false;
            const auto next = std::exchange(m_next, {});
            if (result)
                Q_EMIT bytesRead(wanted, *result);
            else
                Q_EMIT readFailed(result.error());
            if (next && objects == m_objects)
                read(*next);
        });
}

void ByteFeed::freeze(HexView::Range range, std::vector<KnownBytes> known)
{
    if (!m_object)
        return;
    m_acquisition.run(
        this,
        [object = *m_object, range, known = std::move(known)](const InspectCalls &calls) {
            return readRange(calls, object, range, known);
        },
        [this, range, freezes = ++m_freezes](std::vector<std::byte> bytes) {
            if (freezes == m_freezes)
                Q_EMIT frozen({range.begin, std::make_shared<const std::vector<std::byte>>(std::move(bytes))});
        });
}

void ByteFeed::convert(HexView::Range range, std::vector<KnownBytes> known,
                       std::function<QString(std::span<const std::byte>)> toText, std::function<void(QString)> done)
{
    if (!m_object)
        return;
    m_acquisition.run(
        this,
        [object = *m_object, range, known = std::move(known), toText = std::move(toText)](const InspectCalls &calls) {
            return toText(readRange(calls, object, range, known));
        },
        std::move(done));
}

} // namespace shmlab::ui
