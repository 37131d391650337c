// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/objects/object_scanner.h"
#include "wording/object_text.h"

#include <QObject>
#include <QTimer>

namespace shmlab::ui {

class ObjectTableModel;
class TimelineModel;

/// Applies what the scanner finds to the models, in portions, so that the event loop keeps running.
class ObjectFeed : public QObject {
    Q_OBJECT
public:
    ObjectFeed(InspectCalls calls, ObjectTableModel *objects, TimelineModel *timeline);

    [[nodiscard]] ObjectScanner &scanner() { return m_scanner; }
    /// Of all objects that have been applied.
    [[nodiscard]] const VerdictSums &sums() const { return m_sums; }

Q_SIGNALS:
    void aboutToApply();
    void applied(const std::vector<shmlab::ObjectChange> &changes);
    /// All that a scan found has been applied.
    void scanEnded(const shmlab::ui::ScanSummary &summary);

private:
    void takeChanges();
    void expireHighlights();

    ObjectScanner m_scanner;
    ObjectTableModel *m_objects;
    TimelineModel *m_timeline;
    VerdictSums m_sums;
    bool m_isFirstPass = true;
    QTimer m_highlightTimer;
};

} // namespace shmlab::ui
