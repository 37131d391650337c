// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/timeline/timeline_model.h"

#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_text.h"

#include <algorithm>

namespace shmlab::ui {
namespace {

constexpr std::size_t maxTimelineEvents{20000}; // with braces, or lupdate loses the namespace

/// What one process did, which held the object as `was` before, or did not hold it.
QString holderAction(const Holder &was, const Holder &is)
{
    if (is.maps && (!was.maps || is.mapsWritable > was.mapsWritable))
        return is.mapsWritable ? TimelineModel::tr("mapped for writing by %1")
                               : TimelineModel::tr("mapped for reading by %1");
    if (was.maps && !is.maps)
        return TimelineModel::tr("unmapped by %1");
    if (is.opens && !was.opens)
        return TimelineModel::tr("opened by %1");
    return {};
}

void appendHolderChanges(const ObjectReport &before, const ObjectReport &now, QStringList &events)
{
    const auto &old = before.usage.processScan.holders;
    const auto &fresh = now.usage.processScan.holders;
    for (const Holder &holder : fresh) {
        const auto was =
            std::ranges::find_if(old, [&](const Holder &other) { return holder.process.isSameProcess(other.process); });
        if (const QString done = holderAction(was != old.end() ? *was : Holder(), holder); !done.isEmpty())
            events += done.arg(format::process(holder.process));
    }
    for (const Holder &holder : old) {
        const auto stillHolds = [&](const Holder &other) { return holder.process.isSameProcess(other.process); };
        if (std::ranges::none_of(fresh, stillHolds))
            events += TimelineModel::tr("released by %1").arg(format::process(holder.process));
    }
}

void appendStatusChanges(const ObjectStatus &before, const ObjectStatus &now, QStringList &events)
{
    if (before.sizeBytes != now.sizeBytes)
        events += TimelineModel::tr("resized from %1 to %2")
                      .arg(format::bytes(before.sizeBytes), format::bytes(now.sizeBytes));
    if (before.mode != now.mode)
        events += TimelineModel::tr("mode changed from %1 to %2").arg(modeText(before.mode), modeText(now.mode));
    if (before.owner != now.owner)
        events += TimelineModel::tr("owner changed from %1 to %2").arg(ownerText(before.owner), ownerText(now.owner));
}

QString appearanceEvent(const ObjectReport &now, bool isFirstPass)
{
    const QString what = TimelineModel::tr("inode %1, %2, %3")
                             .arg(QString::number(now.status().identity.inode), format::bytes(now.status().sizeBytes),
                                  verdictName(now.verdict()));
    if (!now.hasName)
        return TimelineModel::tr("in use without a name: %1").arg(what);
    return isFirstPass ? TimelineModel::tr("already present: %1").arg(what)
                       : TimelineModel::tr("created: %1").arg(what);
}

} // namespace

QStringList changeDescriptions(const ObjectChange &change, bool isFirstPass)
{
    QStringList events;
    const ObjectReport *before = change.before.get();
    const ObjectReport *now = change.now.get();
    if (now == nullptr) {
        events +=
            before->hasName ? TimelineModel::tr("unlinked") : TimelineModel::tr("freed: the last process released it");
    } else if (before == nullptr) {
        events += appearanceEvent(*now, isFirstPass);
        for (const Holder &holder : now->usage.processScan.holders)
            events += holderAction(Holder(), holder).arg(format::process(holder.process));
    } else if (before->status().identity != now->status().identity) {
        events +=
            TimelineModel::tr("created again as inode %1, was %2")
                .arg(QString::number(now->status().identity.inode), QString::number(before->status().identity.inode));
        appendHolderChanges({}, *now, events);
    } else {
        appendStatusChanges(before->status(), now->status(), events);
        appendHolderChanges(*before, *now, events);
        if (before->verdict() != now->verdict())
            events += TimelineModel::tr("verdict: %1, was %2")
                          .arg(verdictName(now->verdict()), verdictName(before->verdict()));
    }
    return events;
}

TimelineModel::TimelineModel(QObject *parent) : LogModel(maxTimelineEvents, parent) { }

void TimelineModel::add(std::span<const ObjectChange> changes, const QDateTime &time, bool isFirstPass)
{
    std::deque<TimelineEvent> events;
    for (const ObjectChange &change : changes) {
        const std::string &name = change.now ? change.now->name : change.before->name;
        for (const QString &what : changeDescriptions(change, isFirstPass))
            events.push_back({time, name, what});
    }
    append(events);
}

void TimelineModel::addTransientNames(std::span<const std::string> names, const QDateTime &time)
{
    std::deque<TimelineEvent> events;
    for (const std::string &name : names)
        events.push_back({time, name, tr("created and removed between two scans")});
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
    case NameColumn: return QLatin1Char('/') + QString::fromStdString(escape(event.name));
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
