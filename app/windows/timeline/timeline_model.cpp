// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/timeline/timeline_model.h"

#include "wording/change_text.h"
#include "wording/object_text.h"

#include <shmlab/base/name.h>

namespace shmlab::ui {
namespace {

constexpr std::size_t maxTimelineEvents{20000}; // with braces, or lupdate loses the namespace

} // namespace

TimelineModel::TimelineModel(QObject *parent) : LogModel(maxTimelineEvents, parent) { }

void TimelineModel::add(std::span<const ObjectChange> changes, const QDateTime &time, bool isFirstPass)
{
    std::deque<TimelineEvent> events;
    for (const ObjectChange &change : changes) {
        const std::string name = nameIdentifier(change.now ? *change.now : *change.before);
        for (const QString &what : changeDescriptions(change, isFirstPass))
            events.push_back({time, name, what});
    }
    append(events);
}

void TimelineModel::addTransientNames(std::span<const std::string> names, const QDateTime &time)
{
    std::deque<TimelineEvent> events;
    for (const std::string &name : names)
        events.push_back({time, '/' + escape(name), tr("created and removed between two scans")});
    append(events);
}

int TimelineModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || role != Qt::DisplayRole)
        return {};
    const TimelineEvent &event = entry(index.row());
    switch (index.column()) {
    case TimeColumn: return event.time.toString(QStringLiteral("HH:mm:ss.zzz"));
    case NameColumn: return QString::fromStdString(event.name);
    case EventColumn: return event.what;
    default: return {};
    }
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case NameColumn: return tr("Name");
    case EventColumn: return tr("Event");
    default: return {};
    }
}

} // namespace shmlab::ui
