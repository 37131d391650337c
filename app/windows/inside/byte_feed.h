// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/acquisition/acquisition.h"
#include "windows/inside/object_bytes.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>

namespace shmlab::ui {

/// Reads one object for a panel, on the thread of an Acquisition. Results about an object shown before are dropped. The
/// object is closed between looks, so that it does not seem to be in use.
class ByteFeed : public QObject {
    Q_OBJECT
public:
    ByteFeed(Acquisition &acquisition, QObject *parent) : QObject(parent), m_acquisition(acquisition) { }

    /// What is under way is dropped.
    void setObject(std::optional<ObjectLocation> object);
    /// Where the same object is found by now.
    void setPath(ObjectLocation object) { m_object = std::move(object); }
    [[nodiscard]] const std::optional<ObjectLocation> &object() const { return m_object; }
    /// Ends in looked() or lookFailed(). One look is under way at a time; of those requested meanwhile the last one
    /// follows.
    void look(const LookRequest &request);
    /// Reads a range once, except what is known; ends in frozen(), unless dropFrozen() is called first.
    void freeze(HexView::Range range, std::vector<KnownBytes> known);
    void dropFrozen() { ++m_freezes; }
    /// The writer is looked for anew.
    void resetTracker() { m_tracker = std::make_shared<WriterTracker>(); }
    /// Bytes of the object as readRange() gives them, made into text on the thread.
    void convert(HexView::Range range, std::vector<KnownBytes> known,
                 std::function<QString(std::span<const std::byte>)> toText, std::function<void(QString)> done);

Q_SIGNALS:
    void looked(const shmlab::ui::LookRequest &request, const shmlab::ui::Look &look);
    void lookFailed(const shmlab::Error &error);
    void frozen(const shmlab::ui::KnownBytes &bytes);

private:
    Acquisition &m_acquisition;
    std::optional<ObjectLocation> m_object;
    std::shared_ptr<WriterTracker> m_tracker; ///< used by the thread alone
    std::optional<LookRequest> m_next;
    QElapsedTimer m_sweepClock;
    bool m_isLooking = false;
    int m_objects = 0; ///< how many were set
    int m_freezes = 0;
};

} // namespace shmlab::ui
