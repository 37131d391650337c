// SPDX-License-Identifier: MIT
#include <shmlab/inspect/object_follower.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace shmlab {
namespace {

using What = ObjectEvent::What;

constexpr int maxBatches = 64; // read at a time, so that a flood of events does not end in a loop
constexpr std::size_t maxReaders = 65536; // that are remembered

/// Names contain no NUL.
std::string keyOf(What what, std::string_view name, pid_t pid = 0)
{
    return std::to_string(static_cast<int>(what)) + ' ' + std::to_string(pid) + ' ' + std::string(name);
}

/// Of the process that acted.
std::string readerKey(const ObjectEvent &event)
{
    const std::uint64_t start = event.by && event.by->process ? event.by->process->startTicks : 0;
    return keyOf(What::Opened, event.name, event.by ? event.by->pid : 0) + ' ' + std::to_string(start);
}

} // namespace

ObjectFollower::ObjectFollower(InspectCalls calls, ObjectProbe probe) : m_monitor(calls, probe, {Domain::PosixShm}) { }

Result<void> ObjectFollower::start()
{
    openFileEvents(); // before the scan, which may miss what happens meanwhile
    m_incompleteScans = 0;
    return m_monitor.refresh([this](const auto &) { readAll(m_early); });
}

void ObjectFollower::openFileEvents()
{
    m_fileEvents.reset();
    m_fileEventsError.reset();
    m_incompleteScans = 2;
    if (auto opened = FileEvents::open(m_monitor.calls()))
        m_fileEvents = *std::move(opened);
    else
        m_fileEventsError = opened.error();
}

std::vector<ObjectEvent> ObjectFollower::readEvents()
{
    std::vector<ObjectEvent> events;
    (void)readBatch(events);
    return events;
}

/// All that there is, unless it comes as fast as it is read. During a scan after each portion: a scan opens objects,
/// and each of these events takes a place in the kernel's queue, too.
void ObjectFollower::readAll(std::vector<ObjectEvent> &events)
{
    for (int batches = 0; batches < maxBatches && readBatch(events); ++batches) { }
}

/// False when there was nothing more to read.
bool ObjectFollower::readBatch(std::vector<ObjectEvent> &events)
{
    if (!m_fileEvents)
        return false;
    const auto batch = m_fileEvents->read();
    if (!batch) {
        m_fileEvents.reset();
        m_fileEventsError = batch.error();
        return false;
    }
    for (const FileEvent &event : batch->events)
        take(event, events);
    if (!batch->isEverything) {
        m_incompleteScans = 2; // the next one, too, if they were lost after this one looked
        events.push_back({.what = What::EventsLost, .time = std::chrono::system_clock::now()});
    }
    return !batch->isLast;
}

void ObjectFollower::take(const FileEvent &event, std::vector<ObjectEvent> &events)
{
    if (event.action == FileEvent::Action::Written)
        m_told.writers.insert_or_assign(event.name, Actor{.pid = event.pid, .process = event.process});
    auto told = eventOf(event);
    if (!told)
        return;
    // A program that opens an object to read at every look, as an inspector does, is told once.
    const std::string reader = readerKey(*told);
    const bool isReading = told->what == What::Opened || event.action == FileEvent::Action::ClosedReadOnly;
    if (isReading && m_readers.contains(reader))
        return;
    if (event.action == FileEvent::Action::ClosedReadOnly && m_readers.size() < maxReaders)
        m_readers.insert(reader);
    m_told.facts.insert(keyOf(told->what, told->name, event.pid));
    m_told.facts.insert(keyOf(told->what, told->name));
    if (told->what == What::Renamed)
        m_told.arrivals.insert(told->newName);
    events.push_back(*std::move(told));
}

Result<std::vector<ObjectEvent>> ObjectFollower::scan(const std::stop_token &stop)
{
    if (m_fileEvents && !m_fileEvents->isSameDirectory())
        openFileEvents();
    const auto keep = [this](std::vector<ObjectChange> portion) {
        std::ranges::move(portion, std::back_inserter(m_changes));
        readAll(m_early);
    };
    if (const auto done = m_monitor.refresh(keep, stop); !done)
        return std::unexpected(done.error());
    readAll(m_early); // what the scan has seen, the kernel has told by now
    auto events = std::exchange(m_early, {});

    const auto changes = std::exchange(m_changes, {});
    auto seen = eventsOf(changes, std::exchange(m_unlinked, {}));
    for (const auto &[before, after] : changes) {
        if (before && before->hasName && !after && isInUse(before->verdict()))
            m_unlinked.push_back(before);
    }
    for (const std::string &name : m_monitor.transientNames())
        seen.push_back({.what = What::CameAndWent, .name = name});
    const auto now = std::chrono::system_clock::now();
    for (ObjectEvent &event : seen) {
        event.time = now;
        complete(event);
        if (!isKnown(event))
            events.push_back(std::move(event));
    }
    m_toldBefore = std::exchange(m_told, {});
    m_incompleteScans = std::max(0, m_incompleteScans - 1);
    return events;
}

bool ObjectFollower::isTold(What what, const std::string &name, pid_t pid) const
{
    const std::string key = keyOf(what, name, pid);
    return m_told.facts.contains(key) || m_toldBefore.facts.contains(key);
}

/// Whether the kernel has told it already.
bool ObjectFollower::isKnown(const ObjectEvent &event) const
{
    const bool areNamesTold = m_fileEvents && m_incompleteScans == 0;
    const pid_t pid = event.by ? event.by->pid : 0;
    switch (event.what) {
    case What::Created:
    case What::CameAndWent:
        return areNamesTold || isTold(What::Created, event.name) || m_told.arrivals.contains(event.name)
            || m_toldBefore.arrivals.contains(event.name);
    case What::Unlinked:
    case What::Renamed: return areNamesTold || isTold(event.what, event.name);
    case What::Replaced: return isTold(What::Created, event.name);
    case What::Opened:
        return isTold(What::Opened, event.name, pid) || (!*event.isWritable && m_readers.contains(readerKey(event)));
    case What::Released: return isTold(What::Closed, event.name, pid) || m_readers.contains(readerKey(event));
    default: return false;
    }
}

/// Adds what the kernel has told about it.
void ObjectFollower::complete(ObjectEvent &event)
{
    if (event.what == What::Created && event.sizeNow > 0 && isKnown(event)) {
        event.what = What::Grown; // from the moment that was told
        event.sizeBefore = 0;
        event.verdictNow.reset();
    }
    if (event.what == What::Grown || event.what == What::Shrunk) {
        for (const Told *told : {&m_toldBefore, &m_told}) {
            if (const auto writer = told->writers.find(event.name); writer != told->writers.end())
                event.by = writer->second;
        }
    }
    if (event.what == What::Mapped)
        m_readers.erase(readerKey(event));
}

} // namespace shmlab
