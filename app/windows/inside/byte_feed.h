// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/acquisition/acquisition.h"
#include "windows/inside/object_bytes.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>

namespace shmlab::ui {

/// Reads one object for a panel, on the thread of an Acquisition. Results about an object shown before are dropped. The
/// object is closed after each read, so that it does not appear to be in use.
class ByteFeed : public QObject {
    Q_OBJECT
public:
    ByteFeed(Acquisition &acquisition, QObject *parent) : QObject(parent), m_acquisition(acquisition) { }

    /// Results of requests under way are dropped.
    void setObject(std::optional<ObjectLocation> object);
    /// The current name or path of the same object.
    void setPath(ObjectLocation object) { m_object = std::move(object); }
    [[nodiscard]] const std::optional<ObjectLocation> &object() const { return m_object; }
    /// Ends in bytesRead() or readFailed(). One read is under way at a time; of those requested meanwhile only the last
    /// one follows.
    void read(const ReadRequest &request);
    /// Reads a range once, except what is known; ends in frozen(), unless dropFrozen() is called first.
    void freeze(HexView::Range range, std::vector<KnownBytes> known);
    void dropFrozen() { ++m_freezes; }
    /// Restarts the search for the writer.
    void resetTracker() { m_tracker = std::make_shared<WriterTracker>(); }
    /// Converts bytes of the object, as readRange() returns them, to text on the thread.
    void convert(HexView::Range range, std::vector<KnownBytes> known,
                 std::function<QString(std::span<const std::byte>)> toText, std::function<void(QString)> done);

Q_SIGNALS:
    void bytesRead(const shmlab::ui::ReadRequest &request, const shmlab::ui::ReadResult &result);
    void readFailed(const shmlab::Error &error);
    void frozen(const shmlab::ui::KnownBytes &bytes);

private:
    Acquisition &m_acquisition;
    std::optional<ObjectLocation> m_object;
    std::shared_ptr<WriterTracker> m_tracker; ///< used only by the thread
    std::optional<ReadRequest> m_next;
    QElapsedTimer m_sweepClock;
    bool m_isReading = false;
    int m_objects = 0; ///< how many were set
    int m_freezes = 0;
};

} // namespace shmlab::ui
