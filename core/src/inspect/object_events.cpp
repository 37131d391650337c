// SPDX-License-Identifier: MIT
#include <shmlab/inspect/object_events.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace shmlab {
namespace {

using What = ObjectEvent::What;

const std::vector<Holder> &holdersOf(const ObjectReport &report)
{
    return report.usage.processScan.holders;
}

bool isSameObject(const ObjectReport &one, const ObjectReport &other)
{
    return one.status().identity == other.status().identity;
}

/// How `process` holds one of `holders`; a default Holder if it does not.
Holder holderOf(const Process &process, const std::vector<Holder> &holders)
{
    const auto found =
        std::ranges::find_if(holders, [&](const Holder &other) { return other.process.isSameProcess(process); });
    return found == holders.end() ? Holder() : *found;
}

/// Collects the events of one scan.
class Story {
public:
    /// `moved`: the report of the same object under a name that it lost in this scan; null: none.
    void tell(const ObjectChange &change, const ObjectReport *moved)
    {
        const ObjectReport *const before = change.before.get();
        const ObjectReport *const now = change.now.get();
        if (now == nullptr) {
            add(before->hasName ? What::Unlinked : What::Freed, *before);
        } else if (before != nullptr && isSameObject(*before, *now)) {
            tellDifferences(*before, *now);
        } else {
            if (before != nullptr)
                tellNew(What::Replaced, *now);
            else if (now->hasName && moved == nullptr)
                tellNew(What::Created, *now);
            if (moved != nullptr && now->hasName)
                add(What::Renamed, *moved).newName = now->name;
            if (moved != nullptr)
                tellDifferences(*moved, *now);
            else
                tellHolders({}, *now);
        }
    }

    [[nodiscard]] std::vector<ObjectEvent> take() { return std::move(m_events); }

private:
    ObjectEvent &add(What what, const ObjectReport &report)
    {
        m_events.push_back({.what = what, .name = report.name, .inode = report.status().identity.inode});
        return m_events.back();
    }
    void add(What what, const ObjectReport &report, const Holder &holder, std::optional<bool> isWritable = {})
    {
        ObjectEvent &event = add(what, report);
        event.by = Actor{.pid = holder.process.pid, .process = holder.process};
        event.isWritable = isWritable;
    }
    void tellNew(What what, const ObjectReport &now)
    {
        ObjectEvent &event = add(what, now);
        if (now.maker && now.maker->source == Maker::Source::Presence) // the others are guesses
            event.by = Actor{.pid = now.maker->pid, .process = now.maker->process};
        event.verdictNow = now.verdict();
        if (now.status().isRegular())
            event.sizeNow = now.status().sizeBytes;
    }
    void tellHolders(const std::vector<Holder> &before, const ObjectReport &now)
    {
        for (const Holder &is : holdersOf(now)) {
            const Holder was = holderOf(is.process, before);
            if (is.opens && (!was.opens || is.opensWritable > was.opensWritable))
                add(What::Opened, now, is, is.opensWritable);
            if (is.maps && (!was.maps || is.mapsWritable > was.mapsWritable))
                add(What::Mapped, now, is, is.mapsWritable);
            if (was.maps && !is.maps)
                add(What::Unmapped, now, is);
        }
        for (const Holder &was : before) {
            if (holderOf(was.process, holdersOf(now)).process.pid == 0)
                add(What::Released, now, was);
        }
    }
    void tellDifferences(const ObjectReport &before, const ObjectReport &now)
    {
        const off_t old = before.status().sizeBytes;
        const off_t size = now.status().sizeBytes;
        if (old != size && before.isStatusKnown && now.isStatusKnown && now.status().isRegular()) {
            ObjectEvent &event = add(size > old ? What::Grown : What::Shrunk, now);
            event.sizeBefore = old;
            event.sizeNow = size;
        }
        tellHolders(holdersOf(before), now);
        if (before.verdict() != now.verdict()) {
            ObjectEvent &event = add(What::VerdictChanged, now);
            event.verdictBefore = before.verdict();
            event.verdictNow = now.verdict();
        }
    }

    std::vector<ObjectEvent> m_events;
};

} // namespace

std::vector<ObjectEvent> eventsOf(std::span<const ObjectChange> changes,
                                  std::span<const ObjectReportPtr> unlinkedBefore)
{
    std::unordered_map<ObjectId, const ObjectReport *> lostNames;
    for (const auto &[before, now] : changes) {
        if (before && before->hasName && !(now && isSameObject(*before, *now)))
            lostNames.emplace(before->status().identity, before.get());
    }
    std::unordered_map<const ObjectReport *, const ObjectReport *> moves; // by the later report
    std::unordered_set<const ObjectReport *> renamed;
    for (const auto &[old, now] : changes) {
        if (!now || (old && isSameObject(*old, *now)))
            continue;
        if (const auto lost = lostNames.extract(now->status().identity)) {
            moves.emplace(now.get(), lost.mapped());
            if (now->hasName)
                renamed.insert(lost.mapped());
            continue;
        }
        const auto before = std::ranges::find_if(
            unlinkedBefore, [&](const ObjectReportPtr &report) { return isSameObject(*report, *now); });
        if (!now->hasName && before != unlinkedBefore.end())
            moves.emplace(now.get(), before->get());
    }
    Story story;
    for (const ObjectChange &change : changes) {
        const auto moved = moves.find(change.now.get());
        if (change.now || !renamed.contains(change.before.get()))
            story.tell(change, moved == moves.end() ? nullptr : moved->second);
    }
    return story.take();
}

std::optional<ObjectEvent> eventOf(const FileEvent &event)
{
    ObjectEvent told{.time = event.time, .name = event.name, .newName = event.newName};
    if (event.pid != 0)
        told.by = Actor{.pid = event.pid, .process = event.process};
    switch (event.action) {
    case FileEvent::Action::Written: return {};
    case FileEvent::Action::Created: told.what = What::Created; break;
    case FileEvent::Action::Opened: told.what = What::Opened; break;
    case FileEvent::Action::ClosedWritable:
    case FileEvent::Action::ClosedReadOnly:
        told.what = What::Closed;
        told.isWritable = event.action == FileEvent::Action::ClosedWritable;
        break;
    case FileEvent::Action::Renamed: told.what = What::Renamed; break;
    case FileEvent::Action::Removed: told.what = What::Unlinked; break;
    }
    return told;
}

} // namespace shmlab
