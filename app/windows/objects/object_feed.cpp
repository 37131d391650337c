// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/object_feed.h"

#include "windows/objects/object_table_model.h"
#include "windows/timeline/timeline_panel.h"

#include <chrono>

namespace shmlab::ui {
namespace {

constexpr std::size_t changesPerPortion = 512;

} // namespace

ObjectFeed::ObjectFeed(InspectCalls calls, ObjectTableModel *objects, TimelineModel *timeline)
    : m_scanner(calls),
      m_objects(objects),
      m_timeline(timeline)
{
    connect(&m_scanner, &ObjectScanner::ready, this, &ObjectFeed::takeChanges, Qt::QueuedConnection);
    connect(&m_highlightTimer, &QTimer::timeout, this, &ObjectFeed::expireHighlights);
    m_highlightTimer.setSingleShot(true);
    m_highlightTimer.start(std::chrono::seconds{1});
}

void ObjectFeed::takeChanges()
{
    const auto changes = m_scanner.take(changesPerPortion);
    for (const ObjectChange &change : changes) {
        if (change.before)
            m_sums.add(*change.before, -1);
        if (change.now)
            m_sums.add(*change.now);
    }
    const QDateTime scanStart = m_scanner.scanStart();
    m_timeline->add(changes, scanStart, m_isFirstPass);
    Q_EMIT aboutToApply();
    m_objects->apply(changes, !m_isFirstPass);
    Q_EMIT applied(changes);
    if (m_scanner.hasMore()) {
        QTimer::singleShot(0, this, &ObjectFeed::takeChanges);
    } else if (const auto summary = m_scanner.takeSummary()) {
        m_timeline->addTransientNames(summary->transientNames, scanStart);
        if (!summary->error)
            m_isFirstPass = false;
        Q_EMIT scanEnded(*summary);
    }
}

void ObjectFeed::expireHighlights()
{
    const bool hasHighlights = m_objects->expireHighlights();
    const bool hasMore = m_objects->updateGrowth() || hasHighlights;
    m_highlightTimer.start(std::chrono::seconds{hasMore ? 0 : 1}); // other events are handled in between
}

} // namespace shmlab::ui
